/** Hold the elementary functions against the engine's own, in units of the last place. */
import { describe, expect, it } from "vitest";
import { atan, atan2, cos, cosh, exp, expm1, log, log1p, pow, rng, sin, sinh, tan, tanh } from "../../src/index.js";

const own = { atan, atan2, cos, cosh, exp, expm1, log, log1p, pow, sin, sinh, tan, tanh };

const N = 100_000;

/** Distance to the next double away from 0. */
function ulp(x: number): number {
  const value = new Float64Array([Math.abs(x)]);
  const bits = new BigInt64Array(value.buffer);
  bits[0] = (bits[0] as bigint) + 1n;
  return (value[0] as number) - Math.abs(x);
}

function distance(actual: number, expected: number): number {
  if (Object.is(actual, expected) || (actual === 0 && expected === 0)) return 0;
  return Math.abs(actual - expected) / ulp(expected);
}

const stream = rng("elementary");
const spread = (scale: number) => () => scale * (2 * stream.uniform() - 1);
const wide = (scale: number) => () => Math.exp(scale * (2 * stream.uniform() - 1));

/** Function, how to draw its argument, the largest distance in ulp (the engine's own errs by up to 1). */
const cases: [keyof typeof own, string, () => number, number][] = [
  ["exp", "the whole range", spread(740), 1],
  ["exp", "about 0", spread(1), 1],
  ["log", "the whole range", wide(740), 1],
  ["log", "about 1", () => 1 + 0.9 * (2 * stream.uniform() - 1), 1],
  ["log1p", "the whole range", wide(700), 1],
  ["log1p", "about 0", spread(0.999), 1],
  ["log1p", "close to 0", () => spread(1)() * wide(40)() * 1e-18, 1],
  ["expm1", "the whole range", spread(700), 1],
  ["expm1", "about 0", spread(2), 1],
  ["tanh", "about 0", spread(3), 1],
  ["tanh", "tails", spread(30), 1],
  ["sinh", "the whole range", spread(709), 2],
  ["cosh", "the whole range", spread(709), 2],
  ["sin", "a few turns", spread(20), 1],
  ["cos", "a few turns", spread(20), 1],
  ["tan", "a few turns", spread(20), 2],
  ["sin", "many turns", spread(1e7), 1],
  ["cos", "many turns", spread(1e7), 1],
  ["sin", "the whole range", wide(709), 1],
  ["cos", "the whole range", wide(709), 1],
  ["atan", "the whole range", wide(100), 1],
  ["atan", "about 0", spread(5), 1],
];

describe.each(cases)("%s over %s", (name, _range, draw, limit) => {
  it(`is within ${limit} ulp of the engine's`, () => {
    let worst = 0;
    let at = 0;
    for (let i = 0; i < N; i++) {
      const x = draw();
      const d = distance((own[name] as (x: number) => number)(x), (Math[name] as (x: number) => number)(x));
      if (!(d <= worst)) [worst, at] = [d, x];
    }
    expect(worst, `${name}(${at})`).toBeLessThanOrEqual(limit);
  });
});

describe("pow", () => {
  it("is within 1 ulp of the engine's", () => {
    for (let i = 0; i < N; i++) {
      const x = wide(i % 2 ? 300 : 2)();
      const y = spread(i % 3 ? 3 : 300)();
      expect(distance(pow(x, y), x ** y), `pow(${x}, ${y})`).toBeLessThanOrEqual(1);
    }
  });
});

/** Arguments at which definitions change. */
const EDGES = [
  0,
  0.5,
  1,
  2,
  3,
  2.5,
  5e-324,
  1e-310,
  2.2250738585072014e-308,
  1e-20,
  1 - 2 ** -53,
  1 + 2 ** -52,
  709,
  709.8,
  710.5,
  745.2,
  2 ** 52 + 1,
  2 ** 53,
  2 ** 53 + 2,
  1e20,
  1e300,
  Number.MAX_VALUE,
  Infinity,
  Math.PI,
  Math.PI / 2,
  Math.PI / 4,
].flatMap((x) => [x, -x]);
EDGES.push(Number.NaN);

describe("edges", () => {
  const unary = ["exp", "log", "log1p", "expm1", "tanh", "sinh", "cosh", "sin", "cos", "tan", "atan"] as const;
  it.each(unary)("%s has the engine's values, signs and infinities", (name) => {
    for (const x of EDGES) {
      const expected = Math[name](x);
      const actual = own[name](x);
      if (!(distance(actual, expected) <= 2)) expect(actual, `${name}(${x})`).toBe(expected);
      expect(Object.is(actual, -0), `${name}(${x})`).toBe(Object.is(expected, -0));
    }
  });

  it.each(["pow", "atan2"] as const)("%s has the engine's values, signs and infinities", (name) => {
    for (const x of EDGES) {
      for (const y of EDGES) {
        const expected = Math[name](x, y);
        const actual = own[name](x, y);
        if (!(distance(actual, expected) <= 2)) expect(actual, `${name}(${x}, ${y})`).toBe(expected);
        expect(Object.is(actual, -0), `${name}(${x}, ${y})`).toBe(Object.is(expected, -0));
      }
    }
  });

  it("reduces the angle that comes closest to a multiple of π/2", () => {
    // 6381956970095103·2^797 is the double nearest to one (Muller, Elementary Functions, ch. 11)
    expect(cos(6381956970095103 * 2 ** 797)).toBe(-4.687165924254628e-19);
  });
});
