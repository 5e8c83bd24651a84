/** Check differential equations in models: values and gradients against closed forms, and posteriors end to end. */
import { readFileSync } from "node:fs";
import { addExpressions, compile, differentiate, graphBuilder } from "@credence/compiler";
import {
  column,
  dim,
  type Expr,
  type ExprNode,
  evaluate,
  exp,
  graphOf,
  inputNode,
  lengthOf,
  lognormal,
  matmul,
  model,
  nodeOf,
  normal,
  type OdeSettings,
  ode,
  posteriorFrom,
  prime,
  sin,
  sub,
  typed,
} from "@credence/model";
import { nuts } from "@credence/samplers";
import { describe, expect, it } from "vitest";
import { findMap, sampleSync, simulate } from "../src/index.js";

const hours = dim("hour", 4);
const times = column(hours, [0, 0.5, 2, 7.5]);
const tight: OdeSettings = { relative: 1e-10, absolute: 1e-12 };

/** The values of an expression of inputs, and the gradient of a weighted sum of them. */
function compiled(node: ExprNode, inputs: readonly ExprNode[], given: readonly (readonly number[])[]) {
  const builder = graphBuilder();
  const ids = inputs.map((input) => builder.input(lengthOf(input)));
  const [output = -1] = addExpressions(builder, [node], new Map(inputs.map((input, i) => [input, ids[i] as number])));
  const weights = Float64Array.from({ length: lengthOf(node) }, (_, i) => 1 + 0.3 * i);
  const total = builder.sum(builder.ops.mul(output, builder.data(weights)));
  const program = compile(builder.graph, { inputs: ids, outputs: [output, ...differentiate(builder, total, ids)] });
  given.forEach((values, i) => {
    program.memory.set(values, program.inputs[i]?.offset as number);
  });
  program.run();
  const [values, ...slopes] = program.outputs.map(({ offset, length }) =>
    program.memory.slice(offset, offset + length),
  );
  return { values: values as Float64Array, slopes, weights };
}
const weighted = (weights: Float64Array, values: readonly number[]): number =>
  values.reduce((sum, v, i) => sum + v * (weights[i] as number), 0);

describe.each(["explicit", "stiff", "auto"] as const)("%s", (method) => {
  const settings = { ...tight, method };
  it("decays: y = y₀ e^(−kt), with slopes in k and y₀", () => {
    const [k, y0] = [inputNode("k", []), inputNode("y0", [])];
    const node = nodeOf(ode(times, typed<Expr>(y0), (y) => y.mul(typed<Expr>(k)).mul(-1), settings));
    const { values, slopes, weights } = compiled(node, [k, y0], [[0.7], [2]]);
    const at = [0, 0.5, 2, 7.5];
    at.forEach((t, i) => {
      expect(values[i]).toBeCloseTo(2 * Math.exp(-0.7 * t), 8);
    });
    expect(slopes[0]?.[0]).toBeCloseTo(
      weighted(
        weights,
        at.map((t) => -2 * t * Math.exp(-0.7 * t)),
      ),
      7,
    );
    expect(slopes[1]?.[0]).toBeCloseTo(
      weighted(
        weights,
        at.map((t) => Math.exp(-0.7 * t)),
      ),
      7,
    );
    const plain = evaluate(
      node,
      new Map([
        [k, Float64Array.of(0.7)],
        [y0, Float64Array.of(2)],
      ]),
    );
    plain.forEach((v, i) => {
      expect(v).toBeCloseTo(values[i] as number, 9);
    });
  });
  it("is a linear system: y = e^(At) y₀ for a rotation that shrinks, with slopes in A", () => {
    const state = dim("state", ["x", "v"]);
    const A = inputNode("A", [state, prime(state)]);
    const matrix = typed<Expr<"state" | "state'">>(A);
    const node = nodeOf(ode(times, column(state, [1, 0.5]), (y) => matmul(matrix, y, state), settings));
    const at = [0, 0.5, 2, 7.5];
    const solution = (a: number, w: number): number[] =>
      [0, 1].flatMap((row) =>
        at.map((t) => {
          const [c, s] = [Math.exp(a * t) * Math.cos(w * t), Math.exp(a * t) * Math.sin(w * t)];
          return row === 0 ? c * 1 - s * 0.5 : s * 1 + c * 0.5;
        }),
      );
    const [a, w, h] = [-0.3, 1.2, 1e-5];
    const { values, slopes, weights } = compiled(node, [A], [[a, -w, w, a]]);
    solution(a, w).forEach((v, i) => {
      expect(values[i]).toBeCloseTo(v, 8);
    });
    const inA = (weighted(weights, solution(a + h, w)) - weighted(weights, solution(a - h, w))) / (2 * h);
    const inW = (weighted(weights, solution(a, w + h)) - weighted(weights, solution(a, w - h))) / (2 * h);
    const [xx, xv, vx, vv] = slopes[0] as unknown as [number, number, number, number];
    expect(xx + vv).toBeCloseTo(inA, 6);
    expect(vx - xv).toBeCloseTo(inW, 6);
  });
  it("depends on time: y′ = −y + sin t", () => {
    const node = nodeOf(ode(times, 2, (y, t) => sin(t).sub(y), settings));
    [0, 0.5, 2, 7.5].forEach((t, i) => {
      const exact = (Math.sin(t) - Math.cos(t)) / 2 + 2.5 * Math.exp(-t);
      expect(evaluate(node)[i]).toBeCloseTo(exact, 8);
    });
  });
  it("grows to a limit: the logistic, for several growth rates at once", () => {
    const site = dim("site", 3);
    const rate = inputNode("rate", [site]);
    const node = nodeOf(
      ode(times, column(site, [0.1, 0.2, 0.05]), (y) => y.mul(sub(1, y)).mul(typed<Expr<"site">>(rate)), settings),
    );
    const growth = [0.5, 1, 2];
    const { values, slopes, weights } = compiled(node, [rate], [growth]);
    expect(node.axes.map(({ name }) => name)).toEqual(["site", "hour"]);
    const exact = (r: number, y0: number, t: number): number => 1 / (1 + (1 / y0 - 1) * Math.exp(-r * t));
    growth.forEach((r, s) => {
      const y0 = [0.1, 0.2, 0.05][s] as number;
      let slope = 0;
      [0, 0.5, 2, 7.5].forEach((t, i) => {
        const y = exact(r, y0, t);
        expect(values[s * 4 + i]).toBeCloseTo(y, 8);
        slope += (weights[s * 4 + i] as number) * t * y * (1 - y);
      });
      expect(slopes[0]?.[s]).toBeCloseTo(slope, 6);
    });
  });
});

it("finds Lotka and Volterra's predators and prey where scipy finds them", () => {
  const { problems } = JSON.parse(
    readFileSync(new URL("../../testing/fixtures/ode.json", import.meta.url), "utf8"),
  ) as { problems: Record<string, { times: number[]; states: number[][] }> };
  const { times: at, states } = problems.lotka_volterra as { times: number[]; states: number[][] };
  const year = dim("year", at);
  const { prey, predator } = ode(
    year,
    { prey: 30, predator: 4 },
    ({ prey, predator }) => ({
      prey: prey.mul(sub(0.55, predator.mul(0.028))),
      predator: predator.mul(prey.mul(0.024).sub(0.8)),
    }),
    tight,
  );
  states.forEach(([u, v], i) => {
    expect(evaluate(nodeOf(prey))[i]).toBeCloseTo(u as number, 6);
    expect(evaluate(nodeOf(predator))[i]).toBeCloseTo(v as number, 6);
  });
});

describe("in a model", () => {
  const decay = model(() => {
    const rate = lognormal(-0.5, 0.5);
    const start = normal(2, 1);
    const amount = ode(times, start, (y) => y.mul(rate).mul(-1));
    const seen = normal(amount, 0.1);
    return { rate, start, amount, seen };
  });
  const closed = model(() => {
    const rate = lognormal(-0.5, 0.5);
    const start = normal(2, 1);
    const amount = exp(rate.mul(times).mul(-1)).mul(start);
    const seen = normal(amount, 0.1);
    return { rate, start, amount, seen };
  });
  const data = { seen: [2.1, 1.4, 0.55, 0.02] };
  it("samples as the closed form does (5 standard errors of the difference, at 200 effective draws)", () => {
    const options = { sampler: nuts(), seed: 1, draws: 200, tune: 300, progress: false } as const;
    const solved = sampleSync(decay().observe(data), options).rate;
    const known = sampleSync(closed().observe(data), options).rate;
    expect(Math.abs(solved.mean() - known.mean())).toBeLessThan(5 * known.sd() * Math.sqrt(2 / 200));
    expect(Math.abs(Math.log(solved.sd() / known.sd()))).toBeLessThan(5 * Math.sqrt(1 / 200));
  });
  it("has a mode, derived values, a prior to simulate, and a way to plain data and back", async () => {
    const mode = await findMap(decay().observe(data));
    const exact = await findMap(closed().observe(data));
    expect(mode.rate).toBeCloseTo(exact.rate as number, 5);
    const trace = sampleSync(decay().observe(data), { sampler: nuts(), seed: 1, draws: 50, progress: false });
    expect(trace.amount.dims).toEqual(["hour"]);
    const [rate, start, amount] = [trace.rate.values[7], trace.start.values[7], trace.amount.values.slice(28, 32)];
    amount.forEach((v, i) => {
      const t = [0, 0.5, 2, 7.5][i] as number;
      expect(v).toBeCloseTo((start as number) * Math.exp(-(rate as number) * t), 6);
    });
    expect(simulate(decay(), { draws: 5, seed: 1 }).seen.dims).toEqual(["hour"]);
    const posterior = decay().observe(data);
    const again = posteriorFrom<(typeof posterior)["latent"], (typeof posterior)["observed"]>(graphOf(posterior));
    const options = { sampler: nuts(), seed: 2, draws: 20, tune: 50, progress: false } as const;
    expect(sampleSync(again, options).rate.values).toEqual(sampleSync(posterior, options).rate.values);
  });
});

describe("what goes wrong is said", () => {
  const day = dim("day", ["mon", "tue"]);
  const site = dim("site", 2);
  it.each([
    [() => ode(day, 1, (y) => y), 'a dim whose labels are numbers, and "day" has others'],
    [() => ode(column(site, [2, 1]), 1, (y) => y), "times must increase; 1 follows 2"],
    [() => ode(column(site, [-1, 1]), 1, (y) => y), "the first time is -1, and states start at 0"],
    [() => ode(times, 1, () => undefined as never), "the rate is nothing"],
    [() => ode(times, { a: 1 }, () => ({ b: 1 }) as never), "the states a and the rates are for b"],
    [
      () => ode(times, 1, (y) => y.mul(column(site, [1, 2])) as never),
      "has dims site (2) and the state has a single value",
    ],
    [() => ode(times, 1, (y) => y.mul(times) as never), 'varies over "hour", along which it is solved'],
    [() => ode(times, 1, (y) => normal(y, 1) as never), "the rates make normal(…) of the states"],
    [() => ode(times, 1, (y) => y, { relative: 0 }), "relative is a tolerance above 0"],
    [() => ode(times, 1, (y) => y, { method: "rk4" as never }), "method is auto, explicit or stiff"],
    [() => ode(times, 1, (y) => y, { tol: 1 } as never), "ode has no option `tol`"],
    [() => ode(times, {}, () => ({})), "an empty record"],
    [() => evaluate(nodeOf(ode(times, 1, (y) => y.mul(y)))), "the solution cannot be continued beyond t = 1"],
    [
      () => evaluate(nodeOf(ode(times, 1, (y) => y.mul(-1e6), { method: "explicit", maxSteps: 100 }))),
      'try method: "auto"',
    ],
  ] as const)("%#", (make, sentence) => {
    expect(make).toThrow(sentence);
  });
  it("a solution that explodes is impossible, not an error, while sampling", () => {
    const explosive = model(() => {
      const start = normal(0, 1);
      const y = ode(column(site, [0.5, 1]), start, (x) => x.mul(x));
      const seen = normal(y, 1);
      return { start, y, seen };
    });
    // 1 / (1 − y₀ t) explodes before t = 1 for y₀ ≥ 1
    const trace = sampleSync(explosive().observe({ seen: [0.3, 0.5] }), {
      sampler: nuts(),
      seed: 1,
      draws: 100,
      progress: false,
    });
    expect(Math.max(...trace.start.values)).toBeLessThan(1);
    expect(trace.y.values.every(Number.isFinite)).toBe(true);
  });
});
