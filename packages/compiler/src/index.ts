/** From a model's graph to a log density and its gradient. @packageDocumentation */
export type { Compiled } from "./backends/evaluate.js";
export { compile, type Program, type ProgramOptions, type Slot } from "./backends/interpreter/index.js";
export { type Engine, engineInUse, useEngine } from "./backends/tiers.js";
export { type Batches, type BatchSink, batches } from "./batches.js";
export { differentiate } from "./differentiate/index.js";
export { graphBuilder, replay } from "./graph/builder.js";
export type {
  CumulativeShape,
  GraphBuilder,
  LinearShape,
  OdeShape,
  ProductShape,
  ScanShape,
  SolveShape,
  TakeShape,
} from "./graph/builder-types.js";
export { type HashOptions, hashGraph } from "./graph/hash.js";
export type { Operations } from "./graph/operations.js";
export { type Pruned, prune } from "./graph/prune.js";
export type {
  ArrayGraph,
  ArrayNode,
  ElementwiseNode,
  Having,
  NodeId,
  NodeOf,
  OdeSlopes,
  Op,
  ScanBody,
} from "./graph/types.js";
export {
  type GradientGraph,
  gradientGraph,
  gradientKernel,
  interpretedKernel,
  type Kernel,
} from "./kernel.js";
export { addExpressions } from "./lower/array.js";
export {
  type CompiledPosterior,
  type CompileOptions,
  type Coordinate,
  compilePosterior,
  hashPosterior,
  type LatentLayout,
  type PositionPrior,
  type TermAt,
} from "./lower/compiled.js";
export { type Derivation, derivation } from "./lower/derive.js";
export type { Latent, LoweredPosterior, NormalPrior, Scale, Term } from "./lower/posterior.js";
export type { Rewrite } from "./passes/index.js";
