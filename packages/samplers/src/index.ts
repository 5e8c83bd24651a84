/** Markov kernels, the adaptation beside them, and starting points. @packageDocumentation */
export { NUTS_DEFAULTS, type NutsOptions, type NutsTuning, nuts } from "./kernels/nuts.js";
export type { HamiltonianLayout, HamiltonianVectors } from "./hamiltonian/vectors.js";
export type { Chain, Coordinate, Sampler, Stats, Target, Tuning } from "./types.js";
