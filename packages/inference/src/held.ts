/** Find the values that a trace already holds for the variables of a model, by name and label. */
import type { AnyTrace, Dim } from "@credence/draws";
import { type Axes, type ExprNode, elementName, labelsAt, lengthOf, type NamedNode } from "@credence/model";

/** What a trace holds of a variable. */
export interface Held {
  /** For each cell of the variable its place in a draw of the trace; −1 where the trace lacks the label. */
  readonly places: Int32Array;
  /** How many cells the trace lacks. */
  readonly missing: number;
  /** Why some are missing; undefined when the trace has no variable of the name, or lacks nothing. */
  readonly reason: string | undefined;
  /** Copies the values at a draw (counted through all chains) to their places in `into`, and returns that. */
  copy(draw: number, into: Float64Array): Float64Array;
}

/** What the trace holds of a variable; the order of dims and labels may differ. */
export function heldBy(trace: AnyTrace, { name, node }: NamedNode): Held {
  const found = trace.$.variables.find((variable) => variable.name === name)?.draws;
  const { places, reason } = found === undefined ? nowhere(node) : placesIn(found.axes, name, node);
  const missing = places.reduce((count, place) => count + (place < 0 ? 1 : 0), 0);
  return {
    places,
    missing,
    reason: missing === 0 ? undefined : reason,
    copy: (draw, into) => {
      if (found === undefined) return into;
      const start = (draw * found.values.length) / (found.chains * found.draws);
      places.forEach((place, cell) => {
        if (place >= 0) into[cell] = found.values[start + place] as number;
      });
      return into;
    },
  };
}

/**
 * The data from which a path goes on, at every draw: the trace saw it at the first labels of time, and there are more here.
 * Undefined for anything else.
 */
export function heldEnd({ $ }: AnyTrace, { name, node }: NamedNode): Held | undefined {
  const [time, seen] = [timeOf(node), $.observed[name]];
  const before = seen?.axes.find((axis) => axis.name === time?.name);
  if (time === undefined || seen === undefined || before === undefined || before.size >= time.size) return undefined;
  if ($.variables.some((variable) => variable.name === name)) return undefined;
  const { places } = placesIn(seen.axes, name, node);
  const missing = places.reduce((count, place) => count + (place < 0 ? 1 : 0), 0);
  if (missing === places.length) return undefined;
  return {
    places,
    missing,
    reason: `\`${name}\` goes on from the data that the trace saw`,
    copy: (_, into) => {
      places.forEach((place, cell) => {
        if (place >= 0) into[cell] = seen.values[place] as number;
      });
      return into;
    },
  };
}

/** The same data at every draw, as if the trace held it. */
export const heldAs = (data: Float64Array): Held => ({
  places: Int32Array.from(data, (_, i) => i),
  missing: 0,
  reason: undefined,
  copy: (_, into) => {
    into.set(data);
    return into;
  },
});

/** Where an array has the cells of a variable, and why it lacks some. */
export interface Places {
  readonly places: Int32Array;
  readonly reason?: string;
}

const nowhere = (node: ExprNode, reason?: string): Places => ({
  places: new Int32Array(lengthOf(node)).fill(-1),
  ...(reason === undefined ? {} : { reason }),
});

/** The places of a variable's cells in an array over `from`. */
export function placesIn(from: readonly Dim[], name: string, node: ExprNode): Places {
  const { axes } = node;
  const same = from.length === axes.length && axes.every((axis) => from.some((other) => other.name === axis.name));
  if (!same) return nowhere(node, `\`${name}\` has ${dims(from)} in the trace and ${dims(axes)} here`);
  const joined = axesDrawnTogether(node).find((axis) => !sameLabelSet(axis, from));
  if (joined !== undefined)
    return nowhere(node, `the labels of ${joined.name}, along which \`${name}\` is drawn as a whole, have changed`);
  const time = timeOf(node);
  if (time !== undefined && !goesOn(time, from))
    return nowhere(node, `the labels of ${time.name}, along which \`${name}\` goes, do not begin as in the trace`);
  const places = placesByLabel(from, axes);
  const first = places.indexOf(-1);
  return first < 0 ? { places } : { places, reason: `the trace has no \`${elementName(name, axes, first)}\`` };
}

/** For each cell over `axes`, the cell with the same labels in an array over `from`; −1 where there is none. */
function placesByLabel(from: readonly Dim[], axes: Axes): Int32Array {
  const positions = from.map((axis) => new Map(axis.labels.map((label, i) => [String(label), i])));
  const order = from.map((axis) => axes.findIndex((own) => own.name === axis.name));
  const size = axes.reduce((product, axis) => product * axis.size, 1);
  return Int32Array.from({ length: size }, (_, cell) => {
    const labels = labelsAt(axes, cell);
    let place = 0;
    for (let a = 0; a < from.length; a++) {
      const at = positions[a]?.get(String(labels[order[a] as number]));
      if (at === undefined) return -1;
      place = place * (from[a] as Dim).size + at;
    }
    return place;
  });
}

/** The dims along which one draw of a variable hangs together: a simplex, an ordered vector. */
function axesDrawnTogether({ operation }: ExprNode): Axes {
  if (operation.op !== "random") return [];
  const { event, constraint } = operation;
  const time = timeOf({ operation });
  if (time !== undefined) return event.filter(({ name }) => name !== time.name);
  // a label names a dim that the variable does not vary over
  const along = constraint !== undefined && "dim" in constraint && constraint.kind !== "label";
  return along ? [...event, constraint.dim] : event;
}

/** The dim along which a path goes. */
const timeOf = ({ operation }: Pick<ExprNode, "operation">): Axes[number] | undefined =>
  operation.op === "random" && operation.family.event === "path" ? operation.family.steps.time : undefined;

/** Whether the labels of one are the first labels of the other. */
function goesOn(time: Axes[number], from: readonly Dim[]): boolean {
  const before = from.find(({ name }) => name === time.name)?.labels ?? [];
  const shared = Math.min(before.length, time.size);
  return time.labels.slice(0, shared).every((label, i) => String(label) === String(before[i]));
}

function sameLabelSet(axis: Axes[number], from: readonly Dim[]): boolean {
  const other = new Set(from.find(({ name }) => name === axis.name)?.labels.map(String));
  return other.size === axis.size && axis.labels.every((label) => other.has(String(label)));
}

const dims = (axes: readonly Dim[]): string =>
  axes.length === 0 ? "no dims" : axes.map(({ name, size }) => `${name} (${size})`).join(" × ");
