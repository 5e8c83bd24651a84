/** Hold posteriors under distributions made of others against quadrature that knows nothing of them. */

import { mcseMean } from "@credence/diagnostics";
import type { Draws } from "@credence/draws";
import { sample } from "@credence/inference";
import { erfc, integrate } from "@credence/math";
import { beta, censored, dim, hurdle, mixture, model, normal, poisson, truncated, zeroInflated } from "@credence/model";
import { describe, expect, it } from "vitest";

const options = { seed: 11, progress: false, chains: 2, draws: 2000 } as const;
const phi = (z: number): number => Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
const above = (z: number): number => 0.5 * erfc(z * Math.SQRT1_2);

/** Posterior mean of one parameter by quadrature. */
function meanOf(likelihood: (p: number) => number, prior: (p: number) => number, from: number, to: number): number {
  const weight = (p: number): number => likelihood(p) * prior(p);
  const norm = integrate(weight, from, to).value;
  return integrate((p) => p * weight(p), from, to).value / norm;
}
const product = (values: readonly number[], f: (x: number) => number): number =>
  values.reduce((all, x) => all * f(x), 1);

const obs = (values: readonly number[]) => dim("obs", values.length);
const standard = phi;

/** The draws of each chain. */
const chainsOf = ({ chains, draws, values }: Draws<never>): Float64Array[] =>
  Array.from({ length: chains }, (_, c) => values.subarray(c * draws, (c + 1) * draws));

describe("posterior means (5 Monte Carlo standard errors: one false alarm in 1.7e6 each)", () => {
  const check = async (posterior: Parameters<typeof sample>[0], expected: number): Promise<void> => {
    const trace = (await sample(posterior, options as never)) as unknown as { p: Draws<never> };
    const error = mcseMean(chainsOf(trace.p));
    expect(Math.abs(trace.p.mean() - expected), `${trace.p.mean()}, expected ${expected}`).toBeLessThan(5 * error);
  };
  it("of a truncated normal", async () => {
    const y = [0.1, 0.4, 0.2, 1.3, 0.6];
    const m = model(() => {
      const p = normal(0, 1);
      return { p, y: truncated(normal(p, 1), { lower: 0 }).over(obs(y)) };
    });
    await check(
      m().observe({ y }) as never,
      meanOf((p) => product(y, (x) => phi(x - p) / above(-p)), standard, -8, 8),
    );
  });
  it("of a censored normal", async () => {
    const y = [0.1, 1, 0.2, 1, 1];
    const m = model(() => {
      const p = normal(0, 1);
      return { p, y: censored(normal(p, 1), { upper: 1 }).over(obs(y)) };
    });
    const each = (p: number) => (x: number) => (x === 1 ? above(1 - p) : phi(x - p));
    await check(
      m().observe({ y }) as never,
      meanOf((p) => product(y, each(p)), standard, -8, 8),
    );
  });
  it("of a mixture's centre", async () => {
    const y = [-1, 0.4, 2.5, 3, 2];
    const m = model(() => {
      const p = normal(0, 1);
      return { p, y: mixture([0.4, 0.6], [normal(p, 1), normal(p.add(3), 0.5)]).over(obs(y)) };
    });
    const each = (p: number) => (x: number) => 0.4 * phi(x - p) + 1.2 * phi(2 * (x - p - 3));
    await check(
      m().observe({ y }) as never,
      meanOf((p) => product(y, each(p)), standard, -8, 8),
    );
  });
  it("of the share of those who are idle", async () => {
    const y = [0, 0, 0, 2, 1, 0, 3];
    const m = model(() => {
      const p = beta(1, 1);
      return { p, y: zeroInflated(p, poisson(1.5)).over(obs(y)) };
    });
    const each = (p: number) => (x: number) => (x === 0 ? p : 0) + (1 - p) * Math.exp(-1.5) * 1.5 ** x;
    await check(
      m().observe({ y }) as never,
      meanOf(
        (p) => product(y, each(p)),
        () => 1,
        0,
        1,
      ),
    );
  });
  it("of a hurdle, beta(1 + zeros, 1 + others)", async () => {
    const y = [0, 0, 0, 2, 1, 0, 3];
    const m = model(() => {
      const p = beta(1, 1);
      return { p, y: hurdle(p, poisson(1.5)).over(obs(y)) };
    });
    await check(m().observe({ y }) as never, 5 / 9);
  });
});
