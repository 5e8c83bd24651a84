/** Check every transform against values from high-precision arithmetic: maps, Jacobians from numerical determinants, and slopes of both. */
import { readFileSync } from "node:fs";
import { addExpressions, compile, differentiate, graphBuilder } from "@credence/compiler";
import { describe, expect, it } from "vitest";
import {
  type Axes,
  type Dim,
  dataNode,
  dim,
  type ExprNode,
  evaluate,
  inOrder,
  inputNode,
  lengthOf,
  type NumericTransform,
  prime,
  type Support,
  sizeOf,
  sumAll,
  type Transform,
  transformOf,
  transforms,
} from "../src/index.js";

type Value = number | string;
interface Point {
  readonly y: readonly number[];
  readonly x: readonly Value[] | readonly (readonly Value[])[];
  readonly args?: Readonly<Record<string, number>>;
  readonly log_abs_det_jacobian: Value | null;
  readonly stan_adjustment?: Value;
  readonly grad_log_abs_det_jacobian?: readonly Value[];
  readonly vjp: readonly Value[];
  readonly inverse_of_double_x?: readonly Value[];
}
const fixture = JSON.parse(
  readFileSync(new URL("../../testing/fixtures/transforms.json", import.meta.url), "utf8"),
) as {
  readonly transforms: Readonly<Record<string, { readonly points: readonly Point[] }>>;
};
const flat = (values: unknown): number[] => (values as unknown[]).flat().map(Number);
const close = (actual: number, expected: number, relative: number, absolute: number, what: string): void => {
  if (!Number.isFinite(expected)) expect(actual, what).toBe(expected);
  else
    expect(Math.abs(actual - expected), `${what}: ${actual}, want ${expected}`).toBeLessThanOrEqual(
      absolute + relative * Math.abs(expected),
    );
};

const overdetermined = new Set(["simplex_stick_breaking", "cholesky_factor_corr"]);

it("covers the file", () => expect(Object.keys(transforms).sort()).toEqual(Object.keys(fixture.transforms).sort()));

describe.each(Object.keys(transforms))("%s", (name) => {
  const transform = transforms[name as keyof typeof transforms] as NumericTransform<unknown>;
  const points = fixture.transforms[name]?.points ?? [];
  it("has reference values", () => expect(points.length).toBeGreaterThan(0));
  it("maps y to x", () => {
    for (const { y, x, args } of points)
      flat(transform.constrain(y, args)).forEach((v, i) => {
        close(v, flat(x)[i] as number, 1e-12, name === "sum_to_zero" ? 1e-15 : 1e-300, `${name}(${y})[${i}]`);
      });
  });
  it("has the Jacobian of that map", () => {
    for (const { y, args, log_abs_det_jacobian, stan_adjustment } of points) {
      const expected = log_abs_det_jacobian ?? stan_adjustment ?? 0;
      close(transform.logJacobian(y, args), Number(expected), 1e-11, 1e-12, `log |J| of ${name} at ${y}`);
    }
  });
  it("maps x back to y", () => {
    for (const { x, y, args, inverse_of_double_x: inverse } of points) {
      if (inverse === undefined) continue;
      transform.unconstrain(x as never, args).forEach((v, i) => {
        const what = `inverse of ${name} at ${JSON.stringify(x)}`;
        // a rounded x satisfies its constraint up to rounding only: other elements than the reference read may tell more
        if (overdetermined.has(name) && Math.abs(v - (y[i] as number)) < 1e-10) return;
        close(v, Number(inverse[i]), 1e-10, 1e-12, what);
      });
    }
  });
});

/** Those that supports lead to, by the name under which the file has them. */
const supports: Readonly<Record<string, (along: Dim) => Support>> = {
  ordered: (along) => ({ kind: "ordered", dim: along, positive: false }),
  positive_ordered: (along) => ({ kind: "ordered", dim: along, positive: true }),
  simplex_ilr: (along) => ({ kind: "simplex", dim: along }),
  sum_to_zero: (along) => ({ kind: "sumToZero", dim: along }),
  unit_vector: (along) => ({ kind: "unitVector", dim: along }),
  cholesky_factor_corr: (along) => ({ kind: "choleskyCorrelation", dim: along }),
  corr_matrix: (along) => ({ kind: "correlation", dim: along }),
  cholesky_factor_cov: (along) => ({ kind: "choleskyCovariance", dim: along }),
  cov_matrix: (along) => ({ kind: "covariance", dim: along }),
};

/** Compiled gradients of Σ (i + 1) / n · xᵢ and of the log Jacobian, in y. */
function slopes(transform: Transform, axes: Axes, y: readonly number[]): readonly [number[], number[]] {
  const input = inputNode("y", transform.axes(axes));
  const x = transform.constrain(input);
  const n = sizeOf(axes);
  const weights = dataNode(
    axes,
    Float64Array.from({ length: n }, (_, i) => (i + 1) / n),
  );
  const gradient = (value: ExprNode): number[] => {
    const builder = graphBuilder();
    const id = builder.input(lengthOf(input));
    const [total = -1] = addExpressions(builder, [sumAll(value)], new Map([[input, id]]));
    const program = compile(builder.graph, { inputs: [id], outputs: differentiate(builder, total, [id]) });
    program.memory.set(y, program.inputs[0]?.offset);
    program.run();
    const { offset, length } = program.outputs[0] as { offset: number; length: number };
    return Array.from(program.memory.subarray(offset, offset + length));
  };
  return [gradient(x.mul(weights)), gradient(transform.logJacobian(input))];
}

describe.each(Object.keys(supports))("the support of %s", (name) => {
  const points = fixture.transforms[name]?.points ?? [];
  const over = (size: number): { axes: Axes; transform: Transform } => {
    const along = dim("element", size);
    const axes = /_factor_|_matrix/.test(name) ? [along, prime(along)] : [along];
    return { axes, transform: transformOf((supports[name] as (along: Dim) => Support)(along)) };
  };
  it("has the slopes of the reference, in the map and in the Jacobian", () => {
    for (const { x, y, vjp, grad_log_abs_det_jacobian: grad } of points) {
      const { axes, transform } = over(x.length);
      const [map, jacobian] = slopes(transform, axes, y);
      const size = Math.max(...flat(vjp).map(Math.abs));
      map.forEach((v, i) => {
        close(v, Number(vjp[i]), 1e-9, 1e-12 * Math.max(1, size), `vjp of ${name} at ${y}`);
      });
      jacobian.forEach((v, i) => {
        if (grad !== undefined) close(v, Number(grad[i]), 1e-9, 1e-12, `slope of log |J| of ${name} at ${y}`);
      });
    }
  });
  it("maps every member of a batch by itself, whichever dim comes first", () => {
    const group = dim("group", 2);
    const { x, y } = points.find(({ x: { length } }) => length === 3) as Point;
    const { axes, transform } = over(x.length);
    const members = [y, y.map((v) => v / 2)];
    const constrain = transforms[name as keyof typeof transforms].constrain as (y: ArrayLike<number>) => unknown;
    for (const all of [
      [group, ...axes],
      [...axes, group],
    ]) {
      const free = transform.axes(all);
      const apart = inputNode("y", free);
      const values = Float64Array.from({ length: 2 * y.length }, (_, i) =>
        free[0]?.name === "group" ? (members.flat()[i] as number) : (members[i % 2]?.[Math.floor(i / 2)] as number),
      );
      const mapped = evaluate(inOrder(transform.constrain(apart), [group, ...axes]), new Map([[apart, values]]));
      Array.from(mapped).forEach((v, i) => {
        close(v, flat(members.flatMap(constrain))[i] as number, 1e-12, 1e-15, `member of a batch of ${name}`);
      });
    }
  });
  it("has nothing free, or only a scale, for one label", () => {
    const { axes, transform } = over(1);
    const y = dataNode(transform.axes(axes), new Float64Array(sizeOf(transform.axes(axes))));
    expect(evaluate(transform.constrain(y)).length).toBe(1);
    expect(evaluate(sumAll(transform.logJacobian(y))).length).toBe(1);
  });
});

describe("options", () => {
  it("names a bound that is missing", () => {
    expect(() => transforms.lower.constrain([1])).toThrow("options.lower");
    expect(() => transforms.lower_upper.constrain([1], { lower: 0, upper: Number.NaN })).toThrow("options.upper");
    expect(() => transforms.offset_multiplier.constrain([1], { offset: 0, multiplier: 0 })).toThrow("multiplier");
  });
  it("wants square matrices, and as many free coordinates as some matrix has", () => {
    expect(() => transforms.cov_matrix.unconstrain([[1, 2]])).toThrow("square");
    expect(() => transforms.corr_matrix.constrain([1, 2])).toThrow("2 free coordinates");
  });
});
