/** Let states follow differential equations: their values at given times, as functions of parameters and of where they start. */
import type { Dim, DimsOf } from "@credence/draws";
import { type OdeOptions, odeDefaults } from "@credence/math";
import type { Column } from "../data/column.js";
import { evaluate } from "../expr/evaluate.js";
import { type Axis, describeAxes, hasAxis } from "../expr/layout.js";
import { ExprNode, inputNode, nodeOf, topological, typed } from "../expr/node.js";
import { everything } from "../expr/range.js";
import { dependents, independentParts, replaced } from "../expr/rebuild.js";
import type { OdeGrid } from "../expr/records.js";
import type { Arg, Expr, Node, Real } from "../expr/types.js";

/** Where states start: one, or a record of them. */
export type OdeStarts = Arg | { readonly [name: string]: Arg };

/** The states at the present time, as the rates see them. */
export type OdeStates<S> = S extends Arg
  ? Expr<DimsOf<S>, Real>
  : { readonly [P in keyof S]: Expr<DimsOf<S[P]>, Real> };

/** What rates must return: a rate for each state, over no more dims than it has. */
export type OdeRates<S> = S extends Arg
  ? number | Node<DimsOf<S>, Real>
  : { readonly [P in keyof S]: number | Node<DimsOf<S[P]>, Real> };

/** States along time. */
export type OdeSolution<T extends string, S> = S extends Arg
  ? Expr<T | DimsOf<S>, Real>
  : { readonly [P in keyof S]: Expr<T | DimsOf<S[P]>, Real> };

/** How to solve differential equations. */
export interface OdeSettings extends OdeOptions {
  /** The time of the start. Default 0. */
  readonly from?: number;
}

/**
 * The solution of dy/dt = rates(y, t) at `times`, with y = start at the time `from`. It can be differentiated in all that
 * the rates and the start depend on: sensitivities are integrated with the states, with the same steps, so that gradients
 * are those of the numbers that are computed.
 *
 * @param times a column of increasing times, or a dim whose labels are numbers; none before `from`.
 * @param start an expression, a number, or a record of them. A state may have dims, which are solved together.
 * @param rates gets the states in the shape of `start` and the present time, and returns a rate for each, written in the
 *   language's functions of them, of parameters and of data.
 * @param options tolerances (`relative` 1e-7, `absolute` 1e-9), `maxSteps` (10 000), and `method`: "explicit" (Dormand and
 *   Prince 1980), "stiff" (a singly diagonally implicit Runge–Kutta method) or "auto", which goes over to the second where
 *   the problem is stiff.
 * @throws TypeError when rates and start do not fit each other, RangeError when times decrease. Parameters for which
 *   the solution does not reach the last time within `maxSteps` are impossible: the log density is −∞ there.
 */
export function ode<T extends string, S extends OdeStarts>(
  times: Column<T> | Dim<T>,
  start: S,
  rates: (states: OdeStates<S>, t: Expr<never, Real>) => OdeRates<S>,
  options: OdeSettings = {},
): OdeSolution<T, S> {
  const { time, grid } = gridOf(times as Column<string> | Dim<string>, options);
  const now = inputNode("t", []);
  if (start instanceof ExprNode || typeof start === "number") {
    const initial = nodeOf(start as Arg);
    const state = inputNode("state", initial.axes);
    const rate = numberOrNode(rates(typed(state), typed(now)), "");
    return typed(
      solutions({ time, grid, now, names: [""], starts: [initial], states: [state], after: [rate] })[0] as ExprNode,
    );
  }
  const names = namesOf(start);
  const starts = names.map((name) => nodeOf((start as Record<string, Arg>)[name] as Arg));
  const states = starts.map(({ axes }, k) => inputNode(`state ${names[k]}`, axes));
  const given = rates(record(names, states) as OdeStates<S>, typed(now));
  const paths = solutions({ time, grid, now, names, starts, states, after: listed(names, given) });
  return record(names, paths) as OdeSolution<T, S>;
}

interface Problem {
  readonly time: Axis;
  readonly grid: OdeGrid;
  readonly now: ExprNode;
  readonly names: readonly string[];
  readonly starts: readonly ExprNode[];
  readonly states: readonly ExprNode[];
  readonly after: readonly ExprNode[];
}

/** The path of each state; what the rates take from outside stands for itself as an argument. */
function solutions({ time, grid, now, names, starts, states, after }: Problem): ExprNode[] {
  const sources = [...states, now];
  refuse({ time, names, states, after, starts }, dependents(after, new Set(sources)));
  const outside = independentParts(after, sources);
  const shared = outside.map(({ axes, range }) => inputNode("shared", axes, range));
  const standIns = new Map(outside.map((part, i) => [part, shared[i] as ExprNode]));
  const equations = { before: states, read: [now], shared, after: replaced(after, standIns) };
  return states.map(
    ({ axes }, state) =>
      new ExprNode({ op: "ode", time, equations, state, grid }, [...starts, ...outside], [...axes, time], everything),
  );
}

/** @throws TypeError when states or rates have dims that they cannot have, or the rates make random variables. */
function refuse(
  { time, names, states, after, starts }: Pick<Problem, "time" | "names" | "states" | "after" | "starts">,
  inside: ReadonlySet<ExprNode>,
): void {
  after.forEach((rate, k) => {
    const what = names[k] === "" ? "the rate" : `the rate of \`${names[k]}\``;
    if (hasAxis([...(starts[k] as ExprNode).axes, ...rate.axes], time.name))
      throw new TypeError(
        `ode: ${what} or its start varies over "${time.name}", along which it is solved: what changes with time is a function of t, the second argument of the rates`,
      );
    const own = (states[k] as ExprNode).axes;
    const extra = rate.axes.filter(({ name }) => !hasAxis(own, name));
    if (extra.length > 0)
      throw new TypeError(
        `ode: ${what} has dims ${describeAxes(rate.axes)} and the state has ${describeAxes(own)}: start it over the same dims, as in column(${extra[0]?.name}, …)`,
      );
  });
  for (const { operation } of topological(after).filter((node) => inside.has(node))) {
    if (operation.op === "random")
      throw new TypeError(
        `ode: the rates make ${operation.family.constructorName}(…) of the states; rates are computed, and what is random comes from outside of them`,
      );
    if (operation.op === "ode" || operation.op === "recursion")
      throw new TypeError(
        `ode: the rates hold another ${operation.op === "ode" ? "ode" : "scan"} of the states; write both as one record of states`,
      );
  }
}

/** Times, and how to go through them. */
function gridOf(
  times: Column<string> | Dim<string>,
  options: OdeSettings,
): { readonly time: Axis; readonly grid: OdeGrid } {
  const { from = 0, ...solver } = options;
  const { time, values } = timesOf(times);
  const settings = { ...odeDefaults, ...solver };
  const unknown = Object.keys(solver).find((key) => !(key in odeDefaults));
  if (unknown !== undefined)
    throw new TypeError(`ode has no option \`${unknown}\`; it has from, ${Object.keys(odeDefaults).join(", ")}`);
  for (const key of ["relative", "absolute"] as const)
    if (!(settings[key] > 0)) throw new RangeError(`ode: ${key} is a tolerance above 0, got ${settings[key]}`);
  if (!Number.isInteger(settings.maxSteps) || settings.maxSteps < 1)
    throw new RangeError(`ode: maxSteps is a whole number of at least 1, got ${settings.maxSteps}`);
  if (!["auto", "explicit", "stiff"].includes(settings.method))
    throw new TypeError(`ode: method is auto, explicit or stiff, got ${JSON.stringify(settings.method)}`);
  if (!Number.isFinite(from)) throw new RangeError(`ode: from is a number, got ${from}`);
  values.forEach((value, i) => {
    const before = i === 0 ? from : (values[i - 1] as number);
    if (!(Number.isFinite(value) && value >= before))
      throw new RangeError(
        i === 0
          ? `ode: the first time is ${value}, and states start at ${from}: give the time of the start, as in { from: ${value} }`
          : `ode: times must increase; ${value} follows ${before}`,
      );
  });
  return { time, grid: { from, times: values, settings } };
}

function timesOf(times: Column<string> | Dim<string>): { readonly time: Axis; readonly values: Float64Array } {
  if (times instanceof ExprNode) {
    const [time, ...more] = times.axes;
    if (time === undefined || more.length > 0 || !times.known)
      throw new TypeError("ode wants times that are data over one dim, as in column(day, [1, 2, 5])");
    return { time, values: evaluate(times) };
  }
  const { name, labels } = times as Dim<string>;
  if (!Array.isArray(labels) || labels.some((label) => typeof label !== "number"))
    throw new TypeError(`ode wants times: a column, or a dim whose labels are numbers, and "${name}" has others`);
  return { time: times as Axis, values: Float64Array.from(labels as readonly number[]) };
}

const record = (names: readonly string[], nodes: readonly ExprNode[]): unknown =>
  Object.fromEntries(names.map((name, k) => [name, nodes[k]]));

function namesOf(start: unknown): readonly string[] {
  const names = typeof start === "object" && start !== null ? Object.keys(start) : [];
  if (names.length === 0)
    throw new TypeError(
      `ode starts from a number, an expression or a record of states, and got ${start === null || typeof start !== "object" ? String(start) : "an empty record"}`,
    );
  return names;
}

function numberOrNode(rate: unknown, name: string): ExprNode {
  if (rate instanceof ExprNode) return rate;
  if (typeof rate === "number") return nodeOf(rate);
  throw new TypeError(
    `ode: the rate${name === "" ? "" : ` of \`${name}\``} is ${rate === undefined ? "nothing" : Array.isArray(rate) ? "an array" : typeof rate}; rates are expressions, as in (y) => y.mul(-0.5)`,
  );
}

function listed(names: readonly string[], rates: unknown): readonly ExprNode[] {
  const keys = typeof rates === "object" && rates !== null && !(rates instanceof ExprNode) ? Object.keys(rates) : [];
  const wrong = names.find((name) => !keys.includes(name)) ?? keys.find((key) => !names.includes(key));
  if (wrong !== undefined)
    throw new TypeError(
      `ode: start has the states ${names.join(", ")} and the rates are for ${keys.length === 0 ? "no record" : keys.join(", ")}: both name the same states`,
    );
  return names.map((name) => numberOrNode((rates as Record<string, unknown>)[name], name));
}
