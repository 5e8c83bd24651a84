/** Make the traces that the tests of files share, and compare traces bit for bit. */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type AnyTrace,
  type DataGroup,
  dim,
  prime,
  runOf,
  type Trace,
  trace,
  variablesOf,
  withGroups,
} from "@credence/draws";
import { expect } from "vitest";

/** A path in a new directory. */
export const fresh = async (name: string): Promise<string> => join(await mkdtemp(join(tmpdir(), "draws-")), name);

/** Doubles that formats are prone to lose. */
const ODD = [
  0,
  -0,
  Number.NaN,
  1 / 3,
  -1e300,
  5e-324,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  2 ** 53,
  0.1,
];

const school = dim("school", ["Choate", 'Ünï, "x"', "a/b"]);
const coef = dim("coef", [10, 20.5]);

/** Names, labels and numbers that are hard to keep: dots, primes, slashes, upper and lower case, dims called as variables. */
export function awkward(chains: number = 2, draws: number = 7): Trace<unknown> {
  const count = chains * draws;
  const numbers = (width: number, shift: number = 0): Float64Array =>
    Float64Array.from({ length: count * width }, (_, i) => ODD[(i + shift) % ODD.length] as number);
  const flags = Float64Array.from({ length: count }, (_, i) => i % 2);
  return trace(
    [
      { name: "mu", axes: [], values: numbers(1) },
      { name: "Mu", axes: [], values: numbers(1, 1) },
      { name: "school", axes: [], values: numbers(1, 2) },
      { name: "a/b#c%20?", axes: [], values: numbers(1, 3) },
      { name: "season.effect", axes: [school, coef], values: numbers(6, 4) },
      { name: "season.lp", axes: [], derived: true, values: numbers(1, 5) },
      { name: "L", axes: [coef, prime(coef)], values: numbers(4, 6) },
      { name: "chain", axes: [dim("draw", 2)], values: numbers(2, 7) },
    ],
    {
      sampler: "nuts",
      seed: 2 ** 40 + 1,
      elapsedMs: 12.5,
      chains,
      draws,
      tune: 5,
      stats: {
        energy: numbers(1, 8),
        logDensity: numbers(1, 9),
        diverging: flags,
        treeDepth: Float64Array.from({ length: count }, (_, i) => i % 10),
        stepSize: new Float64Array(count).fill(0.3),
        depthHit: flags.map((x) => -x),
        "nuts.evaluations": flags,
        mu: numbers(1),
      },
      options: { targetAccept: 0.8, until: { seconds: Number.POSITIVE_INFINITY } },
      versions: { credence: "0.1.0" },
      messages: ["1 divergence"],
      observed: {
        y: { axes: [school], values: Float64Array.of(1, Number.NaN, -0) },
        n: { axes: [], values: Float64Array.of(3) },
      },
      modelHash: "abc",
      state: { tuning: Array.from({ length: chains }, () => ({ stepSize: 0.3, metric: [1, 0.5] })) },
    },
  );
}

const facts = (of: AnyTrace) => {
  const { groups: _, ...run } = runOf(of);
  return run;
};

/** Expect two traces to be alike to the last bit and label, their groups too. */
export function expectSame(after: AnyTrace, before: AnyTrace): void {
  expect(facts(after)).toEqual(facts(before));
  const content = (of: AnyTrace) =>
    variablesOf(of).map(({ name, derived, draws: { axes, values } }) => ({ name, derived, axes, values }));
  expect(content(after)).toEqual(content(before));
  const [groups, others] = [after.$.groups, before.$.groups] as Readonly<Record<string, AnyTrace | DataGroup>>[];
  expect(Object.keys(groups ?? {}).sort()).toEqual(Object.keys(others ?? {}).sort());
  for (const [name, group] of Object.entries(groups ?? {})) {
    const other = others?.[name] as AnyTrace | DataGroup;
    if ("$" in group) expectSame(group as AnyTrace, other as AnyTrace);
    else expect(group).toEqual(other);
  }
}

/** The awkward trace with every group: some go with it draw by draw, the prior has draws, stats and labels of its own. */
export function grouped(chains: number = 2, draws: number = 7): AnyTrace {
  const count = chains * draws;
  const numbers = (length: number) => Float64Array.from({ length }, (_, i) => ODD[(i * 3) % ODD.length] as number);
  const run = { sampler: "predict", seed: 3, elapsedMs: 1, chains, draws, messages: ["predicted"] };
  const other = dim("school", ["Choate", "elsewhere"]);
  const item = dim("item", 2);
  return withGroups(awkward(chains, draws), {
    prior: trace(
      [
        { name: "mu", axes: [], values: numbers(5) },
        { name: "season.effect", axes: [other], values: numbers(10) },
      ],
      { ...run, sampler: "simulate", chains: 1, draws: 5, stats: { treeDepth: Float64Array.of(1, 2, 3, 4, 5) } },
    ),
    priorPredictive: trace([{ name: "y", axes: [item], values: numbers(10) }], { ...run, chains: 1, draws: 5 }),
    posteriorPredictive: trace(
      [
        { name: "y", axes: [school], values: numbers(3 * count) },
        { name: "n", axes: [], derived: true, values: numbers(count) },
      ],
      run,
    ),
    logLikelihood: trace([{ name: "y", axes: [school], values: numbers(3 * count) }], run),
    logPrior: trace([{ name: "mu", axes: [], values: numbers(count) }], run),
    constantData: { se: { axes: [item], values: Float64Array.of(15, -0) }, trials: 20 },
  });
}

/** The endings of all formats. */
export const ENDINGS = [".json", ".nc", ".zarr", ".parquet", ".csv"] as const;
