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

const file = new URL("../fixtures/distributions.json", import.meta.url);

/** Reference values by the name of the distribution. */
export function referenceDistributions(): Readonly<Record<string, ReferenceDistribution>> {
  const { distributions, multivariate } = JSON.parse(readFileSync(file, "utf8"), decode) as Readonly<
    Record<"distributions" | "multivariate", Record<string, ReferenceDistribution>>
  >;
  return { ...distributions, ...multivariate };
}
