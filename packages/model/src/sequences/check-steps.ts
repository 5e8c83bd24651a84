/** Refuse what cannot follow itself along time, with a sentence. */
import { type Axis, describeAxes, hasAxis } from "../expr/layout.js";
import type { ExprNode } from "../expr/node.js";

/** A state as messages call it. */
export const stateName = (name: string | undefined): string => (name ? `\`${name}\`` : "the state");

/** @throws when there is no dim, or its labels do not run forward. */
export function checkTime(kind: string, time: Axis): void {
  if (time === null || typeof time !== "object" || !Array.isArray(time.labels))
    throw new TypeError(`${kind} wants the dim of time first, as in dim("week", 52), and got ${String(time)}`);
  const { name, labels } = time;
  const dates = labels.every((label) => /^\d{4}-\d{2}(-\d{2})?$/.test(String(label)));
  if (!dates && !labels.every((label) => typeof label === "number")) return;
  const at = labels.findIndex((label, i) => i > 0 && !((labels[i - 1] as typeof label) < label));
  if (at > 0)
    throw new RangeError(
      `${kind} goes along "${name}" label by label, and ${labels[at]} comes after ${labels[at - 1]}: put the labels, and the data with them, in order`,
    );
}

/** @throws TypeError when a state has other dims than its start, or that of time. */
export function checkDims(kind: string, time: Axis, state: string, start: ExprNode, next: ExprNode): void {
  if (hasAxis(start.axes, time.name))
    throw new TypeError(
      `${kind}: ${state} starts from values over "${time.name}", along which it goes: it starts from those at one label, as in x.at(pick(${time.name}, ${JSON.stringify(time.labels[0])}))`,
    );
  const added = next.axes.find(({ name }) => !hasAxis(start.axes, name) && name !== time.name);
  if (added !== undefined)
    throw new TypeError(
      `${kind}: the step of ${state} varies over ${describeAxes(next.axes)} and its start over ${describeAxes(start.axes)}: let the start vary over "${added.name}" too, as in normal(0, 1).over(${added.name})`,
    );
}

/** @throws TypeError for what cannot be the law of a random state. */
export function checkLaw(kind: string, state: string, law: ExprNode): void {
  const { operation } = law;
  if (operation.op !== "random")
    throw new TypeError(
      `${kind}: ${state} is drawn at each step and starts from an expression: start it from a distribution, as in normal(0, 1)`,
    );
  const { family, nonCentered, constraint } = operation;
  const cannot = (why: string): TypeError => new TypeError(`${kind} cannot take ${family.constructorName}: ${why}`);
  if (nonCentered) throw cannot("it is non-centred, which only a variable can be; leave out .nonCentered()");
  if (constraint !== undefined && constraint.kind !== "label")
    throw cannot("it is ordered, which only a variable can be; leave out ordered()");
  if (family.event === "path") throw cannot("it is a path along time already");
  if (family.mixed === true) throw cannot("single values of it have a probability of their own");
}
