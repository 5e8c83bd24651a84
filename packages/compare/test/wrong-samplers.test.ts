/** See that `compare` catches samplers that are wrong on purpose, at the sizes stated, and passes the same ones without the mistake. */
import { compare } from "@credence/compare";
import type { AnyTrace } from "@credence/draws";
import { incBeta, incBetaInverse, probit, rng, stdNormalCdf } from "@credence/math";
import { metropolis, nuts, type Sampler, type Target } from "@credence/samplers";
import { describe, expect, test } from "vitest";
import { recursiveNuts } from "../../samplers/test/recursive-nuts.js";
import { betaOnLogit, correlatedNormal, inverseLogit, standardNormal } from "../../samplers/test/targets.js";
import {
  correlatedGibbs,
  fixed,
  hastyShrink,
  rightShrink,
  sliceWith,
  wrongLeapfrog,
} from "../../samplers/test/wrong-samplers.js";

import { CHAINS, closedForm, marginal, slowPair, traceOf } from "./traces.js";

/** Four chains that start at draws of the target. */
function run(
  name: string,
  sampler: Sampler,
  target: Target,
  draws: number,
  start: (random: ReturnType<typeof rng>) => readonly number[],
  of: (position: ArrayLike<number>) => Record<string, number>,
): AnyTrace {
  const values: Record<string, number[]> = {};
  for (let c = 0; c < CHAINS; c++) {
    const stream = rng("wrong", name, c);
    const chain = sampler.start(target, start(stream.split("start")), stream.split("chain"), 400);
    for (let i = 0; i < 400 + draws; i++) {
      chain.step();
      if (i < 400) continue;
      for (const [key, value] of Object.entries(of(chain.position))) {
        const known = values[key] ?? [];
        values[key] = known;
        known.push(value);
      }
    }
  }
  return traceOf(Object.fromEntries(Object.entries(values).map(([key, all]) => [key, Float64Array.from(all)])));
}

const [A, B] = [3, 7];
const beta = closedForm({
  theta: marginal(
    A / (A + B),
    Math.sqrt((A * B) / ((A + B) ** 2 * (A + B + 1))),
    (p) => incBetaInverse(A, B, p),
    (x) => incBeta(A, B, x),
  ),
});
const unit = marginal(0, 1, probit, stdNormalCdf);
const normals = closedForm({ x: unit, y: unit });
const correlated = {
  ...normals,
  draw: (count: number) => traceOf(slowPair("exact", count / CHAINS, 0, 0.8), { independent: true, sampler: "exact" }),
};
const theta = (position: ArrayLike<number>) => ({ theta: inverseLogit(position[0] as number) });
const xy = ([x = 0, y = 0]: ArrayLike<number> & Iterable<number>) => ({ x, y });
const nearZero = () => [-0.85];
const normal3 = (random: ReturnType<typeof rng>) => [random.normal(), random.normal(), random.normal()];
const normal2 = (random: ReturnType<typeof rng>) => {
  const x = random.normal();
  return [x, 0.8 * x + 0.6 * random.normal()];
};
const tuning = { stepSize: 0.9, metric: [1, 1, 1] };

type Make = (name: string, wrong: boolean) => AnyTrace;
const cases: readonly (readonly [string, Make, typeof beta])[] = [
  [
    "Metropolis without the Jacobian",
    (name, wrong) => run(name, metropolis(), betaOnLogit(A, B, !wrong), 4000, nearZero, theta),
    beta,
  ],
  [
    "slice that shrinks too fast on one side",
    (name, wrong) =>
      run(name, sliceWith(wrong ? hastyShrink : rightShrink, 4), betaOnLogit(A, B), 4000, nearZero, theta),
    beta,
  ],
  [
    "NUTS that prefers the newer half inside subtrees",
    (name, wrong) =>
      run(name, fixed(recursiveNuts(10, { biasedInside: wrong }), tuning), standardNormal(3), 12000, normal3, (q) =>
        xy(q as Float64Array),
      ),
    normals,
  ],
  [
    "a leapfrog that kicks the wrong way",
    (name, wrong) =>
      run(
        name,
        fixed(nuts(), tuning),
        wrong ? wrongLeapfrog(standardNormal(3)) : standardNormal(3),
        4000,
        normal3,
        (q) => xy(q as Float64Array),
      ),
    normals,
  ],
  [
    "Gibbs that draws all variables at once, given what the others were",
    (name, wrong) =>
      run(name, correlatedGibbs(wrong ? "at once" : "in turn"), correlatedNormal(0.8), 4000, normal2, (q) =>
        xy(q as Float64Array),
      ),
    correlated,
  ],
];

// Fixed seeds. A right sampler is called different once in a hundred seeds.
describe("compare catches, and passes without the mistake", () => {
  for (const [name, make, exact] of cases) {
    test(name, () => {
      const wrong = make(name, true);
      const right = make(name, false);
      const { verdict } = compare({ wrong, right, exact });
      expect(verdict.wrong.status).toBe("differ");
      expect(verdict.right.status).toBe("agree");
    });
  }
});
