/** Write a trace as one JSON text and read it back, every double exactly as it was. */
import { checkedDim, type Dim } from "../dim.js";
import { entriesOf, hasDraws } from "../groups.js";
import {
  type AnyTrace,
  type DataGroup,
  type Groups,
  type Observed,
  type Run,
  runOf,
  type Trace,
  trace,
  type VariableSource,
} from "../trace.js";
import { variablesOf } from "../variables.js";
import {
  type ArrayDocument,
  checkSum,
  type DataDocument,
  type DimDocument,
  FORMAT,
  type PartDocument,
  parseDocument,
  type TraceDocument,
  VERSION,
  withSum,
} from "./document.js";
import { decodeData, decodeNumbers, encodeData, encodeNumbers } from "./numbers.js";

const mapValues = <A, B>(
  record: Readonly<Record<string, A>>,
  change: (value: A, name: string) => B,
): Record<string, B> => Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value, name)]));

const encodeArray = ({ axes, values }: Observed): ArrayDocument => ({
  dims: axes.map((axis) => axis.name),
  values: encodeNumbers(values),
});

const dimsOf = (arrays: readonly { readonly axes: readonly Dim[] }[]): readonly DimDocument[] => [
  ...new Map(arrays.flatMap(({ axes }) => axes.map(({ name, labels }) => [name, { name, labels }]))).values(),
];

function partOf(of: AnyTrace): PartDocument {
  const { stats, observed, options, state, groups: _, ...run } = runOf(of);
  const variables = variablesOf(of);
  return {
    run: { ...run, options: encodeData(options), ...(state === undefined ? {} : { state: encodeData(state) }) },
    dims: dimsOf([...variables.map(({ draws }) => draws), ...Object.values(observed)]),
    variables: variables.map(({ name, derived, draws }) => ({ name, derived, ...encodeArray(draws) })),
    stats: mapValues(stats, encodeNumbers),
    observed: mapValues(observed, encodeArray),
  };
}

const dataDocument = (data: DataGroup): DataDocument => ({
  dims: dimsOf(Object.values(data)),
  data: mapValues(data, encodeArray),
});

function documentOf(of: AnyTrace): TraceDocument {
  const groups = entriesOf(of.$.groups).map(
    ([name, group]) => [name, hasDraws(group) ? partOf(group) : dataDocument(group)] as const,
  );
  const document = { format: FORMAT, version: VERSION, ...partOf(of) };
  return groups.length === 0 ? document : { ...document, groups: Object.fromEntries(groups) };
}

/**
 * The trace as JSON text with all its groups: format "credence-trace", version 1. Derived quantities are computed and
 * written too. NaN, the infinities and -0, for which JSON has no word, are written as text.
 */
export function traceToJson(trace: AnyTrace): string {
  return withSum(JSON.stringify(documentOf(trace)));
}

/** The facts of the run that the document states. */
function decodeRun({ run, stats }: PartDocument, observed: DataGroup, groups: Groups): Run {
  const { modelHash, state, options, ...rest } = run;
  return {
    ...rest,
    options: decodeData(options),
    stats: mapValues(stats, (values, name) => decodeNumbers(values, `stat ${name}`)),
    observed,
    groups,
    ...(modelHash === undefined ? {} : { modelHash }),
    ...(state === undefined ? {} : { state: decodeData(state) }),
  };
}

/** How to find the dims that a document lists. */
function axesFrom(documents: readonly DimDocument[]): (names: readonly string[]) => Dim[] {
  const dims = new Map(documents.map(({ name, labels }) => [name, checkedDim(name, labels)]));
  return (names) =>
    names.map((name) => {
      const dim = dims.get(name);
      if (dim === undefined) throw new Error(`this trace is damaged: it does not list the dim ${name}; write it again`);
      return dim;
    });
}

const dataFrom = (
  data: Readonly<Record<string, ArrayDocument>>,
  axesOf: (names: readonly string[]) => Dim[],
  what: string,
): DataGroup =>
  mapValues(data, ({ dims, values }, name) => ({
    axes: axesOf(dims),
    values: decodeNumbers(values, `${what} ${name}`),
  }));

function traceFrom(part: PartDocument, groups: Groups, where: string): AnyTrace {
  const axesOf = axesFrom(part.dims);
  const sources = part.variables.map(
    ({ name, derived, dims, values }): VariableSource => ({
      name,
      derived,
      axes: axesOf(dims),
      values: decodeNumbers(values, `${where}${name}`),
    }),
  );
  return trace(sources, decodeRun(part, dataFrom(part.observed, axesOf, `${where}observed`), groups));
}

/**
 * The trace that `traceToJson` wrote; `V` is the record of the model's variables and `G` are its groups, if the caller
 * knows them.
 *
 * @throws If the text is cut short, no trace, of a later version, or does not fit together; the message says which.
 */
export function traceFromJson<V = unknown, G extends Groups = Groups>(text: string): Trace<V, G> {
  const document = parseDocument(text);
  const { groups = {}, ...own } = document;
  const beside = mapValues(groups, (group, name) =>
    "data" in group ? dataFrom(group.data, axesFrom(group.dims), name) : traceFrom(group, {}, `group ${name}, `),
  );
  const trace = traceFrom(own, beside as Groups, "");
  checkSum(document); // Last, since other complaints say where.
  return trace as Trace<V, G>;
}
