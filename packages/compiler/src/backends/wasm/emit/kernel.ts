/** Write a plan as one function: from a position to a log density and, if there is one, a gradient. */
import { loops } from "@credence/math";
import type { ArrayNode, NodeId } from "../../../graph/types.js";
import type { Exchange, Laid, Place, Plan } from "../plan.js";
import type { Step } from "../schedule.js";
import { blockWriters } from "./blocks.js";
import { type Checks, writeLoop } from "./loop.js";
import { addressOf, define, type Pointers, type Scope, valueAt } from "./scope.js";

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

/** Brings what no loop has written to where the caller takes it. */
function deliver(scope: Scope, { id, place: target }: Exchange, checks: Checks): void {
  const { plan, pointers, block } = scope;
  const place = plan.places[id];
  if (place === target) return;
  const { length } = plan.graph.nodes[id] as ArrayNode;
  if (length === 1) {
    const value = valueAt(scope, id);
    block.store(addressOf(target, pointers, 0), value);
    if (target.base === "gradient") checks.push(mul(value, 0));
    return;
  }
  block.lanes({ to: length }, (b, i) => {
    const value = b.let(load(addressOf(place as Place, pointers, i)));
    b.store(addressOf(target, pointers, i), value);
    if (target.base === "gradient") checks.push(b.sum(mul(value, 0)));
  });
}

/** Writes all steps of a program; what it calls are `run` and functions of numbers. */
export function writeProgram(
  block: loops.Block,
  plan: Laid,
  pointers: Pointers,
): { readonly scope: Scope; readonly checks: Checks } {
  const run = imported(RUN, 1);
  const nothing = { index: undefined, values: new Map(), logistics: new Map(), outer: undefined };
  const scope: Scope = { block, plan, pointers, ...nothing };
  const checks: Checks = [];
  for (const each of plan.copied) copyIn(scope, each);
  for (const step of plan.steps) writeStep(scope, step, checks, run);
  for (const each of plan.delivered) deliver(scope, each, checks);
  return { scope, checks };
}

/** The kernel of a density. */
export function writeKernel(plan: Plan): loops.LoopFunction {
  return loops.define(KERNEL, { position: "i32", gradient: "i32" }, "f64", (block, { position, gradient }) => {
    const { scope, checks } = writeProgram(block, plan, { position, gradient });
    const density = block.variable(valueAt(scope, plan.outputs[0] as NodeId));
    const finite = eq(
      [...checks, sub(density, density)].reduce((total, check) => add(total, check)),
      0,
    );
    block.if(not(finite), (b) => {
      b.set(density, f64(Number.NEGATIVE_INFINITY));
      if (plan.delivered.length === 0) return;
      b.lanes({ to: plan.dimension }, (inner, i) => inner.store(add(gradient, i), f64(0)));
    });
    block.return(density);
  });
}

/** Copies an input to where the interpreter reads it. */
function copyIn({ block, plan, pointers }: Scope, { id, place: from }: Exchange): void {
  block.lanes({ to: (plan.graph.nodes[id] as ArrayNode).length }, (b, i) => {
    b.store(addressOf(plan.places[id] as Place, pointers, i), load(addressOf(from, pointers, i)));
  });
}
