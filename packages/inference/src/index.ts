/** The user's verbs: sample, findMap, exact, explain. @packageDocumentation */

export type { Approximation, ApproximationOptions } from "./approximation.js";
export { type BayesFactor, bayesFactor } from "./bayes-factor.js";
export { type CalibrateFitOptions, type CalibrateOptions, calibrate } from "./calibrate.js";
export type { CalibratedScalar, Calibration } from "./calibration.js";
export { checkedPosterior } from "./check.js";
export { type CheckpointOptions, type ResumeOptions, readCheckpoint, resume } from "./checkpoint/resume.js";
export {
  type Alternative,
  difference,
  expectedLoss,
  lift,
  probabilityBest,
  probabilityBetter,
} from "./decide.js";
export {
  distributions,
  type NumericDistribution,
  type NumericGradient,
  type NumericParameters,
  type NumericValue,
} from "./densities.js";
export { derive } from "./derive.js";
export type { Computed, Derived } from "./derive-function.js";
export type { Assigned, Trim } from "./derive-text.js";
export { type Exact, exact, type MarginalsOf, type Predictive } from "./exact.js";
export {
  type ExplainedTerm,
  type ExplainedVariable,
  type ExplainOptions,
  type Explanation,
  explain,
} from "./explain.js";
export { type FindMapOptions, findMap, findMapDefaults, type MapInfo, type Mode } from "./find-map.js";
export { type Belief, type FoundPrior, findPrior, type QuantileBelief } from "./find-prior.js";
export type { AnyPosterior } from "./given.js";
export { type GroupName, type GroupsOptions, groupsFor, type PosteriorGroups } from "./groups-for.js";
export { type Integral, type IntegrateOptions, integrate } from "./integrate.js";
export { type LaplaceOptions, laplace as approximateByLaplace } from "./laplace.js";
export { logLikelihood, logPrior } from "./log-density.js";
export { loo } from "./loo.js";
export { looPit } from "./loo-pit.js";
export type { PlainValue } from "./numeric-values.js";
export {
  defaultOptions,
  type Gradient,
  type Init,
  type KindWithin,
  type Progress,
  type SampleOptions,
  type StepFor,
  type Until,
} from "./options.js";
export { type PathfinderDrawOptions, pathfinder } from "./pathfinder.js";
export { type PowerScaling, powerScale, type Sensitivity } from "./power-scale.js";
export { type PredictOptions, predict } from "./predict.js";
export { type AnyData, type PredictedBy, type PredictiveCheck, predictiveCheck } from "./predictive-check.js";
export type { FamilyOf, FamilyParameters, PriorConstructors, PriorFamily, PriorName } from "./prior-families.js";
export { type HtmlPlace, progressIn } from "./progress/html.js";
export { type RecoveredScalar, type RecoverOptions, type Recovery, recover } from "./recover.js";
export type { Route } from "./routes.js";
export { type Kept, sample, sampleSync } from "./sample.js";
export { type SimulateOptions, simulate } from "./simulate.js";
export type { FitOptions } from "./simulated-fits.js";
export { snapshots } from "./snapshots.js";
export { type StartOptions, startsOf } from "./starts-of.js";
export { type NewValues, update } from "./update.js";
