/** Hold elliptical slice sampling inside models to closed forms, and see what it refuses. */
import { mcseMean } from "@credence/diagnostics";
import {
  column,
  dim,
  evaluate,
  gaussianProcess,
  halfNormal,
  model,
  nodeOf,
  normal,
  squaredExponential,
} from "@credence/model";
import { ellipticalSlice, nuts } from "@credence/samplers";
import { describe, expect, it } from "vitest";
import { sampleSync } from "../src/index.js";

/** Standard errors between the mean of a function of draws and its expectation. */
function errors(values: Float64Array, expected: number, of = (x: number) => x): number {
  const mapped = Float64Array.from(values, of);
  const n = mapped.length / 4;
  const mean = mapped.reduce((a, b) => a + b, 0) / mapped.length;
  return Math.abs(mean - expected) / mcseMean([0, 1, 2, 3].map((c) => mapped.subarray(c * n, (c + 1) * n)));
}
/** Once in 150,000 comparisons; some 40 are made, with fixed seeds. */
const most = 4.5;

const day = dim("day", 6);
const places = [-1.3, 0, 0.4, 1.1, 2, 3.7];
const x = column(day, places);
const y = [0.3, -0.2, 0.5, 1.4, 0.9, -0.7];
const kernel = squaredExponential({ scale: 1.2, length: 1 });

describe("a latent function", () => {
  // the law of the function given noisy values of it, at the same places
  const seen = gaussianProcess(x, kernel, { noise: 0.5 });
  const again = gaussianProcess(column(dim("again", 6), places), kernel, { given: seen });
  const bindings = new Map([[nodeOf(seen), Float64Array.from(y)]]);
  const [mean, covariance] = nodeOf(again).args.map((arg) => evaluate(arg, bindings)) as [Float64Array, Float64Array];

  it.each(["centred", "non-centred"])("that is %s has the law of regression", (how) => {
    const curve = model(() => {
      const process = gaussianProcess(x, kernel);
      const f = how === "centred" ? process : process.nonCentered();
      const seen = normal(f, 0.5);
      return { f, seen };
    });
    const trace = sampleSync(curve().observe({ seen: y }), {
      sampler: ellipticalSlice(),
      draws: 4000,
      seed: 3,
      progress: false,
    });
    for (let i = 0; i < 6; i++) {
      const { values } = trace.f.at({ day: i + 1 });
      const [m, v] = [mean[i] as number, covariance[7 * i] as number];
      expect(errors(values, m)).toBeLessThan(most);
      expect(errors(values, v, (f) => (f - m) ** 2)).toBeLessThan(most);
    }
  });
});

describe("effects of a known mean", () => {
  it("beside NUTS for their parents have the joint law", () => {
    const school = dim("school", 3);
    const line = model(() => {
      const mu = normal(1, 2);
      const theta = normal(mu, 3).over(school);
      const y = normal(theta, 2);
      return { mu, theta, y };
    });
    const trace = sampleSync(line().observe({ y: [5, 2, -1] }), {
      sampler: nuts(),
      steps: { theta: ellipticalSlice() },
      draws: 4000,
      seed: 4,
      progress: false,
    });
    // y_i ~ normal(mu, √13): mu has precision 1/4 + 3/13 and theta_i shrinks by 9/13
    const precision = 1 / 4 + 3 / 13;
    const mu = (1 / 4 + 6 / 13) / precision;
    expect(errors(trace.mu.values, mu)).toBeLessThan(most);
    expect(errors(trace.theta.at({ school: 1 }).values, (9 / 13) * 5 + (4 / 13) * mu)).toBeLessThan(most);
  });
});

describe("refusals", () => {
  it("name a variable whose prior is not normal", () => {
    const spread = model(() => {
      const tau = halfNormal(1);
      const y = normal(0, tau);
      return { tau, y };
    });
    expect(() =>
      sampleSync(spread().observe({ y: 1 }), { steps: { tau: ellipticalSlice() }, progress: false }),
    ).toThrow("ellipticalSlice cannot move `tau`, whose prior is not normal");
  });
});
