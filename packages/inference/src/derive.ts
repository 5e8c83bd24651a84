/** Compute what a model returns, or quantities given as text or as a function, from the draws of a trace. */
import { type AnyTrace, type Point, runOf, type Trace, trace as traceOf, type VariableSource } from "@credence/draws";
import type { Expr, Joint, NamedNode } from "@credence/model";
import { type Computed, type Derived, deriveFunction } from "./derive-function.js";
import { type Assigned, deriveText } from "./derive-text.js";
import { derivedValues, randomParents } from "./derived-values.js";
import { nothingObserved } from "./forward.js";
import { placesIn } from "./held.js";
import { checkedJoint, checkedTrace } from "./joint.js";
import { wholeDraws } from "./latent-draws.js";

/**
 * Everything the model returns, from the draws of the trace: its random variables, those that were observed with their
 * data at every draw, and its derived quantities, computed when first read with the inputs of `joint`. Reading a quantity
 * that needs a variable which the trace has not throws a sentence that names it.
 */
export function derive<V, T>(joint: Joint<V>, trace: Trace<T>): Trace<V>;
/**
 * Scalar quantities given as text, as in `await derive(trace, "lift = rate_B / rate_A - 1; better = lift > 0")`. Cells of
 * a variable are named with underscores, `rate[A]` as `rate_A` and `season.phase` as `season_phase`; a line may use those
 * before it. Arithmetic, comparisons (1 or 0), `a ? b : c` and elementary functions are read; nothing else is. The parser
 * (mathjs) is loaded at the first call, hence the promise: an import in passing works in browsers as in Node, and costs
 * nothing to those who do not use it.
 *
 * @throws SyntaxError for text that cannot be read, RangeError when a value is NaN (naming the draw).
 */
export function derive<const S extends string>(
  trace: AnyTrace,
  text: S,
): Promise<Trace<{ readonly [N in Assigned<S>]: Expr }>>;
/**
 * Quantities given as a function of one draw, as in `derive(trace, ({ rate }) => ({ best: Math.max(...rate.values) }))`:
 * it takes plain numbers (labelled values for a variable with dims) and answers with a record of numbers, truths (1 or 0)
 * or labelled values.
 *
 * @throws TypeError for an answer that is no such record, RangeError when a value is NaN (naming the draw).
 */
export function derive<V, const R extends Computed>(trace: Trace<V>, compute: (draw: Point<V>) => R): Trace<Derived<R>>;
export function derive(source: unknown, other: unknown): unknown {
  if (typeof other === "function")
    return deriveFunction(checkedTrace("derive", source) as Trace<unknown>, other as (draw: unknown) => unknown);
  return typeof other === "string"
    ? deriveText(checkedTrace("derive", source), other)
    : deriveModel(checkedJoint("derive", source).quantities, checkedTrace("derive", other));
}

function deriveModel(quantities: readonly NamedNode[], trace: AnyTrace): Trace<unknown> {
  const { $ } = trace;
  const names = new Map(quantities.map(({ name, node }) => [node, name]));
  const known = new Map<string, Float64Array>();
  const valuesOf = (variable: NamedNode): Float64Array => {
    const { name } = variable;
    const values = known.get(name) ?? observedDraws(variable, trace) ?? wholeDraws("derive", variable, trace);
    known.set(name, values);
    return values;
  };
  const sources = quantities.map((quantity): VariableSource => {
    const { name, node } = quantity;
    if (node.operation.op === "random") return { name, axes: node.axes, values: () => valuesOf(quantity) };
    const values = (): Float64Array => {
      const needed = [...randomParents(node)].map((parent) => ({ name: names.get(parent) as string, node: parent }));
      const drawn = needed.map((variable) => ({ name: variable.name, values: valuesOf(variable) }));
      return derivedValues(nothingObserved(quantities), quantity, drawn, $.chains * $.draws);
    };
    return { name, axes: node.axes, derived: true, values };
  });
  const { stats: _, observed: __, groups: ___, ...run } = runOf(trace);
  return traceOf(sources, run);
}

/** Observed data at every draw; undefined for what the trace has draws of, or no data over these labels. */
function observedDraws({ name, node }: NamedNode, { $ }: AnyTrace): Float64Array | undefined {
  const observed = $.observed[name];
  if (observed === undefined || $.variables.some((variable) => variable.name === name)) return undefined;
  const { places } = placesIn(observed.axes, name, node);
  if (places.includes(-1)) return undefined;
  const values = new Float64Array($.chains * $.draws * places.length);
  for (let i = 0; i < values.length; i++) values[i] = observed.values[places[i % places.length] as number] as number;
  return values;
}
