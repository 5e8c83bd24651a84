/** Exact posteriors of recognised conjugate models. @packageDocumentation */

import { registerMarginalizer } from "@credence/model";
import { removed } from "./marginalize/remove.js";

export type { Arm, BetaArm, GammaArm, NormalArm } from "./decide/arm.js";
export { expectedLossOf, probabilityBestOf, probabilityBetterOf } from "./decide/best.js";
export { type Contrast, differenceOf, liftOf, liftOfBest } from "./decide/lift.js";
export type { Observed } from "./graph/condition.js";
export { pooled } from "./graph/pooled.js";
export type { Cubic, CubicMap } from "./integrate/cubic-map.js";
export { type DrawnPositions, drawPositions } from "./integrate/draw.js";
export { integrateDensity, mostDimensions } from "./integrate/integrate.js";
export type { Lattice } from "./integrate/lattice.js";
export { type LineDistribution, lineDistribution } from "./integrate/line-cdf.js";
export { roughness } from "./integrate/smooth.js";
export type {
  Functionals,
  Integrand,
  Integration,
  IntegrationOptions,
  Moments,
  Obstacle,
  Refusal,
} from "./integrate/types.js";
export { type ClosedBlocks, closedBlocks } from "./marginalize/closed.js";
export { type ConditionalLaw, conditionalLawOf } from "./marginalize/labelled.js";
export { marginalize } from "./marginalize/marginalize.js";
export type { Block, BlockSpread, CellLaws, Choice, Law, Left, Marginalized, Thrift } from "./marginalize/types.js";
export { logBetaBinomial } from "./mass/beta-binomial.js";
export type { BetaTrials, BinomialData } from "./pairs/beta-binomial.js";
export type { BetaSuccesses } from "./pairs/beta-negative-binomial.js";
export type { Beta } from "./pairs/beta-pair.js";
export type { Dirichlet, LabelCounts } from "./pairs/dirichlet.js";
export type { GammaKnownShape } from "./pairs/gamma-gamma-known-shape.js";
export type { Gamma, PoissonData } from "./pairs/gamma-poisson.js";
export { type Pairs, pairs } from "./pairs/index.js";
export type { RegressionData, RegressionPrior } from "./pairs/linear-regression.js";
export type { NormalMean } from "./pairs/normal-known-variance.js";
export type { InverseGammaKnownMean, NormalGamma, NormalInverseGamma } from "./pairs/normal-unknown-variance.js";
export type { Pareto } from "./pairs/pareto-uniform.js";
export type { Pair, PredictiveLaw, Sample } from "./pairs/types.js";
export { recognise } from "./recognise.js";
export type { ExactPosterior, ExactPredictive, ExactVariable, Piece, Recognition } from "./types.js";

registerMarginalizer(removed);
