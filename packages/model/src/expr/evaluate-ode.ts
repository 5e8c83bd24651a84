/** Solve differential equations plainly: rates by the evaluator, their derivatives by differences. */
import { odeSolver } from "@credence/math";
import { type Axes, sizeOf } from "./layout.js";
import type { ExprNode } from "./node.js";
import type { Operation } from "./records.js";

type Ode = Extract<Operation, { readonly op: "ode" }>;

/** Values of expressions where inputs have others. */
export type EvaluateAll = (roots: readonly ExprNode[], bindings: ReadonlyMap<ExprNode, Float64Array>) => Float64Array[];
export type Broadcast = (values: Float64Array, from: Axes, to: Axes) => Float64Array;

/** Step of a central difference, relative to the size of what is moved. */
const STEP = 1e-6;

/**
 * One state along time, which is the last of the node's dims.
 * @throws RangeError when the last time is not reached.
 */
export function odeValue(
  node: ExprNode,
  { time, equations, state, grid }: Ode,
  args: readonly Float64Array[],
  { evaluateAll, broadcast }: { readonly evaluateAll: EvaluateAll; readonly broadcast: Broadcast },
): Float64Array {
  const { before, read, shared, after } = equations;
  const given = (i: number, to: Axes): Float64Array =>
    broadcast(args[i] as Float64Array, node.args[i]?.axes as Axes, to);
  const bindings = new Map(shared.map((standIn, i) => [standIn, given(before.length + i, standIn.axes)]));
  const widths = before.map(({ axes }) => sizeOf(axes));
  const offsets = widths.map((_, k) => widths.slice(0, k).reduce((a, b) => a + b, 0));
  const size = widths.reduce((a, b) => a + b, 0);
  const rates = (t: number, y: Float64Array, out: Float64Array): void => {
    before.forEach((standIn, k) => {
      const from = offsets[k] as number;
      bindings.set(standIn, y.slice(from, from + (widths[k] as number)));
    });
    bindings.set(read[0] as ExprNode, Float64Array.of(t));
    evaluateAll(after, bindings).forEach((values, k) => {
      out.set(broadcast(values, (after[k] as ExprNode).axes, (before[k] as ExprNode).axes), offsets[k] as number);
    });
  };
  const [up, down] = [new Float64Array(size), new Float64Array(size)];
  const slopes = (t: number, y: Float64Array, byState: Float64Array): void => {
    for (let j = 0; j < size; j++) {
      const moved = y.slice();
      const h = STEP * Math.max(Math.abs(y[j] as number), STEP);
      moved[j] = (y[j] as number) + h;
      rates(t, moved, up);
      moved[j] = (y[j] as number) - h;
      rates(t, moved, down);
      for (let i = 0; i < size; i++) byState[i * size + j] = ((up[i] as number) - (down[i] as number)) / (2 * h);
    }
  };
  const y = new Float64Array(size);
  before.forEach(({ axes }, k) => {
    y.set(given(k, axes), offsets[k] as number);
  });
  const { times, from, settings } = grid;
  const output = { states: new Float64Array(times.length * size), sensitivities: new Float64Array(0) };
  const solve = odeSolver({ size, parameters: 0, rates, slopes }, settings);
  const outcome = solve({ from, y, sensitivity: new Float64Array(0) }, times, output);
  if (outcome.failure !== undefined) throw new RangeError(odeFailure(grid, outcome));
  const [offset, width] = [offsets[state] as number, widths[state] as number];
  return Float64Array.from(
    { length: width * time.size },
    (_, i) => output.states[(i % time.size) * size + offset + Math.floor(i / time.size)] as number,
  );
}

/** Says how far a solution came, and what may help. */
export function odeFailure(
  { times, settings }: Ode["grid"],
  {
    failure,
    reached,
    steps,
  }: { readonly failure: "steps" | "step size" | undefined; readonly reached: number; readonly steps: number },
): string {
  const last = times[times.length - 1];
  const why =
    failure === "steps"
      ? `${steps} steps brought the solution to t = ${reached} of ${last}`
      : `the solution cannot be continued beyond t = ${reached} of ${last}, where steps became too short: it may grow without bound there`;
  const help =
    settings.method === "explicit"
      ? 'try method: "auto", which handles stiff problems, looser tolerances, or more maxSteps'
      : "check the parameters and the start, try looser tolerances, or more maxSteps";
  return `ode: ${why}; ${help}`;
}
