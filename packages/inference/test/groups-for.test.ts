/** Hold verdicts from stored groups to those from the model, through a file, and the groups themselves to closed forms. */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type AnyTrace,
  dim,
  findVariable,
  labelled,
  readTrace,
  runOf,
  type Trace,
  thin,
  trace,
  withGroups,
  writeTrace,
} from "@credence/draws";
import { flat, model, normal } from "@credence/model";
import { describe, expect, it } from "vitest";
import { exact, groupsFor, loo, looPit, powerScale, predictiveCheck } from "../src/index.js";

const y = [1.2, -0.4, 0.3, 2.1, 0.9, 1.4, -1.1, 0.2];
const obs = dim("obs", y.length);
const posterior = model(() => {
  const mu = normal(0, 2);
  const double = mu.mul(2);
  const y = normal(mu, 1).over(obs);
  return { mu, double, y };
})().observe({ y });
const drawn = exact(posterior)?.draw(2000, 1) as unknown as Trace<{ mu: never; double: never }>;
const full = withGroups(drawn, groupsFor(posterior, drawn, { draws: 500, seed: 4 }));
const { groups } = full.$;

describe("groupsFor", () => {
  it("sorts what is drawn and computed into the groups that other tools know", () => {
    const names = (of: AnyTrace) => of.$.variables.map(({ name }) => name);
    expect(Object.fromEntries(Object.entries(groups).map(([name, group]) => [name, names(group as AnyTrace)]))).toEqual(
      {
        prior: ["mu", "double"],
        priorPredictive: ["y"],
        posteriorPredictive: ["y"],
        logLikelihood: ["y"],
        logPrior: ["mu"],
      },
    );
    expect([groups.prior.$.chains, groups.prior.$.draws]).toEqual([1, 500]);
    expect(groups.posteriorPredictive.$.draws).toBe(drawn.$.draws);
  });

  // mu ~ N(0, 2²), y ~ N(0, 2² + 1): 500 prior draws have a mean with sd 0.09; y_i given the data N(m, v + 1) with
  // v = 1 / (1/4 + 8), m = v Σ y. All within 5 standard errors: a false alarm in 10^6 seeds.
  it("draws the prior and both predictive distributions", () => {
    const mean = (values: Float64Array) => values.reduce((a, b) => a + b, 0) / values.length;
    expect(Math.abs(groups.prior.mu.mean())).toBeLessThan((5 * 2) / Math.sqrt(500));
    expect(Math.abs(groups.priorPredictive.y.mean().at({ obs: 3 }))).toBeLessThan((5 * Math.sqrt(5)) / Math.sqrt(500));
    const v = 1 / (1 / 4 + 8);
    const m = v * y.reduce((a, b) => a + b, 0);
    const { draws } = findVariable(groups.posteriorPredictive, "y");
    // The eight share mu at each draw: the variance of their mean is v + 1/8.
    expect(Math.abs(mean(draws.values) - m)).toBeLessThan(5 * Math.sqrt((v + 1 / 8) / (draws.chains * draws.draws)));
  });

  it("makes only those that are named, so that an improper prior does no harm", () => {
    const improper = model(() => {
      const mu = flat();
      const y = normal(mu, 1).over(obs);
      return { mu, y };
    })().observe({ y });
    const some = groupsFor(improper, drawn, { only: ["logLikelihood", "posteriorPredictive"] });
    expect(Object.keys(some)).toEqual(["logLikelihood", "posteriorPredictive"]);
    expect(() => groupsFor(improper, drawn)).toThrow("mu");
    expect(() => groupsFor(posterior, drawn, { only: ["loglik" as "logPrior"] })).toThrow(
      "`loglik` is no group; there are prior",
    );
  });
});

describe("stored groups, through a file", () => {
  it("give what the model gives", async () => {
    const path = join(await mkdtemp(join(tmpdir(), "groups-")), "full.nc");
    await writeTrace(full, path);
    const read = await readTrace<typeof full extends Trace<infer V> ? V : never, typeof groups>(path);
    const [own, stored] = [loo(posterior, drawn), loo(read)];
    expect(stored.text()).toBe(own.text());
    expect(stored.pointwise).toEqual(own.pointwise);
    expect(powerScale(read)).toEqual(powerScale(posterior, drawn));
    expect(looPit(read, { seed: 4 }).values).toEqual(looPit(posterior, drawn, { seed: 4 }).values);
    const largest = ({ y }: { readonly y: { readonly values: Float64Array } }) => Math.max(...y.values);
    const check = predictiveCheck(read, largest);
    expect(check).toEqual(predictiveCheck(posterior, drawn, largest, { seed: 4 }));
    expect(check.observed).toBe(2.1);
  });
});

describe("what a trace lacks", () => {
  const run = { sampler: "mine", seed: 1, elapsedMs: 0, chains: 1, draws: 4 };
  const values = Float64Array.of(-1, -2, -3, -4);
  const bare = trace([{ name: "mu", axes: [], values }], run);
  it("is told, with the next step", () => {
    expect(() => loo(bare)).toThrow(
      "loo: the trace has no group logLikelihood: give the posterior too, loo(posterior, trace), or add the group, withGroups(trace, groupsFor(posterior, trace))",
    );
    expect(() => predictiveCheck(bare, () => 1)).toThrow("no group posteriorPredictive");
    expect(() => powerScale(withGroups(bare, { logPrior: bare, logLikelihood: thin(bare, 2) }))).toThrow(
      "logLikelihood has 1 × 2 draws and the posterior 1 × 4",
    );
  });
  it("is told of impossible and missing log likelihoods, by name and number", () => {
    const likelihood = (...numbers: number[]) =>
      withGroups(bare, { logLikelihood: trace([{ name: "y", axes: [], values: Float64Array.from(numbers) }], run) });
    expect(() => loo(likelihood(-1, Number.NaN, -2, Number.NaN))).toThrow(
      "loo: logLikelihood of `y` is NaN at 2 of 4 draws",
    );
    expect(() => loo(likelihood(-1, Number.NEGATIVE_INFINITY, -2, -1))).toThrow(
      "loo: the log likelihood of y is -Infinity at 1 of 4 draws: the observation is impossible there",
    );
  });
  it("may be the log_lik of a Stan program", () => {
    const { values, axes } = findVariable(groups.logLikelihood, "y").draws;
    const stan = trace([{ name: "log_lik", axes, values }], { ...runOf(drawn), observed: {} });
    expect(loo(stan).elpd).toBe(loo(full).elpd);
    expect(loo(stan).observations[0]).toBe("log_lik[1]");
  });
  it("is told when predictions are of other data than those observed", () => {
    const z = trace([{ name: "z", axes: [], values }], run);
    const predicted = withGroups(bare, { posteriorPredictive: z });
    expect(() => predictiveCheck(predicted, () => 1)).toThrow("z was predicted and nothing observed");
    const other = withGroups(predicted, { observedData: { z: labelled([obs], y) } });
    expect(() => predictiveCheck(other, () => 1)).toThrow("z[obs (8)] was observed and z predicted");
    const same = withGroups(predicted, { observedData: { z: -2.5 } });
    expect(predictiveCheck(same, ({ z }) => z as number).above).toBe(0.5);
  });
});
