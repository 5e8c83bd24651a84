/** Turn the start and the step of some states into their paths along time: variables for random states, expressions for others. */
import { markConsumed } from "../distributions/composite/consume.js";
import type { Axis } from "../expr/layout.js";
import { ExprNode, inputNode } from "../expr/node.js";
import { everything, hull, type Range, range, within } from "../expr/range.js";
import { ranged, replaced } from "../expr/rebuild.js";
import type { Steps } from "../expr/records.js";
import { capture, type Surroundings } from "./capture.js";
import { checkDims, checkLaw, checkTime, stateName } from "./check-steps.js";
import { constructors, type PathName } from "./path-family.js";
import { type Machine, pathsOf } from "./state-paths.js";

/** States that follow each other along time. */
export interface Sequence {
  readonly kind: PathName;
  readonly time: Axis;
  /** Names of the states, for messages; a single state has none. */
  readonly names: readonly string[];
  readonly starts: readonly ExprNode[];
  /** What the states become, from those at the time before; `now` is the position of the present label. */
  step(previous: readonly ExprNode[], now: ExprNode): readonly ExprNode[];
}

/** The path of each state. */
export function sequence({ kind, time, names, starts, step }: Sequence): readonly ExprNode[] {
  const constructorName = constructors[kind];
  checkTime(constructorName, time);
  const before = starts.map((start, k) => inputNode(`previous ${names[k]}`, start.axes, expected(start)));
  const now = inputNode("now", [], range(0, time.size - 1, true));
  const nexts = step(
    before.map((state, k) => asLabel(state, starts[k] as ExprNode)),
    now,
  );
  const isRandom = nexts.map((next, k) => next.operation.op === "random" && nexts.indexOf(next) === k);
  nexts.forEach((next, k) => {
    const [start, state] = [starts[k] as ExprNode, stateName(names[k])];
    checkDims(constructorName, time, state, start, next);
    if (!isRandom[k]) return;
    for (const law of [start, next]) {
      checkLaw(constructorName, state, law);
      markConsumed(law, constructorName);
    }
  });
  const surroundings: Surroundings = { read: new Map(), shared: new Map() };
  const steps = captured(time, { before, now, starts, nexts, isRandom }, surroundings);
  const machine: Machine = {
    kind,
    names,
    isRandom,
    steps: settled(steps),
    read: [...surroundings.read.keys()],
    shared: [...surroundings.shared.keys()],
  };
  return pathsOf(machine).map((path, k) => (isRandom[k] ? path : asLabel(path, starts[k] as ExprNode)));
}

/** What a state may be before its step is known: as its start, with room to move. */
function expected(start: ExprNode): Range {
  if (start.operation.op === "random") return start.range;
  const { lower, upper, integer } = start.range;
  return lower >= 0 ? range(0, upper <= 1 ? 1 : Infinity, integer) : range(-Infinity, Infinity, integer);
}

/** A state that starts as a label is one at every time. */
function asLabel(state: ExprNode, { operation, ...start }: ExprNode): ExprNode {
  const support =
    operation.op === "assume"
      ? operation.support
      : operation.op === "random"
        ? (operation.constraint ?? operation.family.support(start.args, operation.event))
        : undefined;
  if (support?.kind !== "label") return state;
  return new ExprNode({ op: "assume", support }, [state], state.axes, state.range);
}

interface Written {
  readonly before: readonly ExprNode[];
  readonly now: ExprNode;
  readonly starts: readonly ExprNode[];
  readonly nexts: readonly ExprNode[];
  readonly isRandom: readonly boolean[];
}

/** Start and step in terms of stand-ins. */
function captured(time: Axis, { before, now, starts, nexts, isRandom }: Written, surroundings: Surroundings): Steps {
  const present = starts.map((start, k) =>
    inputNode("present", start.axes, hull(start.range, (nexts[k] as ExprNode).range)),
  );
  const randoms = (of: readonly ExprNode[]): [ExprNode, ExprNode][] =>
    of.flatMap((law, k): [ExprNode, ExprNode][] => (isRandom[k] ? [[law, present[k] as ExprNode]] : []));
  const own = before.map((state): [ExprNode, ExprNode] => [state, state]);
  const start = capture(starts, { time, now, states: new Map(randoms(starts)), isLaw: isRandom }, surroundings);
  const step = capture(
    nexts,
    { time, now, states: new Map([...own, ...randoms(nexts)]), isLaw: isRandom },
    surroundings,
  );
  const spread = (law: ExprNode, k: number): ExprNode => (isRandom[k] ? over(law, starts[k] as ExprNode) : law);
  const [read, shared] = [surroundings.read, surroundings.shared].map((found) => [...found.values()]);
  return {
    time,
    before,
    present,
    read: read as ExprNode[],
    shared: shared as ExprNode[],
    start,
    step: step.map(spread),
    of: 0,
  };
}

/** A law over all the dims of its state: one copy for each label that it does not vary over. */
const over = ({ operation, args, range: values }: ExprNode, { axes }: ExprNode): ExprNode =>
  new ExprNode(operation, args, axes, values);

/** The same steps, where states are no longer expected to stay in a range that they leave. */
function settled(steps: Steps): Steps {
  const { before, present, start, step } = steps;
  const leaves = before.map(({ range: held }, k) =>
    [start[k], step[k]].some((value) => !within((value as ExprNode).range, held)),
  );
  if (!leaves.includes(true)) return steps;
  const wider = (all: readonly ExprNode[]): ExprNode[] =>
    all.map((state, k) => (leaves[k] ? new ExprNode(state.operation, [], state.axes, everything) : state));
  const [newBefore, newPresent] = [wider(before), wider(present)];
  const standIns = new Map([
    ...before.map((state, k): [ExprNode, ExprNode] => [state, newBefore[k] as ExprNode]),
    ...present.map((state, k): [ExprNode, ExprNode] => [state, newPresent[k] as ExprNode]),
  ]);
  return settled({
    ...steps,
    before: newBefore,
    present: newPresent,
    start: replaced(start, standIns, ranged),
    step: replaced(step, standIns, ranged),
  });
}
