/** List what shows itself, and of which parts: a further kind is one more row. */
import { type ComparisonData, type EntrantResult, type RaceData, stripOf } from "@credence/compare";
import { diagnose, printable, type Readable, summarize } from "@credence/diagnostics";
import { type AnyDraws, type AnyTrace, type Labelled, type Marginal, trace } from "@credence/draws";
import type { BayesFactor, Exact } from "@credence/inference";
import type { Picture } from "@credence/plots";
import { marginalGrid, recordGrid, valueGrid } from "./grids.js";
import type { Part } from "./parts.js";

/** How a kind of thing is told from others, and what is shown of it. */
type Kind = readonly [is: (thing: object) => boolean, parts: (thing: never) => readonly Part[]];

/** Tells a kind by properties that no kind above it has. */
const has =
  (...names: readonly string[]) =>
  (thing: object): boolean =>
    names.every((name) => name in thing);

/** What a run or a climb tells of itself. */
const tells = (name: string) => (thing: { readonly $?: object }) => thing.$ !== undefined && name in thing.$;

/** The first that fits counts. */
const kinds: readonly Kind[] = [
  [tells("variables"), ofTrace],
  [tells("logDensity"), (mode: object) => [valueGrid(mode)]],
  [has("text", "layout"), (readable: Readable) => readable.layout()],
  [has("agreement", "pairs", "verdict"), ofComparison],
  [has("comparison", "ratios", "results"), ofRace],
  [has("distributions", "logEvidence"), ofClosedForm],
  [has("factor", "logFactor", "probability"), ofBayesFactor],
  [has("kind", "alt", "table"), (picture: Picture) => [{ picture }]],
  [has("scalars", "axes", "values"), ofDraws],
  [has("cdf", "mean", "interval"), (marginal: Marginal<string>) => [marginalGrid({ "": marginal })]],
  [has("axes", "values", "at"), (values: Labelled<string>) => [valueGrid({ "": values })]],
];

/** The parts of a thing; undefined when it is of no kind. */
export function partsOf(thing: unknown): readonly Part[] | undefined {
  if (typeof thing === "string") return [thing.startsWith("<svg") ? { svg: thing } : printable(thing)];
  if (typeof thing !== "object" || thing === null) return undefined;
  if (isRecords(thing)) return [recordGrid(thing)];
  return kinds.find(([is]) => is(thing))?.[1](thing as never);
}

/** The figures of all scalars, the run, and what is wrong with it if anything is. */
function ofTrace(trace: AnyTrace): readonly Part[] {
  const { sampler, seed, draws } = trace.$;
  const run = printable(`${sampler}, seed ${seed}`);
  if (draws === 0) return [`no draws, ${run}`];
  const [grid = "", size, ...notes] = summarize(trace).layout();
  return [grid, `${size}, ${run}`, ...notes, ...diagnose(trace).layout()];
}

/** The same figures of one variable, which does not know its name. */
function ofDraws({ chains, draws, axes, values }: AnyDraws): readonly Part[] {
  const run = { sampler: "", seed: 0, elapsedMs: 0, chains, draws };
  return summarize(trace([{ name: "draws", axes, values }], run)).layout();
}

/** Verdicts and differences; its table and its report have more. */
function ofComparison(comparison: ComparisonData): readonly Part[] {
  const pictures = stripOf(comparison).map((picture) => ({ picture }));
  const verdicts = comparison.pairs.length > 0 ? comparison.pairs : Object.values(comparison.verdict);
  return [...pictures, ...verdicts.map(({ sentence }) => printable(sentence))];
}

/** Verdicts, what each entrant cost, and their ratios. */
function ofRace({ comparison, names, results, ratios, notes }: RaceData): readonly Part[] {
  const costs = names.map((name) => {
    const { essPerSecond, essPerEvaluation, essPerDraw, essBulkMin, seconds } = results[name] as EntrantResult;
    const medians = {
      "ESS min": essBulkMin,
      "ESS/evaluation": essPerEvaluation,
      "ESS/draw": essPerDraw,
      "ESS/s": essPerSecond,
      seconds,
    };
    const figures = Object.entries(medians).map(([figure, spread]) => [figure, spread?.median]);
    return { median: name, ...Object.fromEntries(figures) };
  });
  const known = ratios.filter(({ ratio }) => ratio !== null);
  const rows = known.map(({ a, b, figure, ratio, low, high }) => ({
    "": `${a} / ${b}`,
    of: figure,
    ratio,
    "95% low": low,
    high,
  }));
  return [
    ...notes.map(printable),
    ...ofComparison(comparison),
    recordGrid(costs),
    ...(rows.length > 0 ? [recordGrid(rows)] : []),
  ];
}

function ofClosedForm({ distributions, logEvidence, pieces }: Exact<object>): readonly Part[] {
  const how = pieces.map(({ variable, pair }) => `${variable} by ${pair}`).join(", ");
  return [marginalGrid(distributions), `log evidence ${logEvidence.toFixed(3)}`, printable(`in closed form: ${how}`)];
}

function ofBayesFactor({ factor, logFactor, probability }: BayesFactor): readonly Part[] {
  const times = Math.exp(Math.abs(logFactor));
  const often = times < 1e6 ? String(Number(times.toPrecision(4))) : `e^${Math.abs(logFactor).toFixed(1)}`;
  // Never 100 %: nothing is.
  const percent = Number(Math.min(99.99, Math.max(0.01, 100 * probability)).toPrecision(4));
  const more = percent === 99.99 ? "at least " : percent === 0.01 ? "at most " : "";
  return [
    `The data are ${factor < 1 ? `1/${often} as` : `${often} times as`} probable under the first model as under the second (log factor ${logFactor.toFixed(2)}).`,
    `The first has a probability of ${more}${percent} % if both were equally probable before.`,
  ];
}

/** Rows as `rowsOf` gives them: records of numbers and texts. */
function isRecords(thing: object): thing is readonly Readonly<Record<string, unknown>>[] {
  const isRecord = (row: unknown): boolean =>
    typeof row === "object" &&
    row !== null &&
    Object.values(row).every((cell) => cell === null || ["number", "string", "boolean"].includes(typeof cell));
  return Array.isArray(thing) && thing.length > 0 && thing.every(isRecord);
}
