/** Read the reference values that R made, turning its spelled-out non-finite numbers into numbers. */
import { readFileSync } from "node:fs";

interface Case {
  readonly name: string;
  readonly draws: readonly (readonly number[])[];
  readonly expected: {
    readonly mean: number;
    readonly sd: number;
    readonly var: number;
    readonly median: number;
    readonly quantile_type7: Record<string, number> | { readonly error: string };
    readonly acf_chain0?: readonly number[];
  };
}

interface Diagnostics {
  readonly cases: readonly Case[];
  readonly building_blocks: {
    readonly input: { readonly draws: readonly (readonly number[])[] };
    readonly autocovariance_chain0: readonly number[];
    readonly rank_average_ties: { readonly draws: readonly number[]; readonly rank: readonly number[] };
  };
}

const path = new URL("../../../testing/fixtures/diagnostics.json", import.meta.url);
const spelled: Record<string, number> = { Infinity, "-Infinity": -Infinity, NaN };

/** The reference diagnostics of R. */
export const diagnostics: Diagnostics = JSON.parse(readFileSync(path, "utf8"), (_, value) =>
  typeof value === "string" && value in spelled ? spelled[value] : value,
);
