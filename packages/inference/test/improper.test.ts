/** See that improper posteriors are refused by name, and that proper ones with improper priors are sampled. */
import {
  binomialLogit,
  column,
  dim,
  exp,
  flat,
  halfNormal,
  index,
  model,
  normal,
  type Posterior,
  poisson,
  studentT,
  sum,
} from "@credence/model";
import { nuts } from "@credence/samplers";
import { describe, expect, it } from "vitest";
import { sampleSync } from "../src/index.js";

const [obs, group, part] = [dim("obs", 4), dim("group", ["p", "q", "r"]), dim("part", 2)];
const y = [1, 2, 3, 4];
const run = (build: () => object, data: object): unknown =>
  sampleSync(
    (model(build as never)() as unknown as { observe(data: object): Posterior<unknown, unknown> }).observe(data),
    { sampler: nuts(), seed: 1, draws: 20, tune: 20, chains: 1, progress: false },
  );

describe("improper", () => {
  const cases: readonly (readonly [string, () => object, object, RegExp])[] = [
    [
      "a variable on which nothing observed depends",
      () => ({ a: flat(), x: normal(0, 1), y: normal(0, 1) }),
      { y: 1 },
      /^the posterior is improper: `a` has the improper prior flat\(\).*goes to infinity.*normal\(0, 10\)$/,
    ],
    [
      "a group without observations",
      () => {
        const a = flat().over(group);
        return { a, y: normal(a.at(index(group, obs, ["p", "p", "q", "q"])), 1) };
      },
      { y },
      /`a\[r\]` has the improper prior/,
    ],
    [
      "two that only their sum tells",
      () => {
        const [a, b] = [flat(), flat()];
        return { a, b, y: normal(a.add(b), 1).over(obs) };
      },
      { y },
      /`a`, `b` have improper priors.*only a combination/,
    ],
    [
      "more coefficients than their predictors tell apart",
      () => {
        const slope = flat().over(part);
        const x = column([obs, part], [1, 2, 2, 4, 3, 6, 4, 8]);
        return { slope, y: normal(sum(slope.mul(x), part), 1) };
      },
      { y },
      /`slope\[1\]`, `slope\[2\]` have improper priors/,
    ],
    [
      "successes only",
      () => {
        const a = flat();
        return { a, y: binomialLogit(10, a) };
      },
      { y: 10 },
      /density does not fall as it goes to infinity/,
    ],
    [
      "no event at all",
      () => {
        const a = flat();
        return { a, y: poisson(exp(a)).over(obs) };
      },
      { y: [0, 0, 0, 0] },
      /goes to −infinity/,
    ],
    [
      "the scale of one observation",
      () => {
        const s = flat({ lower: 0 });
        return { s, y: normal(0, s) };
      },
      { y: 1 },
      /`s` has the improper prior flat\(\).*unconstrained scale/,
    ],
  ];
  it.each(cases)("%s", (_, build, data, message) => expect(() => run(build, data)).toThrow(message));
});

describe("proper, though priors are not", () => {
  const cases: readonly (readonly [string, () => object, object])[] = [
    [
      "a mean and a scale of four observations",
      () => {
        const [a, s] = [flat(), flat({ lower: 0 })];
        return { a, s, y: normal(a, s).over(obs) };
      },
      { y },
    ],
    [
      "a location under Cauchy tails, one observation",
      () => {
        const a = flat();
        return { a, y: studentT(1, a, 1) };
      },
      { y: 1 },
    ],
    [
      "the scale of two observations",
      () => {
        const s = flat({ lower: 0 });
        return { s, y: normal(0, s).over(part) };
      },
      { y: [1, -0.5] },
    ],
    [
      "log odds of successes and failures",
      () => {
        const a = flat();
        return { a, y: binomialLogit(10, a) };
      },
      { y: 9 },
    ],
    [
      "coefficients that their predictors tell apart, barely",
      () => {
        const slope = flat().over(part);
        const x = column([obs, part], [1, 2, 2, 4, 3, 6, 4, 8.001]);
        return { slope, y: normal(sum(slope.mul(x), part), 1) };
      },
      { y },
    ],
    [
      "a sum, one of whose terms has a proper prior",
      () => {
        const [a, b, s] = [flat(), normal(0, 1), halfNormal(1)];
        return { a, b, s, y: normal(a.add(b), s).over(obs) };
      },
      { y },
    ],
    ["between two bounds", () => ({ a: flat({ lower: 0, upper: 2 }), y: normal(0, 1) }), { y: 1 }],
  ];
  it.each(cases)("%s", (_, build, data) => expect(() => run(build, data)).not.toThrow());
});
