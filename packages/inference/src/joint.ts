/** Check the joint distributions and traces that a verb is given, in a sentence where they are something else. */
import type { AnyTrace } from "@credence/draws";
import type { NamedNode } from "@credence/model";

/** A joint distribution of whatever variables. */
export interface AnyJoint {
  readonly quantities: readonly NamedNode[];
}

/** @throws TypeError for a model that was not called yet, for a posterior, and for anything else. */
export function checkedJoint(verb: string, x: unknown): AnyJoint {
  const { quantities, data } = (x ?? {}) as { quantities?: unknown; data?: unknown };
  if (Array.isArray(quantities) && data === undefined) return x as AnyJoint;
  const given =
    typeof x === "function"
      ? "a model: call it with its inputs"
      : Array.isArray(quantities)
        ? "a posterior: pass the joint distribution that it was observed from"
        : `${x === null ? "null" : typeof x}: call a model with its inputs`;
  throw new TypeError(`${verb} wants a joint distribution and got ${given}, as in coin({ n: 20 })`);
}

/** A joint distribution, or a posterior, whose data is then kept. @throws TypeError for anything else. */
export function predictable(x: unknown): AnyJoint & { readonly data: ReadonlyMap<string, Float64Array> } {
  const { data } = (x ?? {}) as { data?: unknown };
  if (data instanceof Map) return x as ReturnType<typeof predictable>;
  return { quantities: checkedJoint("predict", x).quantities, data: new Map() };
}

/** Whether a verb was given a trace where a posterior may stand. */
export const isTrace = (x: unknown): x is AnyTrace => typeof x === "object" && x !== null && "$" in x;

/** @throws TypeError for what is no trace, RangeError for a trace without draws. */
export function checkedTrace(verb: string, x: unknown): AnyTrace {
  const { $ } = (x ?? {}) as Partial<AnyTrace>;
  if ($ === undefined || !Array.isArray($.variables)) {
    throw new TypeError(`${verb} wants a trace, such as sample(posterior) answers with (await it); got ${typeof x}`);
  }
  if ($.draws === 0) throw new RangeError(`${verb}: the trace has no draws: sample at least one`);
  return x as AnyTrace;
}
