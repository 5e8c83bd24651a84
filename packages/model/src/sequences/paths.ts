/** Follow computed states along time, given what they read and the paths of random states. */
import { type ExprNode, topological } from "../expr/node.js";
import { replaced, type StandIns } from "../expr/rebuild.js";
import type { Steps } from "../expr/records.js";
import { recursions } from "./recursion.js";
import { atBefore, atFirst, atLater, joined } from "./time.js";

/** What the stand-ins of steps are at the first time, and at the later ones. */
export interface Unfolded {
  readonly first: StandIns;
  readonly later: StandIns;
  /** Each state over all of time. */
  readonly paths: readonly ExprNode[];
}

/** Values of what steps read (over time) and share, and the paths of those states that are known. */
export interface Given {
  readonly read: readonly ExprNode[];
  readonly shared: readonly ExprNode[];
  readonly paths: ReadonlyMap<number, ExprNode>;
}

/** Values from the parameters of a path, which are those read and those shared. */
export const givenPath = (steps: Steps, parameters: readonly ExprNode[], path: ExprNode): Given => ({
  read: parameters.slice(0, steps.read.length),
  shared: parameters.slice(steps.read.length),
  paths: new Map([[steps.of, path]]),
});

/**
 * All states along time. Those that depend on the past of others only are computed for all times at once; what is left
 * depends on its own past and is computed time by time.
 */
export function unfolded(steps: Steps, given: Given): Unfolded {
  const { time, before, present, read, shared, start, step } = steps;
  const first = new Map<ExprNode, ExprNode>();
  const later = new Map<ExprNode, ExprNode>();
  const paths: ExprNode[] = [];
  read.forEach((standIn, i) => {
    first.set(standIn, atFirst(given.read[i] as ExprNode, time));
    if (time.size > 1) later.set(standIn, atLater(given.read[i] as ExprNode, time));
  });
  shared.forEach((standIn, i) => {
    for (const known of [first, later]) known.set(standIn, given.shared[i] as ExprNode);
  });
  const follow = (k: number, path: ExprNode): void => {
    paths[k] = path;
    first.set(present[k] as ExprNode, atFirst(path, time));
    if (time.size === 1) return;
    later.set(present[k] as ExprNode, atLater(path, time));
    later.set(before[k] as ExprNode, atBefore(path, time));
  };
  for (const [k, path] of given.paths) follow(k, path);

  const startOf = (k: number): ExprNode => replaced([start[k] as ExprNode], first)[0] as ExprNode;
  const stepOf = (k: number): ExprNode => replaced([step[k] as ExprNode], later)[0] as ExprNode;
  let open = start.map((_, k) => k).filter((k) => paths[k] === undefined);
  const isOpen = (node: ExprNode): boolean => open.some((k) => before[k] === node);
  const isReady = (k: number): boolean => time.size === 1 || !topological([step[k] as ExprNode]).some(isOpen);
  for (let ready = open.filter(isReady); ready.length > 0; ready = open.filter(isReady)) {
    open = open.filter((k) => !ready.includes(k));
    for (const k of ready)
      follow(
        k,
        joined(startOf(k), () => stepOf(k), time),
      );
  }
  if (open.length > 0) {
    const pick = (all: readonly ExprNode[]): ExprNode[] => open.map((k) => all[k] as ExprNode);
    const looped = { before: pick(before), after: pick(step), starts: open.map(startOf), later };
    recursions(time, looped).forEach((path, i) => {
      follow(open[i] as number, path);
    });
  }
  return { first, later, paths };
}
