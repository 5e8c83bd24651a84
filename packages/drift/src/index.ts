/** Rates that drift: the Jacobi diffusion, filtered, smoothed, forecast and learned. @packageDocumentation */
export type { EngineName } from "./beliefs/engines.js";
export type { Start } from "./beliefs/start.js";
export { type DriftParts, drift, driftFamily } from "./family.js";
export type { DriftFilter } from "./filter.js";
export { type Boundary, type FilterOptions, type Jacobi, jacobi } from "./jacobi.js";
export type { Interval } from "./laws/law.js";
export type { RateSummary } from "./laws/summary.js";
export {
  type Estimate,
  type Learnable,
  type Learned,
  type LearnedParameter,
  type LearnOptions,
  learn,
} from "./learn/learn.js";
export { type DriftObserved, type DriftUnknowns, driftPosterior } from "./learn/posterior.js";
export { type DriftPriors, defaultPriors, type LogNormal } from "./learn/priors.js";
export { type Observation, type Step, stepsOf } from "./observations.js";
export type { Moments } from "./process/moments.js";
export {
  type DriftInput,
  fromEssay,
  type HalfLifeAndSd,
  type MeanAndConcentration,
  type Parameters,
} from "./process/parameters.js";
export type { PathOptions } from "./process/simulate.js";
export type { SharesPathOptions } from "./process/simulate-shares.js";
export { drawPaths, forecast, type SeriesOptions, type Smoothed, smooth } from "./smooth.js";
export { type WrightFisher, type WrightFisherFilter, type WrightFisherInput, wrightFisher } from "./wright-fisher.js";
