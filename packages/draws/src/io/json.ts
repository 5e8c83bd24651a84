/** Write a trace as one JSON text and read it back, every double exactly as it was. */
import { checkedDim, type Dim } from "../dim.js";
import { type AnyTrace, type Observed, type Run, runOf, type Trace, trace, type VariableSource } from "../trace.js";
import { variablesOf } from "../variables.js";
import { type ArrayDocument, FORMAT, parseDocument, type TraceDocument, VERSION } from "./document.js";
import { decodeData, decodeNumbers, encodeData, encodeNumbers } from "./numbers.js";

const mapValues = <A, B>(
  record: Readonly<Record<string, A>>,
  change: (value: A, name: string) => B,
): Record<string, B> => Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));

const encodeArray = ({ axes, values }: Observed): ArrayDocument => ({
  dims: axes.map((axis) => axis.name),
  values: encodeNumbers(values),
});

function documentOf(of: AnyTrace): TraceDocument {
  const { stats, observed, options, state, ...run } = runOf(of);
  const variables = variablesOf(of);
  const axes = [...variables.map(({ draws }) => draws), ...Object.values(observed)].flatMap((each) => each.axes);
  const dims = new Map(axes.map(({ name, labels }) => [name, { name, labels }]));
  return {
    format: FORMAT,
    version: VERSION,
    run: { ...run, options: encodeData(options), ...(state === undefined ? {} : { state: encodeData(state) }) },
    dims: [...dims.values()],
    variables: variables.map(({ name, derived, draws }) => ({ name, derived, ...encodeArray(draws) })),
    stats: mapValues(stats, encodeNumbers),
    observed: mapValues(observed, encodeArray),
  };
}

/**
 * The trace as JSON text: format "credence-trace", version 1. Derived quantities are computed and written too. NaN,
 * the infinities and -0, for which JSON has no word, are written as text.
 */
export function traceToJson(trace: AnyTrace): string {
  return JSON.stringify(documentOf(trace));
}

/** The facts of the run that the document states. */
function decodeRun({ run, stats }: TraceDocument, observed: Run["observed"]): Run {
  const { modelHash, state, options, ...rest } = run;
  return {
    ...rest,
    options: decodeData(options),
    stats: mapValues(stats, (values, name) => decodeNumbers(values, `stat ${name}`)),
    observed,
    ...(modelHash === undefined ? {} : { modelHash }),
    ...(state === undefined ? {} : { state: decodeData(state) }),
  };
}

/**
 * The trace that `traceToJson` wrote; `V` is the record of the model's variables, if the caller knows it.
 *
 * @throws If the text is cut short, no trace, of a later version, or does not fit together; the message says which.
 */
export function traceFromJson<V = unknown>(text: string): Trace<V> {
  const document = parseDocument(text);
  const dims = new Map(document.dims.map(({ name, labels }) => [name, checkedDim(name, labels)]));
  const axesOf = (names: readonly string[]): Dim[] =>
    names.map((name) => {
      const dim = dims.get(name);
      if (dim === undefined) throw new Error(`this trace is damaged: it does not list the dim ${name}; write it again`);
      return dim;
    });
  const sources = document.variables.map(
    ({ name, derived, dims, values }): VariableSource => ({
      name,
      derived,
      axes: axesOf(dims),
      values: decodeNumbers(values, name),
    }),
  );
  const observed = mapValues(document.observed, ({ dims, values }, name) => ({
    axes: axesOf(dims),
    values: decodeNumbers(values, `observed ${name}`),
  }));
  return trace<V>(sources, decodeRun(document, observed));
}
