/** Check that rows of every family of single numbers have the same density and slopes when sums over them are rewritten. */
import { rng } from "@credence/math";
import * as credence from "@credence/model";
import {
  allFamilies,
  dim,
  type Expr,
  exp,
  type Family,
  index,
  invLogit,
  model,
  normal,
  type Posterior,
  type ScalarFamily,
} from "@credence/model";
import { describe, expect, it } from "vitest";
import { compilePosterior } from "../../src/lower/compiled.js";
import { expectSame } from "./same.js";

const constructors = credence as unknown as Readonly<Record<string, (...args: unknown[]) => unknown>>;
const count = 60;
const row = dim("row", count);
const group = dim("group", 3);
const of = index(
  group,
  row,
  Array.from({ length: count }, (_, i) => 1 + ((i % 20) % 3)),
);

/** Parameters that each family takes. */
const allowed = (family: Family): readonly number[] =>
  ({
    beta_binomial: [10, 0.5, 1.5],
    discrete_uniform: [0, 3],
    hypergeometric: [10, 5, 3],
    triangular: [0, 1, 2],
    uniform: [0, 1],
  })[family.name] ?? family.parameters.map(({ support }) => (support.kind === "integer" ? 10 : 0.5));

/** A parameter near a value, by a free number: the same for all rows, or one for each group. */
function near(value: number, { support }: Family["parameters"][number], z: Expr): unknown {
  if (support.kind === "real") return z.mul(0.1).add(value);
  if (support.kind !== "interval") return value;
  if (support.upper === 1) return invLogit(z.mul(0.2).add(Math.log(value / (1 - value))));
  return exp(z.mul(0.1).add(Math.log(value)));
}

/** Twenty values, each three times. */
function dataOf(family: ScalarFamily, parameters: readonly number[]): number[] {
  const stream = rng("families", family.name);
  const drawn = Array.from({ length: 20 }, () => family.random(stream, ...parameters));
  return Array.from({ length: count }, (_, i) => drawn[i % 20] as number);
}

const families = allFamilies().filter(
  (family): family is ScalarFamily =>
    family.event === "scalar" &&
    family.name !== "flat" &&
    family.parameters.some(({ support }) => support.kind !== "integer"),
);

describe("rows of data", () => {
  it.each(families.map((family) => [family.constructorName, family] as const))("of %s", (name, family) => {
    const parameters = allowed(family);
    const make = constructors[name] as (...args: unknown[]) => { over(d: unknown): unknown };
    for (const grouped of [true, false]) {
      const posterior = model(() => {
        const z = family.parameters.map(() => normal(0, 1).over(group));
        const args = family.parameters.map((parameter, i) => {
          const own = (z[i] as (typeof z)[number]).at(of) as unknown as Expr;
          const shared = credence.sum(z[i] as (typeof z)[number], group) as unknown as Expr;
          return near(parameters[i] as number, parameter, grouped && i === 0 ? own : shared);
        });
        const made = make(...args);
        const y = grouped && family.parameters[0]?.support.kind !== "integer" ? made : made.over(row);
        return { ...Object.fromEntries(z.map((each, i) => [`z${i}`, each])), y } as never;
      })().observe({ y: dataOf(family, parameters) } as never) as unknown as Posterior<unknown, unknown>;
      expect(compilePosterior(posterior).rewrites.map(({ pass }) => pass)).not.toEqual([]);
      expectSame(posterior);
    }
  });
});
