/** The modelling language: expressions over named dims, distributions, transforms, models. @packageDocumentation */
export { type Dim, dim, prime } from "@credence/draws";
export { type Advice, adviceOn } from "./advice.js";
export { firstOutside, provablyWithin } from "./check.js";
export { type Column, column, type Nested } from "./data/column.js";
export { before, index, lookup, pick } from "./data/index-of.js";
export { type KeysOf, type Table, table } from "./data/table.js";
export type { Unprimed } from "./distributions/categorical.js";
export {
  type Along,
  censored,
  type Each,
  hurdle,
  type Mixable,
  mixture,
  namedComposites,
  type OneMeasure,
  truncated,
  truncatedNormal,
  zeroInflated,
} from "./distributions/composite/index.js";
export * from "./distributions/index.js";
export { allFamilies, familyNamed, registerFamily } from "./distributions/registry.js";
export { standardisationOf } from "./distributions/standardisation.js";
export {
  type Family,
  type Parameter,
  type ScalarFamily,
  type Standardisation,
  type VectorFamily,
  variable,
} from "./distributions/types.js";
export { assume } from "./expr/assume.js";
export {
  type BinaryName,
  binary,
  type ElementwiseName,
  elementwise,
  type TernaryName,
  ternary,
  type UnaryName,
  unary,
} from "./expr/elementwise.js";
export { type Bindings, broadcast, evaluate, evaluateAll, gatherPositions, takeLayout } from "./expr/evaluate.js";
export { type External, external, externalNamed, registerExternal } from "./expr/external.js";
export {
  abs,
  add,
  type Compare,
  complement,
  cos,
  cumulativeSum,
  div,
  eq,
  exp,
  expm1,
  ge,
  gt,
  invLogit,
  le,
  lgamma,
  log,
  log1p,
  logit,
  logSumExp,
  lt,
  max,
  mean,
  min,
  mul,
  pow,
  rename,
  sin,
  softmax,
  sqrt,
  sub,
  sum,
  tanh,
  where,
} from "./expr/functions.js";
export {
  type Axes,
  type Axis,
  around,
  broadcastPositions,
  describeAxes,
  elementName,
  hasAxis,
  labelsAt,
  matrixAxes,
  matrixTimes,
  partAt,
  sameAxes,
  sizeOf,
  unionAxes,
} from "./expr/layout.js";
export {
  cholesky,
  covariance,
  dot,
  logDet,
  matmul,
  scaleRows,
  solveTriangular,
} from "./expr/matrices.js";
export { isPositiveDefinite, matrixDim, matrixProduct, solveFactor } from "./expr/matrix.js";
export {
  apply,
  constant,
  cumulativeSum as runningSum,
  dataNode,
  ExprNode,
  gather,
  inputNode,
  lengthOf,
  linear,
  nodeOf,
  type Operand,
  type Operation,
  reduce,
  renameAxis,
  sumAll,
  supportOf,
  take,
  topological,
  typed,
} from "./expr/node.js";
export { everything, type Range, range, within } from "./expr/range.js";
export * as raw from "./expr/raw.js";
export type { StandIns } from "./expr/rebuild.js";
export type {
  Equations,
  ExprNode as ExprRecord,
  FamilyBase,
  LabelFamily,
  LinearMap,
  MatrixDims,
  MatrixSupport,
  OdeGrid,
  PathFamily,
  Requirement,
  SimplexTransform,
  Steps,
  Tails,
  Truncation,
} from "./expr/records.js";
export { type Stacked, stack } from "./expr/stack.js";
export { expr } from "./expr/template.js";
export type {
  AddKind,
  Arg,
  Binary,
  Bounded,
  Bounds,
  Category,
  Cholesky,
  Count,
  Covariance,
  DivKind,
  DslError,
  Expr,
  FAMILY,
  Factor,
  Index,
  Input,
  Integer,
  Join,
  KIND,
  KindOf,
  Kinds,
  Known,
  LocationScale,
  MulKind,
  Node,
  NumberKind,
  Positive,
  PowKind,
  RandomNode,
  Ratio,
  Real,
  Simplex,
  SubKind,
  Sums,
  Unit,
  Variable,
} from "./expr/types.js";
export {
  type Graph,
  type GraphId,
  type GraphNode,
  graphOf,
  type PlainEquations,
  type PlainSteps,
  type PlainSupport,
  posteriorFrom,
} from "./graph.js";
export { insideOf } from "./inside.js";
export { logDensity } from "./log-density.js";
export { type Conditioned, type Marginalizer, registerMarginalizer } from "./marginalizer.js";
export { type CellDims, type DataCell, type Incomplete, impute, omit } from "./missing/impute.js";
export { describeNode, type Joint, type Model, model, type Posterior, posteriorOf } from "./model.js";
export type { NamedNode } from "./named.js";
export type {
  At,
  Checked,
  ComputedData,
  Discrete,
  Finite,
  Imputed,
  Integrable,
  IsUnion,
  LabelIndex,
  LabelText,
  Latent,
  MissingOf,
  Observations,
  OfKind,
  Stochastic,
  Value,
  Values,
} from "./names.js";
export { pointOf } from "./observe.js";
export { type OdeRates, type OdeSettings, type OdeSolution, type OdeStarts, type OdeStates, ode } from "./ode/ode.js";
export { ordered } from "./ordered.js";
export { modulesOf } from "./origins.js";
export { potential, type TERM, type Term } from "./potential.js";
export * from "./processes/index.js";
export { type ArOptions, ar } from "./sequences/ar.js";
export { hiddenMarkov } from "./sequences/hidden-markov.js";
export { hiddenMarkovLogDensity } from "./sequences/hidden-markov-log-density.js";
export { lawDensity, supportOfPath } from "./sequences/law.js";
export { randomWalk } from "./sequences/random-walk.js";
export {
  type Next,
  type Now,
  type Path,
  type PathOf,
  type Previous,
  type Starts,
  type StateKind,
  scan,
} from "./sequences/scan.js";
export { afterFirst } from "./sequences/time.js";
export {
  type Bound,
  binary as binarySupport,
  count,
  describeSupport,
  isDiscrete,
  nonNegative,
  positive,
  rangeOfSupport,
  real,
  type Support,
  unit,
} from "./support.js";
export { inOrder } from "./transforms/free.js";
export { transformOf } from "./transforms/index.js";
export {
  type MatrixTransformName,
  type NumericTransform,
  type TransformOptions,
  transforms,
  type VectorTransformName,
} from "./transforms/numeric.js";
export type { Transform } from "./transforms/types.js";
