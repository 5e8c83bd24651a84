/** Compute states that depend on their own past: the equations of one round, without what can be computed for all times at once. */
import { type Axes, type Axis, hasAxis, unionAxes } from "../expr/layout.js";
import { ExprNode, inputNode } from "../expr/node.js";
import { independentParts, replaced, type StandIns } from "../expr/rebuild.js";
import type { Equations } from "../expr/records.js";
import { afterFirst } from "./time.js";

/** States that depend on each other's past. */
export interface Looped {
  /** What stands for each state at the time before. */
  readonly before: readonly ExprNode[];
  /** What each starts from, as it is. */
  readonly starts: readonly ExprNode[];
  /** What each becomes, in terms of `before` and of other stand-ins. */
  readonly after: readonly ExprNode[];
  /** What the other stand-ins are at the times after the first. */
  readonly later: StandIns;
}

/** The states over all of time, which comes last among their dims. */
export function recursions(time: Axis, { before, starts, after, later }: Looped): ExprNode[] {
  const outside = independentParts(after, before);
  const values = replaced(outside, later);
  const rest = afterFirst(time).name;
  const standIns = values.map(({ axes }, i) =>
    inputNode(
      "",
      axes.filter(({ name }) => name !== rest),
      (outside[i] as ExprNode).range,
    ),
  );
  const round = replaced(after, new Map(outside.map((part, i) => [part, standIns[i] as ExprNode])));
  const isRead = values.map(({ axes }) => hasAxis(axes, rest));
  const equations = widened({
    before,
    after: round,
    starts,
    read: standIns.filter((_, i) => isRead[i]),
    shared: standIns.filter((_, i) => !isRead[i]),
  });
  const args = [...starts, ...values.filter((_, i) => isRead[i]), ...values.filter((_, i) => !isRead[i])];
  return equations.before.map(
    ({ axes, range }, state) => new ExprNode({ op: "recursion", time, equations, state }, args, [...axes, time], range),
  );
}

/** Equations whose states have all the dims that their values have, which may depend on each other. */
function widened({ starts, ...equations }: Equations & { readonly starts: readonly ExprNode[] }): Equations {
  const { before, after } = equations;
  const axes = before.map((state, k): Axes => {
    const others = [starts[k] as ExprNode, after[k] as ExprNode].flatMap((node) => node.axes);
    const extra = others.filter(({ name }) => !hasAxis(state.axes, name));
    return unionAxes(extra, state.axes);
  });
  if (axes.every((each, k) => each.length === before[k]?.axes.length)) return equations;
  const wider = before.map(({ operation, range }, k) => new ExprNode(operation, [], axes[k] as Axes, range));
  const standIns = new Map(before.map((state, k) => [state, wider[k] as ExprNode]));
  return widened({ ...equations, starts, before: wider, after: replaced(after, standIns) });
}
