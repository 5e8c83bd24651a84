/** Hold any sampler to its contract on targets whose answers are known; shared by all samplers, right and wrong ones. */
import { type Rng, restoreRng, rng } from "@credence/math";
import { describe, expect, it } from "vitest";
import type { Chain, Sampler, Target } from "../src/index.js";
import { average, effectiveSize } from "./ess.js";

/** A function of the position with its exact mean and, where known, standard deviation under the target. */
export interface Functional {
  readonly name: string;
  readonly of: (x: ArrayLike<number>) => number;
  readonly mean: number;
}

/** A target that can be drawn from exactly. */
export interface Case {
  readonly name: string;
  readonly target: Target;
  /** An independent exact draw. */
  readonly draw: (rng: Rng) => ArrayLike<number>;
  readonly functionals: readonly Functional[];
}

/** Standard errors that an estimate may lie off: beyond 5 once in 1.7 million comparisons of a right sampler. */
const MOST_ERRORS = 5;

/** A case's indicators of "at most q", whose means are the probabilities of exact quantiles. */
export function quantileFunctionals(
  quantiles: readonly (readonly [probability: number, quantile: number])[],
  of: (x: ArrayLike<number>) => number = (x) => x[0] as number,
): readonly Functional[] {
  return quantiles.map(([mean, quantile]) => ({
    name: `P(x ≤ ${quantile.toPrecision(4)})`,
    of: (x) => (of(x) <= quantile ? 1 : 0),
    mean,
  }));
}

const tuneOf = { warm: 400 };

/** A tuned chain that starts at an exact draw. */
function tuned(sampler: Sampler, { target, draw }: Case, stream: Rng, tune = tuneOf.warm): Chain {
  const chain = sampler.start(target, draw(stream.split("start")), stream.split("chain"), tune);
  for (let i = 0; i < tune; i++) chain.step();
  return chain;
}

/** Largest |z| of a case's functionals over chains of `draws` draws, z counted in Monte Carlo standard errors. */
export function longRunErrors(sampler: Sampler, item: Case, draws: number, chains = 2): number {
  const values = item.functionals.map(() => Array.from({ length: chains }, () => new Float64Array(draws)));
  for (let c = 0; c < chains; c++) {
    const chain = tuned(sampler, item, rng("long run", item.name, c));
    for (let i = 0; i < draws; i++) {
      chain.step();
      item.functionals.forEach(({ of }, f) => {
        (values[f]?.[c] as Float64Array)[i] = of(chain.position);
      });
    }
  }
  return Math.max(
    ...item.functionals.map(({ mean }, f) => {
      const series = values[f] as readonly Float64Array[];
      const all = series.flatMap((chain) => Array.from(chain));
      const centre = average(all);
      const variance = average(all.map((value) => (value - centre) ** 2));
      return Math.abs(centre - mean) / Math.sqrt(variance / Math.min(effectiveSize(series), all.length));
    }),
  );
}

/**
 * Largest departure from invariance, in units that `MOST_ERRORS` bounds: `count` exact draws are moved by `steps` steps
 * each of a tuned chain. Means of functionals are compared with the exact ones in standard errors; the whole
 * distribution of each functional with that of fresh exact draws by Kolmogorov and Smirnov, whose statistic is turned
 * into the normal deviate of the same tail probability 2 exp(−2 n D² / 2).
 */
export function invarianceErrors(sampler: Sampler, item: Case, count: number, steps = 1): number {
  const stream = rng("invariance", item.name);
  const warm = tuned(sampler, item, stream);
  const chain = sampler.start(item.target, warm.position, stream.split("moves"), 0, warm.tuning());
  const exact = stream.split("exact");
  const after = item.functionals.map(() => new Float64Array(count));
  const fresh = item.functionals.map(() => new Float64Array(count));
  for (let i = 0; i < count; i++) {
    chain.position.set(item.draw(exact));
    chain.refresh();
    for (let k = 0; k < steps; k++) chain.step();
    const other = item.draw(exact);
    item.functionals.forEach(({ of }, f) => {
      (after[f] as Float64Array)[i] = of(chain.position);
      (fresh[f] as Float64Array)[i] = of(other);
    });
  }
  return Math.max(
    ...item.functionals.map(({ mean }, f) => {
      const moved = after[f] as Float64Array;
      const centre = average(moved);
      const variance = average(moved.map((value) => (value - centre) ** 2));
      const shift = Math.abs(centre - mean) / Math.sqrt(variance / count);
      return Math.max(shift, deviate(kolmogorovSmirnov(moved, fresh[f] as Float64Array), count));
    }),
  );
}

/** Largest difference of two empirical distribution functions. */
export function kolmogorovSmirnov(a: Float64Array, b: Float64Array): number {
  const [x, y] = [a.slice().sort(), b.slice().sort()];
  let largest = 0;
  for (let i = 0, j = 0; i < x.length && j < y.length; ) {
    const at = Math.min(x[i] as number, y[j] as number);
    while (i < x.length && (x[i] as number) <= at) i++;
    while (j < y.length && (y[j] as number) <= at) j++;
    largest = Math.max(largest, Math.abs(i / x.length - j / y.length));
  }
  return largest;
}

/** z with 2 (1 − Φ(z)) ≈ 2 exp(−n D²), through the tail's leading term exp(−z² / 2). */
function deviate(d: number, n: number): number {
  return Math.sqrt(2 * n) * d;
}

export interface ConformanceOptions {
  /** Draws of each of two chains, for moments and quantiles. */
  readonly draws?: number;
  /** Exact draws to move, for invariance. */
  readonly moved?: number;
  /** Whether warmup changes what `tuning` tells; true when left out. */
  readonly adapts?: boolean;
}

/** Registers the tests of a sampler on its cases. */
export function testSampler(sampler: Sampler, cases: readonly Case[], options: ConformanceOptions = {}): void {
  const { draws = 4000, moved = 4000, adapts = true } = options;
  describe(`${sampler.name} ${JSON.stringify(sampler.options)} conforms`, () => {
    for (const item of cases) {
      describe(item.name, () => {
        it("finds exact moments and quantiles", () => {
          expect(longRunErrors(sampler, item, draws)).toBeLessThan(MOST_ERRORS);
        });
        it("leaves exact draws exact", () => {
          expect(invarianceErrors(sampler, item, moved)).toBeLessThan(MOST_ERRORS);
        });
      });
    }

    const first = cases[0] as Case;
    const start = first.draw(rng("start"));
    const run = (chain: Chain, count: number): readonly (readonly number[])[] =>
      Array.from({ length: count }, () => {
        const stats = chain.step();
        return [...chain.position, chain.logDensity, ...sampler.stats.map((name) => stats[name] as number)];
      });

    it("gives the same draws for the same seed, others for another", () => {
      const [a, b, c] = [1, 1, 2].map((seed) => run(sampler.start(first.target, start, rng(seed), 20), 60));
      expect(a).toEqual(b);
      expect(a).not.toEqual(c);
    });

    it("goes on from a stored position, stream and tuning as if never interrupted", () => {
      const stream = rng(8);
      const chain = sampler.start(first.target, start, stream, 50);
      run(chain, 70);
      const stored = JSON.parse(
        JSON.stringify({ position: Array.from(chain.position), state: stream.state(), tuning: chain.tuning() }),
      );
      const resumed = sampler.start(first.target, stored.position, restoreRng(stored.state), 0, stored.tuning);
      expect(run(resumed, 30)).toEqual(run(chain, 30));
    });

    it("goes on from the midst of its warmup as if never interrupted", () => {
      const [tune, total] = [150, 190];
      const whole = rng(9);
      const expected = run(sampler.start(first.target, start, whole, tune), total);
      for (const stop of [0, 1, 29, 47, 101, tune - 1, tune]) {
        const stream = rng(9);
        const chain = sampler.start(first.target, start, stream, tune);
        run(chain, stop);
        const { position, state, tuning, adaptation } = JSON.parse(
          JSON.stringify({
            position: Array.from(chain.position),
            state: stream.state(),
            tuning: chain.tuning(),
            adaptation: chain.adaptation(),
          }),
        );
        expect(adaptation === undefined).toBe(!adapts || stop === tune);
        const left = stop === tune ? 0 : tune;
        const resumed = sampler.start(first.target, position, restoreRng(state), left, tuning, adaptation);
        expect(run(resumed, total - stop)).toEqual(expected.slice(stop));
      }
    });

    it.runIf(adapts)("stops adapting after its warmup", () => {
      const chain = sampler.start(first.target, start, rng(3), 40);
      const before = JSON.stringify(chain.tuning());
      run(chain, 40);
      const after = JSON.stringify(chain.tuning());
      run(chain, 60);
      expect(JSON.stringify(chain.tuning())).toBe(after);
      expect(after).not.toBe(before);
    });

    it("reports the stats that it names, the log density first", () => {
      const chain = sampler.start(first.target, start, rng(4), 5);
      for (let i = 0; i < 20; i++) {
        const stats = chain.step();
        expect(Object.keys(stats)).toEqual(sampler.stats);
        expect(stats.logDensity).toBe(chain.logDensity);
        expect(Object.values(stats).every(Number.isFinite)).toBe(true);
      }
    });

    it("takes in a position written from outside", () => {
      const chain = sampler.start(first.target, start, rng(5), 0);
      const other = first.draw(rng("other"));
      chain.position.set(other);
      chain.refresh();
      const fresh = sampler.start(first.target, other, rng(6), 0);
      expect(chain.logDensity).toBe(fresh.logDensity);
    });
  });
}
