/** Make the variables and expressions that the states of a sequence are along time, parents before children. */
import { ExprNode, topological } from "../expr/node.js";
import type { Steps } from "../expr/records.js";
import { rangeOfSupport } from "../support.js";
import { stateName } from "./check-steps.js";
import { constructors, type PathName, pathFamily } from "./path-family.js";
import { unfolded } from "./paths.js";
import { lagged } from "./time.js";

/** Steps with what their stand-ins are. */
export interface Machine {
  readonly kind: PathName;
  readonly names: readonly string[];
  readonly isRandom: readonly boolean[];
  readonly steps: Steps;
  /** Values of what is read, over time, and of what is shared. */
  readonly read: readonly ExprNode[];
  readonly shared: readonly ExprNode[];
}

/** The path of each state. */
export function pathsOf(machine: Machine): readonly ExprNode[] {
  const { steps, isRandom, read, shared } = machine;
  const paths = new Map<number, ExprNode>();
  const made = (k: number, waiting: readonly number[]): void => {
    if (paths.has(k)) return;
    if (waiting.includes(k)) throw entangled(machine, waiting);
    const parents = statesBehind(machine, k).filter((other) => isRandom[other] && other !== k);
    for (const parent of parents) made(parent, [...waiting, k]);
    paths.set(k, variable(machine, k, paths));
  };
  for (const [k, random] of isRandom.entries()) if (random) made(k, []);
  return unfolded(steps, { read, shared, paths }).paths;
}

const entangled = ({ kind, names, isRandom }: Machine, states: readonly number[]): TypeError =>
  new TypeError(
    `${constructors[kind]}: the random states ${states
      .filter((k) => isRandom[k])
      .map((k) => stateName(names[k]))
      .join(
        " and ",
      )} depend on each other's past: make them one state over a dim, as in normal(0, 1).over(series), whose step reads all of it`,
  );

/** The states that state k is made of, through computed states; itself among them where it depends on its past. */
function statesBehind({ steps, isRandom }: Machine, k: number): readonly number[] {
  const { before, present, start, step } = steps;
  const found = new Set<number>();
  const open = [k];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const nodes = new Set(topological([start[state] as ExprNode, step[state] as ExprNode]));
    before.forEach((standIn, other) => {
      if (found.has(other) || !(nodes.has(standIn) || nodes.has(present[other] as ExprNode))) return;
      found.add(other);
      if (!isRandom[other]) open.push(other);
    });
  }
  return [...found];
}

/** The variable that random state k is. Other random states, whose paths are known, are read like columns. */
function variable(machine: Machine, k: number, paths: ReadonlyMap<number, ExprNode>): ExprNode {
  const { steps, isRandom, kind } = machine;
  const behind = statesBehind(machine, k);
  const own = [...behind.filter((other) => !isRandom[other]), k];
  const pick = (all: readonly ExprNode[]): ExprNode[] => own.map((state) => all[state] as ExprNode);
  const [start, step] = [pick(steps.start), pick(steps.step)];
  const used = new Set(topological([...start, ...step]));
  const parents = behind.filter((other) => isRandom[other] && other !== k);
  const read = [
    ...steps.read.map((standIn, i) => ({ standIn, value: machine.read[i] as ExprNode })),
    ...parents.flatMap((parent) => {
      const path = paths.get(parent) as ExprNode;
      return [
        { standIn: steps.before[parent] as ExprNode, value: lagged(path, steps.time) },
        { standIn: steps.present[parent] as ExprNode, value: path },
      ];
    }),
  ].filter(({ standIn }) => used.has(standIn));
  const shared = steps.shared
    .map((standIn, i) => ({ standIn, value: machine.shared[i] as ExprNode }))
    .filter(({ standIn }) => used.has(standIn));
  const family = pathFamily(kind, {
    time: steps.time,
    before: pick(steps.before),
    present: pick(steps.present),
    read: read.map(({ standIn }) => standIn),
    shared: shared.map(({ standIn }) => standIn),
    start,
    step,
    of: own.length - 1,
  });
  const args = [...read, ...shared].map(({ value }) => value);
  const axes = [...(steps.before[k] as ExprNode).axes, steps.time];
  const operation = { op: "random", family, event: axes, nonCentered: false } as const;
  return new ExprNode(operation, args, axes, rangeOfSupport(family.support(args, axes)));
}
