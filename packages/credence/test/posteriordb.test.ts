/** Hold the gallery's models to their formulas in plain numbers, and the Jacobians of their variables to finite differences. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type CompiledPosterior, compilePosterior } from "@credence/compiler";
import { describe, expect, it } from "vitest";
import { posteriors } from "../../../docs/examples/posteriordb/index.js";
import { plainDensities, type Values } from "./posteriordb-densities.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = resolve(root, process.env.CREDENCE_POSTERIORDB ?? "../shared/posteriordb");
const isThere = existsSync(folder);
if (!isThere)
  console.log(`posteriordb is not at ${folder}, so its posteriors are not tested: set CREDENCE_POSTERIORDB`);

/** Solutions of differential equations are compared with those of another method. */
const tolerance = (name: string): number => (name.includes("lotka_volterra") ? 1e-5 : 1e-8);

/** Positions around that of the reference means. */
function positionsOf(compiled: CompiledPosterior, reference: object): Float64Array[] {
  const means = new Map(
    compiled.latents.map(({ name, size }) => {
      const elements = Object.entries(reference).filter(([key]) => key === name || key.startsWith(`${name}[`));
      expect(elements.length, `the reference has ${name}`).toBe(size);
      return [name, Float64Array.from(elements, ([, { mean }]) => mean)];
    }),
  );
  const center = compiled.positionOf(means, new Float64Array(compiled.dimension));
  return [0, 1, 2, 3].map((p) => center.map((q, i) => q + 0.02 * Math.sin(3 * p * (i + 1))));
}

/** The position with one coordinate moved. */
const moved = (position: Float64Array, coordinate: number, step: number): Float64Array =>
  position.map((q, i) => (i === coordinate ? q + step : q));
const copied = (compiled: CompiledPosterior, position: Float64Array): number[][] =>
  compiled.constrain(position).map((values) => Array.from(values));
const valuesAt = (compiled: CompiledPosterior, position: Float64Array): Values => {
  const all = copied(compiled, position);
  return Object.fromEntries(compiled.latents.map(({ name }, k) => [name, all[k] as number[]]));
};
function densityAt(compiled: CompiledPosterior, position: Float64Array): { value: number; gradient: Float64Array } {
  const memory = new Float64Array(2 * compiled.dimension);
  memory.set(position);
  const value = compiled.logDensityGradient(memory, 0, compiled.dimension);
  return { value, gradient: memory.slice(compiled.dimension) };
}

/** log |det J| of the free values (all of a variable but what its others determine) by central differences. */
function logJacobian(compiled: CompiledPosterior, position: Float64Array): number {
  const free = (at: Float64Array): number[] =>
    copied(compiled, at).flatMap((values, k) => values.slice(0, compiled.latents[k]?.length));
  const columns = Array.from(position, (_, i) => {
    const h = 1e-5;
    const [up, down] = [h, -h].map((step) => free(moved(position, i, step))) as [number[], number[]];
    return up.map((x, j) => (x - (down[j] as number)) / (2 * h));
  });
  return logDeterminant(columns);
}
function logDeterminant(rows: number[][]): number {
  const a = rows.map((row) => [...row]);
  let result = 0;
  for (let k = 0; k < a.length; k++) {
    const best = a
      .slice(k)
      .reduce((at, row, i) => (Math.abs(row[k] as number) > Math.abs(a[at]?.[k] as number) ? k + i : at), k);
    [a[k], a[best]] = [a[best] as number[], a[k] as number[]];
    const row = a[k] as number[];
    result += Math.log(Math.abs(row[k] as number));
    for (let i = k + 1; i < a.length; i++) {
      const factor = (a[i]?.[k] as number) / (row[k] as number);
      a[i] = (a[i] as number[]).map((x, j) => x - factor * (row[j] as number));
    }
  }
  return result;
}

/** The model on its data, at some positions: what it says there, and what its formula does. */
function evaluated(name: string) {
  const { data, reference } = JSON.parse(readFileSync(resolve(folder, `${name}.json`), "utf8"));
  const compiled = compilePosterior(posteriors[name]?.(data as never) as never);
  const at = positionsOf(compiled, reference).map((position) => ({
    position,
    ...densityAt(compiled, position),
    formula: plainDensities[name]?.(data, valuesAt(compiled, position)) as number,
    jacobian: logJacobian(compiled, position),
  }));
  return { compiled, at };
}

it("every posterior has a formula to be held to", () => {
  expect(Object.keys(plainDensities).sort()).toEqual(Object.keys(posteriors).sort());
});

describe.skipIf(!isThere)("posteriordb", () => {
  it.each(Object.keys(posteriors))("%s has the density of its formula, with its slopes", (name) => {
    const { compiled, at } = evaluated(name);
    const [center, ...others] = at as [(typeof at)[number], ...typeof at];
    const allowed = tolerance(name) * Math.max(1, ...at.map(({ formula }) => Math.abs(formula)));
    for (const { value, formula, jacobian } of others) {
      const difference = formula - center.formula + jacobian - center.jacobian;
      expect(Math.abs(value - center.value - difference)).toBeLessThan(allowed);
    }
    const { position, gradient } = others[0] as (typeof at)[number];
    gradient.forEach((found, i) => {
      const h = 1e-5;
      const [up, down] = [h, -h].map((step) => densityAt(compiled, moved(position, i, step)).value) as [number, number];
      const slope = (up - down) / (2 * h);
      expect(Math.abs(slope - found)).toBeLessThan(1e-4 * Math.max(1, Math.abs(slope), Math.abs(up) * 1e-3));
    });
  });
});
