/** Data-only plot specs drawn to SVG and to one-file HTML. @packageDocumentation */
export { type Curve, drawsCurve, tabulate } from "./curve.js";
export type { Card, Fact, Fold, Key } from "./html/blocks.js";
export { escapeHtml } from "./html/escape.js";
export { type PageInput, type PageSection, page } from "./html/page.js";
export type { ClosedForm } from "./kinds/against.js";
export type { AutocorrelationOptions } from "./kinds/autocorrelation.js";
export type { Traces } from "./kinds/choose.js";
export type { EcdfOptions } from "./kinds/ecdf.js";
export type { EnergyOptions } from "./kinds/energy.js";
export type { ForestOptions } from "./kinds/forest.js";
export * as kinds from "./kinds/index.js";
export type { Kind, PlotOptions } from "./kinds/kind.js";
export type { PitOptions } from "./kinds/pit.js";
export type { PpcOptions, StatisticName } from "./kinds/ppc.js";
export type { PriorOptions } from "./kinds/prior.js";
export type { RankOptions } from "./kinds/rank.js";
export type { RibbonOptions } from "./kinds/ribbon.js";
export type { RidgeOptions } from "./kinds/ridge.js";
export type { TimeOptions } from "./kinds/times.js";
export { columnFormat } from "./number.js";
export { type Draw, type KindName, type Plot, plot } from "./plot.js";
export type { Theme } from "./render/palette.js";
export { type PngOptions, toPng } from "./render/png.js";
export { type RenderOptions, renderSvg } from "./render/svg.js";
export type {
  AreaMark,
  BandMark,
  BarsMark,
  Cell,
  CellsMark,
  DotsMark,
  LineMark,
  Mark,
  NumberAxis,
  PanelsSpec,
  Picture,
  PlotSpec,
  Point,
  RibbonMark,
  Role,
  Row,
  RowAxis,
  RugMark,
  RuleMark,
  SegmentsMark,
  SpecksMark,
  Table,
  TextMark,
  TicksMark,
  Words,
} from "./spec.js";
export { seriesRole } from "./spec.js";
export { type CurveInterval, type DensityInput, densitySpec, type MarkedValue } from "./specs/density.js";
export { type Estimate, type ForestInput, type ForestRow, forestSpec } from "./specs/forest.js";
export { type HistogramInput, histogramSpec } from "./specs/histogram.js";
export { type HeatInput, heatSpec, type OverTimeInput, type RibbonInput, ribbonSpec } from "./specs/over-time.js";
export { type PanelsInput, panelsSpec } from "./specs/panels.js";
export { type ParallelInput, parallelSpec } from "./specs/parallel.js";
export { type ParetoKInput, paretoKSpec } from "./specs/pareto-k.js";
export { type PosteriorRow, type PosteriorsInput, posteriorsSpec } from "./specs/posteriors.js";
export {
  type PredictiveInput,
  predictiveSpec,
  type StatisticInput,
  statisticSpec,
} from "./specs/predictive.js";
export { type RankedSeries, type RankInput, rankSpec } from "./specs/rank.js";
export { type RankEcdfInput, rankEcdfSpec } from "./specs/rank-ecdf.js";
export { type ShrinkageInput, type ShrinkageRow, shrinkageSpec } from "./specs/shrinkage.js";
export { expectedMaxZ, type Score, type StripInput, stripSpec } from "./specs/strip.js";
export { type Heat, type Ribbon, type Series, type TimelineInput, timelineSpec } from "./specs/timeline.js";
export { type TraceInput, traceSpec } from "./specs/trace.js";
export { type UniformInput, uniformSpec } from "./specs/uniform.js";
export { sparkline, textHistogram } from "./terminal/text-histogram.js";
export { type TextOptions, textPicture } from "./terminal/text-picture.js";
