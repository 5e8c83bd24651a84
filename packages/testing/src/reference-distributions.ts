/** Read the reference values of distributions: points, quantiles and moments computed by other software at high precision. */
import { readFileSync } from "node:fs";

/** A number, a vector, or a matrix by rows. */
type Value = number | readonly number[] | readonly (readonly number[])[];

export interface ReferencePoint {
  readonly x: Value;
  readonly params: Readonly<Record<string, Value>>;
  readonly tag: "ordinary" | "extreme" | "boundary" | "outside";
  readonly logp: number;
  readonly grad?: Readonly<Record<string, Value | null>>;
  /** Σ |θᵢ ∂logp/∂θᵢ|: an error of one unit in the last place of the inputs moves logp by about cond · 1.1e-16. */
  readonly cond?: number;
  /** The largest term of the textbook formula. */
  readonly term_scale?: number;
  readonly cdf?: number;
  readonly sf?: number;
  readonly logcdf?: number;
  readonly logsf?: number;
}

export interface ReferenceDistribution {
  readonly kind?: "continuous" | "discrete";
  readonly params: readonly string[];
  readonly points: readonly ReferencePoint[];
  readonly quantiles?: readonly {
    readonly params: ReferencePoint["params"];
    readonly p: number;
    readonly tail: "lower" | "upper";
    readonly x: number;
  }[];
  readonly moments: readonly {
    readonly params: ReferencePoint["params"];
    readonly mean?: number | null;
    readonly variance?: number | null;
    readonly entropy?: number | null;
  }[];
  readonly invalid_params?: readonly ReferencePoint["params"][];
}

const infinite = new Map([
  ["Infinity", Number.POSITIVE_INFINITY],
  ["-Infinity", Number.NEGATIVE_INFINITY],
  ["NaN", Number.NaN],
]);

/** JSON has no infinities: they are text in the file. */
const decode = (_key: string, value: unknown): unknown =>
  typeof value === "string" ? (infinite.get(value) ?? value) : value;

/** The contents of a file of reference values. */
export const readReference = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8"), decode);

/** A value of the file that is wrong: where it stands, what is right, and how that was computed. */
export interface Correction {
  readonly distribution: string;
  readonly params: ReferencePoint["params"];
  /** A point is found by x, a quantile by p and its tail. */
  readonly x?: number;
  readonly p?: number;
  readonly tail?: "lower" | "upper";
  readonly file: Partial<ReferencePoint>;
  readonly right: Partial<ReferencePoint>;
  readonly how: string;
}

export const corrections = (): readonly Correction[] =>
  (readReference("distributions.errata.json") as { readonly corrections: readonly Correction[] }).corrections;

/** Reference values by the name of the distribution, corrected. @throws when a correction matches no value. */
export function referenceDistributions(): Readonly<Record<string, ReferenceDistribution>> {
  const { distributions, multivariate } = readReference("distributions.json") as Readonly<
    Record<"distributions" | "multivariate", Record<string, ReferenceDistribution>>
  >;
  const all = { ...distributions, ...multivariate };
  for (const correction of corrections()) correct(all, correction);
  return all;
}

function correct(
  all: Readonly<Record<string, ReferenceDistribution>>,
  { distribution, params, x, p, tail, right }: Correction,
): void {
  const { points = [], quantiles = [] } = all[distribution] ?? {};
  const key = JSON.stringify({ params, x, p, tail });
  const found =
    p === undefined
      ? points.find((point) => JSON.stringify({ params: point.params, x: point.x }) === key)
      : quantiles.find((each) => JSON.stringify({ params: each.params, p: each.p, tail: each.tail }) === key);
  if (found === undefined) throw new Error(`no value of ${distribution} stands at ${key}`);
  const { grad } = found as ReferencePoint;
  Object.assign(found, right, right.grad && { grad: { ...grad, ...right.grad } });
}
