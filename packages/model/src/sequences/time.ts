/** Cut quantities along time at the first label, and put such pieces together again. */
import { type Axis, hasAxis } from "../expr/layout.js";
import { dataNode, ExprNode, gather } from "../expr/node.js";
import { where } from "../expr/raw.js";

const later = new WeakMap<Axis, Axis>();

/** The labels of time after the first, as a dim of its own. */
export function afterFirst(time: Axis): Axis {
  let found = later.get(time);
  if (found === undefined) {
    found = { name: `${time.name}~later`, labels: time.labels.slice(1), size: time.size - 1 };
    later.set(time, found);
  }
  return found;
}

const along = (x: ExprNode, time: Axis): boolean => hasAxis(x.axes, time.name);
const from = (start: number, count: number): Int32Array => Int32Array.from({ length: count }, (_, i) => start + i);

/** x at the first label; itself if it does not vary along time. */
export const atFirst = (x: ExprNode, time: Axis): ExprNode =>
  along(x, time) ? gather(x, time, Int32Array.of(0), []) : x;

/** x at the labels after the first. */
export const atLater = (x: ExprNode, time: Axis): ExprNode =>
  along(x, time) ? gather(x, time, from(1, time.size - 1), [afterFirst(time)]) : x;

/** x at the label before each of those after the first. */
export const atBefore = (x: ExprNode, time: Axis): ExprNode =>
  along(x, time) ? gather(x, time, from(0, time.size - 1), [afterFirst(time)]) : x;

/** x at the label before, along time itself; at the first label, where there is none, x there. */
export const lagged = (x: ExprNode, time: Axis): ExprNode => gather(x, time, upTo(time), [time]);

/** Along time: `first` at the first label, and after it what `others` (along `afterFirst(time)`, if it varies) is there. */
export function joined(first: ExprNode, others: () => ExprNode, time: Axis): ExprNode {
  const isFirst = dataNode(
    [time],
    Float64Array.from(from(0, time.size), (position) => Number(position === 0)),
  );
  const { operation, args, axes, range } = where(isFirst, first, time.size === 1 ? first : spread(others(), time));
  return new ExprNode(operation, args, [...axes.filter(({ name }) => name !== time.name), time], range);
}

function spread(rest: ExprNode, time: Axis): ExprNode {
  const after = afterFirst(time);
  if (!hasAxis(rest.axes, after.name)) return rest;
  return gather(rest, after, upTo(time), [time]);
}

/** The position before each label, counted from the second; the first for the first. */
const upTo = (time: Axis): Int32Array => from(-1, time.size).map((position) => Math.max(position, 0));
