/** Markov kernels, the adaptation beside them, and starting points. @packageDocumentation */

export type { AdaptationScheme, LowRank, MetricData, MetricShape } from "./adapt/metric.js";
export { type CompoundStep, compound } from "./compound.js";
export type { HamiltonianLayout, HamiltonianVectors } from "./hamiltonian/operations.js";
export {
  PATHFINDER_DEFAULTS,
  type PathfinderOptions,
  type PathfinderStart,
  pathfinderStart,
} from "./init/pathfinder.js";
export { ellipticalSlice } from "./kernels/elliptical-slice.js";
export { experimental_walnuts, WALNUTS_DEFAULTS, type WalnutsOptions } from "./kernels/experimental-walnuts.js";
export { gibbs, gibbsDiscrete } from "./kernels/gibbs.js";
export type { AdaptationOptions, HamiltonianTuning } from "./kernels/hamiltonian-chain.js";
export { HMC_DEFAULTS, type HmcOptions, hmc } from "./kernels/hmc.js";
export {
  METROPOLIS_DEFAULTS,
  type MetropolisOptions,
  type MetropolisTuning,
  metropolis,
} from "./kernels/metropolis.js";
export { NUTS_DEFAULTS, type NutsOptions, type NutsTuning, nuts } from "./kernels/nuts.js";
export { SLICE_DEFAULTS, type SliceOptions, type SliceTuning, slice } from "./kernels/slice.js";
export { type PlainSampler, plainSampler, samplerFrom } from "./plain.js";
export type {
  Adaptation,
  Chain,
  CompiledGradient,
  Coordinate,
  Divergence,
  NormalPrior,
  Sampler,
  Scale,
  Stats,
  Target,
  Tuning,
} from "./types.js";
