/** Compute quantities that are given as a function of one draw, at every draw of a trace. */
import {
  type AnyTrace,
  cellName,
  type Dim,
  type Labelled,
  type Observed,
  type Point,
  pointsOf,
  runOf,
  sameDim,
  type Trace,
  trace as traceOf,
} from "@credence/draws";
import type { Expr } from "@credence/model";

/** What a function of a draw answers: a record of numbers, truths (1 or 0) and labelled values, nested as you like. */
export interface Computed {
  readonly [name: string]: number | boolean | Observed | Computed;
}

/** The record of variables that such an answer makes. */
export type Derived<R> = {
  readonly [K in keyof R]: R[K] extends number | boolean
    ? Expr
    : R[K] extends Labelled<infer D>
      ? Expr<D>
      : Derived<R[K]>;
};

/** One quantity at one draw. */
interface Value {
  readonly name: string;
  readonly axes: readonly Dim[];
  readonly values: ArrayLike<number>;
}

/** @throws TypeError when the answer is no record of numbers, or changes its shape; RangeError when a value is NaN. */
export function deriveFunction<V, R>(trace: Trace<V>, compute: (draw: Point<V>) => R): AnyTrace {
  const { chains, draws } = trace.$;
  const pointAt = pointsOf(trace);
  const at = (draw: number): readonly Value[] => valuesOf(compute(pointAt(draw)), "");
  const shapes = at(0);
  if (shapes.length === 0) throw new TypeError("derive: the function answered with an empty record: name a quantity");
  const columns = shapes.map(({ values }) => new Float64Array(chains * draws * values.length));
  for (let draw = 0; draw < chains * draws; draw++) {
    const now = draw === 0 ? shapes : at(draw);
    if (now.length !== shapes.length || !now.every((value, i) => sameShape(value, shapes[i] as Value)))
      throw new TypeError(`derive: the function answers with other names or dims at draw ${draw} than at draw 0`);
    now.forEach((value, i) => {
      columns[i]?.set(checked(value, draw), draw * value.values.length);
    });
  }
  const { stats: _, observed: __, groups: ___, ...run } = runOf(trace);
  const sources = shapes.map(({ name, axes }, i) => ({
    name,
    axes,
    values: columns[i] as Float64Array,
    derived: true,
  }));
  return traceOf(sources, run);
}

function valuesOf(answer: unknown, name: string): readonly Value[] {
  if (typeof answer === "number" || typeof answer === "boolean") {
    if (name !== "") return [{ name, axes: [], values: [Number(answer)] }];
    throw new TypeError(`derive: the function answered ${answer}, without a name: answer { name: ${answer} }`);
  }
  if (typeof answer === "object" && answer !== null) {
    const { axes, values } = answer as Partial<Observed>;
    if (Array.isArray(axes) && values instanceof Float64Array) return [{ name, axes, values }];
    return Object.entries(answer).flatMap(([key, member]) => valuesOf(member, name === "" ? key : `${name}.${key}`));
  }
  const what = name === "" ? "the function answered" : `\`${name}\` is`;
  throw new TypeError(`derive: ${what} ${String(answer)}: answer with a record of numbers, or of labelled values`);
}

const sameShape = (a: Value, b: Value): boolean =>
  a.name === b.name && a.axes.length === b.axes.length && a.axes.every((axis, i) => sameDim(axis, b.axes[i] as Dim));

function checked({ name, values }: Value, draw: number): ArrayLike<number> {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) continue;
    const where = values.length === 1 ? name : cellName(name, [String(i + 1)]);
    throw new RangeError(`derive: \`${where}\` is not a number at draw ${draw}`);
  }
  return values;
}
