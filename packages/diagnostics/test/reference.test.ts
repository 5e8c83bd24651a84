/** Compare every figure with R's posterior 1.4.0 and coda on 43 arrays of draws, pathological ones included. */
import { describe, expect, it } from "vitest";
import {
  ebfmi,
  essBasic,
  essBulk,
  essMean,
  essQuantile,
  essSd,
  essTail,
  hdi,
  mcseMean,
  mcseQuantile,
  mcseSd,
  rhat,
  rhatBasic,
} from "../src/index.js";
import { decodeRows, type Encoded, expectClose, readFixture } from "./fixture.js";

interface Case {
  readonly name: string;
  readonly unreliable: readonly string[];
  readonly draws: readonly (readonly Encoded[])[];
  readonly expected: Readonly<Record<string, Encoded>> & {
    readonly ess_quantile: Readonly<Record<string, Encoded>>;
    readonly mcse_quantile: Readonly<Record<string, Encoded>>;
    readonly hdi_coda?: Readonly<Record<string, readonly [Encoded, Encoded]>>;
  };
}

interface Reference {
  readonly cases: readonly Case[];
  readonly ebfmi: readonly {
    readonly name: string;
    readonly energy: readonly (readonly Encoded[])[];
    readonly expected: { readonly ebfmi_ratio_of_sums: readonly Encoded[] };
  }[];
}

const reference = readFixture<Reference>("diagnostics");

const figures = {
  rhat: [rhat, 1e-9],
  rhat_basic: [rhatBasic, 1e-9],
  ess_bulk: [essBulk, 1e-7],
  ess_tail: [essTail, 1e-7],
  ess_basic: [essBasic, 1e-7],
  ess_mean: [essMean, 1e-7],
  ess_sd: [essSd, 1e-7],
  mcse_mean: [mcseMean, 1e-7],
  mcse_sd: [mcseSd, 1e-7],
} as const;

describe.each(reference.cases)("$name", ({ name, unreliable, draws, expected }) => {
  const chains = decodeRows(draws);
  const reliable = (field: string): boolean => !unreliable.includes(field);

  it("has the R-hat, effective sizes and standard errors of R's posterior", () => {
    for (const [field, [figure, relative]] of Object.entries(figures)) {
      if (reliable(field)) {
        expectClose(figure(chains), expected[field] as Encoded, relative, `${field} of ${name}`);
      }
    }
  });

  it("has the quantiles' effective sizes and standard errors of R's posterior", () => {
    for (const [field, figure] of [
      ["ess_quantile", essQuantile],
      ["mcse_quantile", mcseQuantile],
    ] as const) {
      for (const [p, value] of reliable(field) ? Object.entries(expected[field]) : []) {
        expectClose(figure(chains, Number(p)), value, 1e-7, `${field} of ${name} at ${p}`);
      }
    }
  });

  it("has the highest density intervals of coda", () => {
    for (const [mass, ends] of Object.entries(expected.hdi_coda ?? {})) {
      const interval = hdi(chains.flat(), Number(mass));
      ends.forEach((end, i) => {
        expectClose(interval[i] as number, end, 1e-13, `hdi of ${name} at ${mass}`);
      });
    }
  });

  it("takes typed arrays and leaves them as they are", () => {
    const typed = chains.map((chain) => Float64Array.from(chain));
    expect(rhat(typed)).toBe(rhat(chains));
    expect(typed.map((chain) => Array.from(chain))).toEqual(chains);
  });
});

describe("chains that stand still at different values", () => {
  it("have an R-hat beyond every bound", () => {
    const stuck = [0, 1, 2, 3].map((value) => new Float64Array(50).fill(value));
    expect(rhat(stuck)).toBeGreaterThan(1e6);
    expect(rhatBasic(stuck)).toBe(Infinity);
  });
});

describe.each(reference.ebfmi)("energy of $name", ({ energy, expected }) => {
  it("has the E-BFMI of Betancourt's ratio of sums", () => {
    const fractions = ebfmi(decodeRows(energy));
    expect(fractions).toHaveLength(expected.ebfmi_ratio_of_sums.length);
    expected.ebfmi_ratio_of_sums.forEach((value, c) => {
      expectClose(fractions[c] as number, value, 1e-12, `chain ${c}`);
    });
  });
});
