import { describe, expect, it } from "vitest";
import {
  cos,
  digamma,
  exp,
  expm1,
  invLogit,
  lbeta,
  lgamma,
  log,
  log1mExp,
  log1p,
  log1pExp,
  log1pSquare,
  logInvLogit,
  logit,
  logRisingRatio,
  loops,
  risingRatioSlope,
  rng,
  sin,
  tanh,
} from "../../src/index.js";
import { backends } from "./run.js";

const inTypescript: Record<loops.SpecialName, (x: number) => number> = {
  ...{ exp, log, log1p, expm1, invLogit, logInvLogit, log1pExp, log1mExp, logit, tanh, lgamma, digamma, sin, cos },
  log1pSquare,
};

const EDGES = [
  ...[0, 5e-324, 1e-320, 2.2250738585072014e-308, 1e-300, 1e-21, 5.551115123125783e-17, 5.6e-17, 1e-9, 1e-8, 1e-4],
  ...[0.23163, 0.23164, 0.2928932188134524, 0.3, 0.34657359027997264, 0.3465735902799727, 0.41421356237309503, 0.5],
  ...[0.7, 0.7316, Math.LN2, 0.7853981633974483, 0.9, 1, 1.23164, 1.4616321449683622, 1.5, 1.7316, 2, 2.5, 3, 7, 8, 10],
  ...[19.9, 22, 38, 38.9, 39.2, 56, 100, 708, 708.3964185322641, 709, 709.5, 709.782712893384, 709.7827128933841],
  ...[709.782712893385, 710, 744, 745.1332191019411, 745.1332191019412, 745.2, 746, 1000, 1647099, 1647100, 2 ** 52],
  ...[2.9e17, 1e20, 1e300, Number.MAX_VALUE, Infinity],
  ...[Math.PI / 4, Math.PI / 2, Math.PI, 3 * Math.PI, 100 * Math.PI],
].flatMap((x) => [x, -x]);

/** Edges and their neighbours, and numbers of all sizes, so mixed that lanes often disagree. */
function inputs(): number[] {
  const stream = rng("special functions of the loop IR");
  const near = EDGES.flatMap((x) => [x, x * (1 + 2 ** -52), x * (1 - 2 ** -53)]);
  const ordinary = Array.from({ length: 1500 }, () => 3 * stream.normal());
  const chances = Array.from({ length: 500 }, () => stream.uniform());
  const large = Array.from({ length: 700 }, () => 40 * Math.abs(stream.normal()));
  const sizes = Array.from({ length: 700 }, () => stream.normal() * 2 ** Math.round(300 * stream.normal()));
  const all = [NaN, ...near, ...ordinary, ...chances, ...large, ...sizes];
  return [...all, ...[...all].reverse(), ...all.map((x, i) => (i % 3 ? x : 1.25))];
}

const names = Object.keys(inTypescript) as loops.SpecialName[];

describe("special functions of the loop IR", () => {
  it.each(names)("%s has the bits of the one in TypeScript: alone, in lanes and in JavaScript", (name) => {
    const own = loops.special[name];
    const map = loops.define("map", { n: "i32" }, undefined, (b, { n }) => {
      b.lanes({ to: n }, (b, i) => b.store(loops.add(i, n), loops.call(own, loops.load(i))));
    });
    const xs = inputs();
    const expected = xs.map((x) => inTypescript[name](x));
    const check = (values: readonly (number | undefined)[]): void => {
      const wrong = xs.flatMap((x, i) =>
        Object.is(values[i], expected[i]) ? [] : [{ x, is: values[i], not: expected[i] }],
      );
      expect(wrong.slice(0, 5)).toEqual([]);
    };
    for (const { doubles, functions } of backends([own, map], loops.specialImports)) {
      check(xs.map((x) => functions[name]?.(x)));
      doubles.set(xs);
      functions.map?.(xs.length);
      check([...doubles.subarray(xs.length, 2 * xs.length)]);
    }
  });

  it.each(["lbeta", "logRisingRatio", "risingRatioSlope"] as const)(
    "%s has the bits of the one in TypeScript",
    (name) => {
      const map = loops.define("map", { n: "i32" }, undefined, (b, { n }) => {
        b.lanes({ to: n }, (b, i) => {
          const [x, y] = [loops.load(i), loops.load(loops.add(i, n))];
          b.store(loops.add(i, loops.mul(n, 2)), loops.call(loops.specialPairs[name], x, y));
        });
      });
      const stream = rng("pairs");
      const some = [NaN, -1, 0, 5e-324, 0.3, 1, 2, 9.99, 10, 11, 13, 40, 41, 41.5, 1e3, 1e8, 1e17, 1e300, Infinity];
      const pairs = [
        ...some.flatMap((x) => some.map((y) => [x, y] as const)),
        ...Array.from({ length: 1500 }, () => [60 * stream.uniform(), Math.floor(30 * stream.uniform())] as const),
        ...Array.from({ length: 500 }, () => [10 + 60 * stream.uniform(), 10 + 90 * stream.uniform()] as const),
      ];
      const expected = pairs.map(([x, y]) => ({ lbeta, logRisingRatio, risingRatioSlope })[name](x, y));
      const check = (values: readonly (number | undefined)[]): void => {
        const wrong = pairs.flatMap((pair, i) =>
          Object.is(values[i], expected[i]) ? [] : [[pair, values[i], expected[i]]],
        );
        expect(wrong.slice(0, 5)).toEqual([]);
      };
      for (const { doubles, functions } of backends([loops.specialPairs[name], map], loops.specialImports)) {
        check(pairs.map((pair) => functions[name]?.(...pair)));
        doubles.set([...pairs.map(([x]) => x), ...pairs.map(([, y]) => y)]);
        functions.map?.(pairs.length);
        check([...doubles.subarray(2 * pairs.length, 3 * pairs.length)]);
      }
    },
  );

  it("logistic has the bits of its members", () => {
    const all = loops.define("all", { n: "i32" }, undefined, (b, { n }) => {
      b.lanes({ to: n }, (b, i) => {
        const found = loops.logistic(b, b.let(loops.load(i)), { odds: true, logs: true }) as loops.Logistic;
        [found.up, found.down, found.softUp, found.softDown].forEach((value, k) => {
          b.store(loops.add(i, loops.mul(n, k + 1)), value);
        });
      });
    });
    const xs = inputs().slice(0, 1501);
    const members = [invLogit, (x: number) => invLogit(-x), log1pExp, (x: number) => log1pExp(-x)];
    for (const { doubles, functions } of backends([all])) {
      doubles.set(xs);
      functions.all?.(xs.length);
      members.forEach((member, k) => {
        const start = (k + 1) * xs.length;
        expect([...doubles.subarray(start, start + xs.length)]).toEqual(xs.map(member));
      });
    }
  });
});
