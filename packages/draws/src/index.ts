/** Dims, labelled values, traces and the verbs that read them. @packageDocumentation */
export { cellAt, cellCount, cellLabels, cellName, chooseCells, type Labels, type OnlyDims } from "./cells.js";
export { checkName, type Dim, dim, type Label, positionOf, prime, sameDim } from "./dim.js";
export { type AnyDraws, type Draws, type DrawsSource, draws, type Scalar } from "./draws.js";
export { type AllGroups, groupsOf } from "./groups.js";
export { hdi, hdiOfSorted, type Interval } from "./hdi.js";
export { writeFileAtomically } from "./io/atomic.js";
export { appendTrace, type FileOptions, readTrace, traceWriter, writeTrace } from "./io/file.js";
export { TRACE_EXTENSIONS, type TraceFormatName } from "./io/formats.js";
export { traceFromJson, traceToJson } from "./io/json.js";
export { continueLog, createLog, type Frame, type Log, readLog } from "./io/log.js";
export type { DrawsBlock, TraceWriter } from "./io/writer.js";
export { type Cell, cellOf, type Labelled, labelled } from "./labelled.js";
export { type Nested, nest } from "./nest.js";
export type { Below, Branch, Held, Name, Named, Only, Without } from "./paths.js";
export type { DIMS, DimsOf, EXACT, Leaf, Nodes } from "./phantom.js";
export { pointsOf } from "./points.js";
export { suggest } from "./suggest.js";
export { INTERVAL_MASS, type Marginal, type Summary } from "./summary.js";
export {
  type AnyTrace,
  type DataGroup,
  type DrawsOf,
  type Groups,
  type Json,
  type Observed,
  type Point,
  type Run,
  type RunSource,
  runOf,
  type Trace,
  type TraceInfo,
  type TraceVariable,
  trace,
  type VariableSource,
} from "./trace.js";
export { findVariable, type NamedScalar, scalarsOf, sourcesOf, variablesOf } from "./variables.js";
export { type IntervalsOf, interval } from "./verbs/interval.js";
export { merge } from "./verbs/merge.js";
export { quantile } from "./verbs/quantile.js";
export { type Row, rowsOf } from "./verbs/rows-of.js";
export { select } from "./verbs/select.js";
export { split } from "./verbs/split.js";
export { thin } from "./verbs/thin.js";
export { type DataSource, type Grouped, type GroupSources, withGroups } from "./verbs/with-groups.js";
