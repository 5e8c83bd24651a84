/** List what Gaussian processes are made of. */

export {
  type Basis,
  type FourierBasis,
  fourierBasis,
  type HilbertBasis,
  type HilbertBasisOptions,
  hilbertBasis,
} from "./bases.js";
export { type GaussianProcessOptions, gaussianProcess, type OtherDims } from "./gaussian-process.js";
export { type Bases, hilbertGaussianProcess } from "./hilbert-process.js";
export type { Inputs, PerInput, PerInputDims } from "./inputs.js";
export type { Kernel } from "./kernel.js";
export { type PeriodicOptions, periodic } from "./periodic.js";
export type { SmoothKernel } from "./recommended.js";
export type { GaussianProcess, PROCESS } from "./remembered.js";
export { type KernelOptions, matern12, matern32, matern52, squaredExponential } from "./stationary.js";
