/** See that a stream of observations leads to the same posterior to the last bit, however it is cut into batches. */
import {
  bernoulli,
  beta,
  binomial,
  column,
  dim,
  exponential,
  gamma,
  geometric,
  graphOf,
  index,
  model,
  negativeBinomial,
  normal,
  type Posterior,
  poisson,
  uniform,
} from "@credence/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ExactPosterior, recognise } from "../src/index.js";

const group = dim("group", ["a", "b", "c"]);
/** One observation: the group that it reads, and numbers that the models make data of. */
interface Seen {
  readonly cell: number;
  readonly count: number;
  readonly size: number;
}
const seen: fc.Arbitrary<Seen> = fc.record({
  cell: fc.constantFrom(0, 1, 2),
  count: fc.nat({ max: 40 }),
  size: fc.double({ min: 0.01, max: 50, noNaN: true }),
});
const stream = fc.array(seen, { minLength: 1, maxLength: 30 });

const rows = (data: readonly Seen[]) => {
  const row = dim("row", data.length);
  const groups = index(
    group,
    row,
    data.map(({ cell }) => group.labels[cell] as string),
  );
  return {
    row,
    groups,
    sizes: column(
      row,
      data.map(({ size }) => size),
    ),
  };
};
const models: Readonly<Record<string, (data: readonly Seen[]) => Posterior<unknown, unknown>>> = {
  "beta and binomial": (data) => {
    const { row, groups } = rows(data);
    const trials = column(
      row,
      data.map(({ count, cell }) => count + cell),
    );
    return model(() => {
      const rate = beta(0.1, 2.3).over(group);
      return { rate, y: binomial(trials, rate.at(groups)) };
    })().observe({ y: data.map(({ count }) => count) });
  },
  "beta and Bernoulli": (data) => {
    const { groups } = rows(data);
    return model(() => {
      const rate = uniform(0, 1).over(group);
      return { rate, y: bernoulli(rate.at(groups)) };
    })().observe({ y: data.map(({ count }) => count % 2) });
  },
  "beta and negative binomial, with sizes that are no whole numbers": (data) => {
    const { groups, sizes } = rows(data);
    return model(() => {
      const rate = beta(0.7, 0.3).over(group);
      return { rate, y: negativeBinomial(sizes, rate.at(groups)) };
    })().observe({ y: data.map(({ count }) => count) });
  },
  "beta and geometric": (data) => {
    const { groups } = rows(data);
    return model(() => {
      const rate = beta(1.1, 1.7).over(group);
      return { rate, y: geometric(rate.at(groups)) };
    })().observe({ y: data.map(({ count }) => count) });
  },
  "gamma and Poisson over exposures": (data) => {
    const { groups, sizes } = rows(data);
    return model(() => {
      const rate = gamma(0.3, 0.1).over(group);
      return { rate, y: poisson(rate.at(groups).mul(sizes)) };
    })().observe({ y: data.map(({ count }) => count) });
  },
  "gamma and exponential": (data) => {
    const { groups } = rows(data);
    return model(() => {
      const rate = exponential(0.1).over(group);
      return { rate, y: exponential(rate.at(groups)) };
    })().observe({ y: data.map(({ size }) => size) });
  },
  "gamma and gamma": (data) => {
    const { groups } = rows(data);
    return model(() => {
      const rate = gamma(0.9, 0.2).over(group);
      return { rate, y: gamma(1.3, rate.at(groups)) };
    })().observe({ y: data.map(({ size }) => size) });
  },
  "normal and normal": (data) => {
    const { groups, sizes } = rows(data);
    return model(() => {
      const mean = normal(0.3, 7).over(group);
      return { mean, y: normal(mean.at(groups), sizes) };
    })().observe({ y: data.map(({ count, size }) => count - size) });
  },
};

function after(posterior: Posterior<unknown, unknown>, before?: ExactPosterior): ExactPosterior {
  const found = recognise(graphOf(posterior), before);
  if ("reason" in found) throw new Error(found.reason);
  return found.exact;
}
const parametersOf = (exact: ExactPosterior): number[][] =>
  exact.variables.flatMap(({ parameters }) => parameters.map((values) => [...values]));

describe.each(Object.entries(models))("%s", (_, posteriorOf) => {
  it("has the same parameters after any batches as after one, and the same evidence to rounding", () => {
    fc.assert(
      fc.property(stream, fc.array(fc.nat({ max: 30 }), { maxLength: 5 }), (data, cuts) => {
        const ends = [...new Set([...cuts.filter((cut) => cut > 0 && cut < data.length), data.length])].sort(
          (a, b) => a - b,
        );
        const whole = after(posteriorOf(data));
        let [batched, from]: [ExactPosterior | undefined, number] = [undefined, 0];
        for (const end of ends) {
          batched = after(posteriorOf(data.slice(from, end)), batched);
          from = end;
        }
        expect(parametersOf(batched as ExactPosterior)).toEqual(parametersOf(whole));
        const { logEvidence } = batched as ExactPosterior;
        // a sum of as many terms as observations, each rounded on its own
        const slack = 1e-14 * data.length * (1 + Math.abs(whole.logEvidence));
        expect(Math.abs(logEvidence - whole.logEvidence)).toBeLessThan(slack);
      }),
      { numRuns: 60, seed: 5 },
    );
  });
});

describe("what cannot go on", () => {
  const data = [{ cell: 0, count: 2, size: 1 }];
  const before = after((models["beta and geometric"] as (typeof models)[string])(data));
  const reason = (posterior: Posterior<unknown, unknown>): string => {
    const found = recognise(graphOf(posterior), before);
    return "reason" in found ? found.reason : "recognised";
  };
  it("names what changed", () => {
    expect(reason((models["beta and binomial"] as (typeof models)[string])(data))).toBe(
      "the prior of `rate` is not what it was",
    );
    expect(reason((models["normal and normal"] as (typeof models)[string])(data))).toBe(
      "the unknown variables are mean, and were rate",
    );
    const other = dim("group", ["a", "b"]);
    const fewer = model(() => {
      const rate = beta(1.1, 1.7).over(other);
      return { rate, y: geometric(rate) };
    })().observe({ y: [1, 2] });
    expect(reason(fewer)).toBe("`rate` has other dims or labels than before");
  });
});
