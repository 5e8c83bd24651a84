/** Write a plan as one function: from a position to a log density and, if there is one, a gradient. */
import { loops } from "@credence/math";
import type { ArrayNode, NodeId } from "../../../graph/types.js";
import type { Place, Plan } from "../plan.js";
import type { Step } from "../schedule.js";
import { blockWriters } from "./blocks.js";
import { type Checks, writeLoop } from "./loop.js";
import { addressOf, define, type Scope, valueAt } from "./scope.js";

const { add, call, eq, f64, imported, load, mul, not, sub } = loops;

/** The host's function that runs a block of the interpreter, by its number. */
export const RUN = "run";

/** Position and gradient as offsets in memory; gives the log density. */
export const KERNEL = "kernel";

function writeScalars(scope: Scope, nodes: readonly NodeId[]): void {
  for (const id of nodes) {
    const value = define(scope, id);
    const place = scope.plan.places[id];
    if (place !== undefined) scope.block.store(addressOf(place, scope.pointers, 0), value);
  }
}

function writeStep(scope: Scope, step: Step, checks: Checks, run: loops.LoopImport): void {
  if (step.kind === "scalars") writeScalars(scope, step.nodes);
  else if (step.kind === "loop") writeLoop(scope, step, checks);
  else {
    const form = scope.plan.forms[step.node];
    if (form === undefined || form === "interpreted") scope.block.do(call(run, step.node));
    else blockWriters[form](scope, step.node);
  }
}

/** Brings the part of a gradient that no loop has written to its place. */
function deliver(scope: Scope, id: NodeId, offset: number, checks: Checks): void {
  const { plan, pointers, block } = scope;
  const place = plan.places[id];
  if (place?.base === "gradient" && place.offset === offset) return;
  const target: Place = { base: "gradient", offset };
  const { length } = plan.graph.nodes[id] as ArrayNode;
  if (length === 1) {
    const value = valueAt(scope, id);
    block.store(addressOf(target, pointers, 0), value);
    checks.push(mul(value, 0));
    return;
  }
  block.lanes({ to: length }, (b, i) => {
    const value = b.let(load(addressOf(place as Place, pointers, i)));
    b.store(addressOf(target, pointers, i), value);
    checks.push(b.sum(mul(value, 0)));
  });
}

/** The kernel of a plan; its module imports `run` and functions of numbers. */
export function writeKernel(plan: Plan): loops.LoopFunction {
  const run = imported(RUN, 1);
  return loops.define(KERNEL, { position: "i32", gradient: "i32" }, "f64", (block, { position, gradient }) => {
    const pointers = { position, gradient };
    const scope: Scope = {
      block,
      plan,
      pointers,
      index: undefined,
      values: new Map(),
      logistics: new Map(),
      outer: undefined,
    };
    for (const id of plan.copied) copyIn(scope, id);
    const checks: Checks = [];
    for (const step of plan.steps) writeStep(scope, step, checks, run);
    const [output, ...slopes] = plan.outputs as readonly [NodeId, ...NodeId[]];
    for (const [k, id] of slopes.entries()) deliver(scope, id, plan.gradient[k] as number, checks);
    const density = block.variable(valueAt(scope, output));
    const finite = eq(
      checks.reduce((total, check) => add(total, check), sub(density, density)),
      0,
    );
    block.if(not(finite), (b) => {
      b.set(density, f64(Number.NEGATIVE_INFINITY));
      if (slopes.length === 0) return;
      b.lanes({ to: plan.dimension }, (inner, i) => inner.store(add(gradient, i), f64(0)));
    });
    block.return(density);
  });
}

/** Copies an input to where the interpreter reads it. */
function copyIn({ block, plan, pointers }: Scope, id: NodeId): void {
  const start = plan.inputs.slice(0, plan.inputs.indexOf(id));
  const offset = start.reduce((total, each) => total + (plan.graph.nodes[each] as ArrayNode).length, 0);
  const from: Place = { base: "position", offset };
  block.lanes({ to: (plan.graph.nodes[id] as ArrayNode).length }, (b, i) => {
    b.store(addressOf(plan.places[id] as Place, pointers, i), load(addressOf(from, pointers, i)));
  });
}
