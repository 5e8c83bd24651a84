/** Make traces of known laws: independent draws, autoregressive chains, and closed forms to compare them with. */
import { type AnyTrace, type Marginal, type RunSource, trace, type VariableSource } from "@credence/draws";
import { incBeta, incBetaInverse, type Rng, randomBeta, rng } from "@credence/math";

export const CHAINS = 4;
export const ALPHA = 18.5;
export const BETA = 51.5;

/** One number for each draw, chain by chain, each chain from a stream of its own. */
export function chainwise(
  seed: string,
  draws: number,
  start: (random: Rng) => () => number,
  chains: number = CHAINS,
): Float64Array {
  return Float64Array.from(
    Array.from({ length: chains }, (_, c) => {
      const next = start(rng(seed, c));
      return Array.from({ length: draws }, next);
    }).flat(),
  );
}

/** Independent draws of Beta(18.5, 51.5). */
export const betaDraws = (seed: string, draws: number, chains?: number): Float64Array =>
  chainwise(seed, draws, (random) => () => randomBeta(random, ALPHA, BETA), chains);

/** Autoregressive chains with standard normal marginals, started in them. */
export const slowNormal = (seed: string, draws: number, correlation: number): Float64Array =>
  chainwise(seed, draws, (random) => {
    let x = random.normal();
    return () => {
      x = correlation * x + Math.sqrt(1 - correlation * correlation) * random.normal();
      return x;
    };
  });

export const normal = (seed: string, draws: number, mean: number = 0, sd: number = 1): Float64Array =>
  chainwise(seed, draws, (random) => () => mean + sd * random.normal());

/** A trace of scalars, four chains unless told otherwise. */
export function traceOf(sources: Readonly<Record<string, Float64Array>>, run: Partial<RunSource> = {}): AnyTrace {
  return traceOfVariables(
    Object.entries(sources).map(([name, values]) => ({ name, axes: [], values })),
    run,
  );
}

export function traceOfVariables(variables: readonly VariableSource[], run: Partial<RunSource> = {}): AnyTrace {
  const chains = run.chains ?? CHAINS;
  const draws = (variables[0]?.values as Float64Array | undefined)?.length ?? 0;
  const cells = variables[0]?.axes.reduce((count, axis) => count * axis.size, 1) ?? 1;
  const facts = { sampler: "nuts", seed: 1, elapsedMs: 2000, chains, draws: draws / chains / cells };
  return trace(variables, { ...facts, ...run }) as AnyTrace;
}

/** The face of a closed form of scalars, as `exact` gives it. */
export function closedForm(distributions: Readonly<Record<string, Marginal<never>>>): {
  readonly distributions: typeof distributions;
  draw(count: number, seed: number): AnyTrace;
} {
  return {
    distributions,
    draw: () => {
      throw new Error("not needed here");
    },
  };
}

/** Beta(18.5, 51.5) in closed form. */
export const exactBeta: Marginal<never> = marginal(
  ALPHA / (ALPHA + BETA),
  Math.sqrt((ALPHA * BETA) / ((ALPHA + BETA) ** 2 * (ALPHA + BETA + 1))),
  (p) => incBetaInverse(ALPHA, BETA, p),
  (x) => incBeta(ALPHA, BETA, x),
);

export function marginal(
  mean: number,
  sd: number,
  quantile: (p: number) => number,
  cdf: (x: number) => number = () => Number.NaN,
): Marginal<never> {
  const itself = {
    dims: [],
    mean: () => mean,
    sd: () => sd,
    quantile,
    cdf,
    interval: () => ({ low: quantile(0.03), high: quantile(0.97) }),
    at: () => itself,
  } as Marginal<never>;
  return itself;
}

/** Two standard normals with a correlation, in chains of some autocorrelation, started in their law. */
export function slowPair(
  seed: string,
  draws: number,
  slowness: number,
  correlation: number,
): Record<string, Float64Array> {
  const x = slowNormal(`${seed} x`, draws, slowness);
  const rest = Math.sqrt(1 - correlation * correlation);
  const y = slowNormal(`${seed} y`, draws, slowness).map((v, i) => correlation * (x[i] as number) + rest * v);
  return { x, y };
}
