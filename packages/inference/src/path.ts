/** Draw paths along time: label by label, each state from those before it, or on from where a given path ends. */
import type { Rng } from "@credence/math";
import { broadcast, type ExprNode, hasAxis, lengthOf, type PathFamily, type Steps } from "@credence/model";
import { hiddenFilter } from "./path-filter.js";
import { moments } from "./path-moves.js";

/**
 * Draws a path given values of its parameters, each over its own dims.
 *
 * @param held values over the variable's dims that stay as they are, NaN where there are none.
 * @throws RangeError when a step makes what its family cannot take.
 */
export function drawPath(
  node: ExprNode,
  family: PathFamily,
  parameters: readonly Float64Array[],
  rng: Rng,
  held?: Float64Array,
): Float64Array {
  const { steps } = family;
  const standIns = standInsOf(steps);
  const width = lengthOf(steps.before[steps.of] as ExprNode) * steps.time.size;
  const given = [...steps.read, ...steps.shared].map((standIn, i) => {
    const { axes } = node.args[i] as ExprNode;
    const time = axes.filter(({ name }) => !hasAxis(standIn.axes, name));
    return broadcast(parameters[i] as Float64Array, axes, [...time, ...standIn.axes]);
  });
  const out = new Float64Array(lengthOf(node));
  for (let at = 0; at < out.length; at += width) {
    const kept = held?.subarray(at, at + width);
    drawOne(family, standIns, given, rng, kept, out.subarray(at, at + width));
  }
  return out;
}

/** What values stand for, in one list: states before and now, what is read, what is shared. */
const standInsOf = ({ before, present, read, shared }: Steps): readonly ExprNode[] => [
  ...before,
  ...present,
  ...read,
  ...shared,
];

function drawOne(
  family: PathFamily,
  standIns: readonly ExprNode[],
  given: readonly Float64Array[],
  rng: Rng,
  held: Float64Array | undefined,
  out: Float64Array,
): void {
  const { steps, constructorName } = family;
  const { time, before, read, of } = steps;
  const states = before.length;
  const values = standIns.map((standIn) => new Float64Array(lengthOf(standIn)));
  given.forEach((all, i) => {
    if (i >= read.length) values[2 * states + i]?.set(all);
  });
  const [first, later] = moments(steps, standIns);
  const filter = held === undefined ? undefined : hiddenFilter(family, standIns);
  for (let t = 0; t < time.size; t++) {
    given.slice(0, read.length).forEach((all, i) => {
      const now = values[2 * states + i] as Float64Array;
      now.set(all.subarray(t * now.length, (t + 1) * now.length));
    });
    const path = values[states + of] as Float64Array;
    const kept = path.map((_, i) => held?.[i * time.size + t] ?? Number.NaN);
    const where = (): string => `${constructorName} cannot be drawn at ${time.name} ${time.labels[t]}: `;
    for (const { state, draw } of t === 0 ? first : later) {
      if (state !== of || kept.some(Number.isNaN)) values[states + state]?.set(draw(values, rng, where));
      if (state === of) setKnown(path, kept);
    }
    filter?.(t, values, kept, rng);
    path.forEach((value, i) => {
      out[i * time.size + t] = value;
    });
    for (let k = 0; k < states; k++) values[k]?.set(values[states + k] as Float64Array);
  }
}

/** Puts values in the places of others, but for those that are NaN. */
function setKnown(target: Float64Array, values: Float64Array): void {
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) target[i] = values[i] as number;
}
