/** Compute log densities of time series by other means than the language: covariances, plain loops, sums over all paths. */
import { compilePosterior } from "@credence/compiler";
import type { Nodes } from "@credence/draws";
import { graphOf, type Joint, model, normal, type Posterior, posteriorFrom } from "@credence/model";
import { expect } from "vitest";

export const normalLog = (x: number, mean: number, sd: number): number =>
  -0.5 * ((x - mean) / sd) ** 2 - Math.log(sd) - 0.5 * Math.log(2 * Math.PI);

/** The log density of a multivariate normal, by elimination. */
export function multivariateNormalLog(
  x: readonly number[],
  mean: readonly number[],
  covariance: readonly (readonly number[])[],
): number {
  const rows = covariance.map((row, i) => [...row, (x[i] as number) - (mean[i] as number)]);
  let total = -0.5 * x.length * Math.log(2 * Math.PI);
  for (let i = 0; i < rows.length; i++) {
    const pivot = rows[i] as number[];
    const [p, r] = [pivot[i] as number, pivot.at(-1) as number];
    total -= 0.5 * (Math.log(p) + (r * r) / p);
    for (let j = i + 1; j < rows.length; j++) {
      const row = rows[j] as number[];
      const weight = (row[i] as number) / p;
      for (let k = i; k < row.length; k++) row[k] = (row[k] as number) - weight * (pivot[k] as number);
    }
  }
  return total;
}

/** Terms of the log density that belong to one variable, when there are no unknowns. */
export function termOf(build: () => Nodes, name: string, value: unknown): Float64Array {
  const joint = model(() => ({ ...build(), nothing: normal(0, 1) }))() as Joint<Nodes>;
  const compiled = compilePosterior(joint.observe({ [name]: value } as never));
  const terms = compiled.terms(new Float64Array(compiled.dimension)).filter((term) => term.name === name);
  expect(terms.map(({ role }) => role)).toEqual(["likelihood"]);
  return terms[0]?.values as Float64Array;
}

export const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);

/** Holds slopes of a log density to central differences of fourth order, and the graph to its way there and back. */
export function expectSound(posterior: Posterior<unknown, unknown>, at?: readonly number[]): void {
  const compiled = compilePosterior(posterior as never);
  const { dimension } = compiled;
  const memory = new Float64Array(2 * dimension);
  for (let i = 0; i < dimension; i++) memory[i] = at?.[i] ?? 0.7 * Math.sin(3 * i + 1);
  const density = compiled.logDensityGradient(memory, 0, dimension);
  expect(Number.isFinite(density)).toBe(true);
  expect(compiled.logDensity(memory, 0)).toBe(density);
  for (let i = 0; i < dimension; i++) {
    const moved = (by: number): number => {
      const other = memory.slice();
      other[i] = (other[i] as number) + by;
      return compiled.logDensity(other, 0);
    };
    const h = 1e-3;
    const slope = (moved(-2 * h) - 8 * moved(-h) + 8 * moved(h) - moved(2 * h)) / (12 * h);
    expect(Math.abs((memory[dimension + i] as number) - slope), `slope ${i}`).toBeLessThan(
      1e-8 * (1 + Math.abs(slope)) + 1e-11 * Math.abs(density),
    );
  }
  const again = compilePosterior(posteriorFrom(graphOf(posterior)) as never);
  expect(again.hash()).toBe(compiled.hash());
  expect(again.logDensity(memory, 0)).toBe(density);
}
