/** Check that expressions side by side have the values, gradients and kinds of their parts. */
import {
  beta,
  column,
  complement,
  dim,
  dirichlet,
  dot,
  evaluate,
  exp,
  graphOf,
  hiddenMarkov,
  mixture,
  model,
  nodeOf,
  normal,
  ordered,
  type Posterior,
  pick,
  posteriorFrom,
  prime,
  stack,
} from "@credence/model";
import { describe, expect, it } from "vitest";
import { compilePosterior } from "../../src/index.js";

/** The log density at a position, with its gradient. */
function at(posterior: Posterior<never, never>, position: Float64Array) {
  const compiled = compilePosterior(posterior as never);
  const memory = Float64Array.from([...position, ...new Float64Array(compiled.dimension)]);
  const value = compiled.logDensityGradient(memory, 0, compiled.dimension);
  return { value, gradient: memory.slice(compiled.dimension) };
}
const obs = dim("obs", 3);
const term = dim("term", ["intercept", "slope", "product"]);
const x = column(obs, [0.5, -1, 2]);

describe("stack", () => {
  it("of numbers and data is data, the new dim first", () => {
    const design = nodeOf(stack(term, [1, x, x.mul(x)]));
    expect(design.axes.map(({ name }) => name)).toEqual(["term", "obs"]);
    expect(Array.from(design.values)).toEqual([1, 1, 1, 0.5, -1, 2, 0.25, 1, 4]);
    const fit = model(() => {
      const b = normal(0, 1).over(term);
      const y = normal(dot(stack(term, [1, x, x.mul(x)]), b, term), 1);
      return { b, y };
    });
    const y = [1, 2, 3];
    const b = [0.3, -0.2, 0.1];
    const line = Array.from(x.values, (v) => 0.3 - 0.2 * v + 0.1 * v * v);
    const formula = [...b, ...y.map((v, i) => v - (line[i] as number))].map(
      (r) => -0.5 * r * r - 0.5 * Math.log(2 * Math.PI),
    );
    const { value } = at(fit().observe({ y }) as never, Float64Array.from(b));
    expect(value).toBeCloseTo(
      formula.reduce((a, v) => a + v, 0),
      12,
    );
  });

  it("of random parts has their values and slopes, repeated over the dims that they lack", () => {
    const side = dim("side", 2);
    const pair = model(() => {
      const a = normal(0, 1);
      const b = normal(0, 1).over(obs);
      const both = stack(side, [exp(a), b.mul(x)]);
      const y = normal(both, 1);
      return { a, b, both, y };
    });
    const seen = column(
      [side, obs],
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    );
    const posterior = pair().observe({ y: seen });
    const [a, b] = [0.4, [1, -1, 0.5]];
    const means = [...Array(3).fill(Math.exp(a)), ...b.map((v, i) => v * (x.values[i] as number))];
    const off = Array.from(seen.values, (v, i) => v - means[i]);
    const formula = [a, ...b, ...off].map((r) => -0.5 * r * r - 0.5 * Math.log(2 * Math.PI)).reduce((s, v) => s + v, 0);
    const slopes = [
      -a + Math.exp(a) * off.slice(0, 3).reduce((s, v) => s + v, 0),
      ...b.map((v, i) => -v + (off[3 + i] as number) * (x.values[i] as number)),
    ];
    for (const each of [posterior, posteriorFrom(graphOf(posterior))]) {
      const { value, gradient } = at(each as never, Float64Array.of(a, ...b));
      expect(value).toBeCloseTo(formula, 12);
      slopes.forEach((slope, i) => {
        expect(gradient[i]).toBeCloseTo(slope, 12);
      });
    }
  });

  it("of rows of proportions is a transition, as the rows drawn together are", () => {
    const state = dim("state", 2);
    const next = prime(state);
    const start = column(state, [0.5, 0.5]);
    const law = (moves: "apart" | "together") =>
      model(() => {
        const first = dirichlet(next, 2);
        const second = dirichlet(next, 2);
        const both = dirichlet(next, 2).over(state);
        const centre = ordered(normal(0, 1).over(state), state);
        const rows = moves === "together" ? both : stack(state, [first, second]);
        const y = hiddenMarkov(obs, start, rows, normal(centre, 1));
        return moves === "together" ? { both, centre, y } : { first, second, centre, y };
      })().observe({ y: [1, -1, 2] } as never);
    const position = Float64Array.of(0.3, -0.4, 0.1, 0.2);
    const [apart, together] = [at(law("apart") as never, position), at(law("together") as never, position)];
    expect(apart.value).toBeCloseTo(together.value, 12);
    expect(Array.from(apart.gradient, (v) => v.toFixed(10))).toEqual(
      Array.from(together.gradient, (v) => v.toFixed(10)),
    );
  });

  it("refuses what does not fit", () => {
    expect(() => stack(term, [1, 2])).toThrow('stack: 2 expressions and 3 labels of "term"; give one for each');
    expect(() => stack(obs, [1, x, 2])).toThrow(
      'stack: what stands at obs 2 varies over "obs" itself; the parts have other dims',
    );
    expect(() => stack([1, 2] as never, undefined as never)).toThrow("stack wants a dim and a list");
    expect(() => stack(term, [1, Number.NaN, 2])).toThrow("stack at term slope: NaN is not a number");
  });
});

describe("column", () => {
  it("takes lists of lists, the outermost along the first dim", () => {
    const grid = column(
      [obs, term],
      [
        [1, 2, 3],
        [4, 5, 6],
        [7, 8, 9],
      ],
    );
    expect(Array.from(evaluate(nodeOf(grid.at(pick(term, "slope")))))).toEqual([2, 5, 8]);
    expect(() =>
      column(
        [obs, term],
        [
          [1, 2, 3],
          [4, 5],
          [7, 8, 9],
        ],
      ),
    ).toThrow("the column at obs 2 has 2 entries; dim `term` has 3");
    expect(() => column([obs, term], [[1, 2, 3]])).toThrow("the column has 1 entries; dim `obs` has 3");
  });
});

describe("mixture", () => {
  it("takes expressions for the weights of a list, and has no density where they do not sum to one", () => {
    const mixed = (rest: "complement" | "half") =>
      model(() => {
        const theta = beta(5, 5);
        const y = mixture([theta, rest === "half" ? 0.5 : complement(theta)], [normal(-1, 1), normal(2, 0.5)]);
        return { theta, y };
      })().observe({ y: 0.7 });
    const q = 0.8;
    const p = 1 / (1 + Math.exp(-q));
    const { value } = at(mixed("complement") as never, Float64Array.of(q));
    const density = (v: number, mu: number, sigma: number) =>
      Math.exp(-0.5 * ((v - mu) / sigma) ** 2) / (sigma * Math.sqrt(2 * Math.PI));
    const prior = 630 * p ** 5 * (1 - p) ** 5; // 1 / B(5, 5) = 630, with the Jacobian
    expect(value).toBeCloseTo(Math.log(prior) + Math.log(p * density(0.7, -1, 1) + (1 - p) * density(0.7, 2, 0.5)), 12);
    expect(at(mixed("half") as never, Float64Array.of(q)).value).toBe(-Infinity);
  });

  it("wants a weight for each component", () => {
    expect(() => mixture(beta(1, 1) as never, [normal(0, 1), normal(1, 1)])).toThrow(
      "mixture: one weight for 2 components; give one for each, as in [p, complement(p)]",
    );
  });
});

describe("what is observed", () => {
  const line = model(() => {
    const mu = normal(0, 1);
    const y = normal(mu, 1).over(obs);
    return { mu, y };
  });
  it("may be computed from data, and not from variables", () => {
    const { data } = line().observe({ y: x.mul(2) as never });
    expect(Array.from(data.get("y") as Float64Array)).toEqual([1, -2, 4]);
    expect(() => line().observe({ y: normal(0, 1).over(obs) as never })).toThrow(
      "observe: `y` is given as an expression of variables; what is observed is data",
    );
  });
});
