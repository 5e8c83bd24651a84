/** Compare two sources functional by functional, in Monte Carlo standard errors and in posterior sds. */
import type { Label } from "@credence/draws";
import type { Estimate } from "../estimate.js";
import { finite } from "../figures.js";
import type { Functional } from "../functional.js";
import type { SourceScalar } from "../source.js";
import { jointDegrees, twoSidedP } from "../student.js";
import { EQUIVALENCE, INTERVAL_Z } from "../thresholds.js";

/** Where the difference lies, give or take 1.96 of its errors: within ±0.1 posterior sd, outside, or neither for sure. */
export type Equivalence = "inside" | "outside" | "undecided";

/** One functional of one scalar in two sources. Figures are in the variable's own unit unless stated; null is undefined. */
export interface AgreementRow<K extends string = string> {
  /** The names of the sources; the difference is a − b. */
  readonly traceA: K;
  readonly traceB: K;
  /** The scalar as printed: `theta[Choate]`. */
  readonly scalar: string;
  /** The dotted name of the variable. */
  readonly variable: string;
  readonly labels: readonly Label[];
  readonly functional: Functional;
  readonly a: number | null;
  readonly b: number | null;
  readonly difference: number | null;
  /** √(mcse_a² + mcse_b²); a closed form has none. */
  readonly mcse: number | null;
  /** difference / mcse; null also where both are exact. */
  readonly z: number | null;
  /** Degrees of freedom of `mcse`; null where it is exact or undefined. */
  readonly degrees: number | null;
  /** Two-sided, by Student's t; 0 or 1 where both are exact. */
  readonly p: number | null;
  /** Adjusted for all tests of the pair: Holm's p among the functionals, divided by their share of the level. */
  readonly pHolm: number | null;
  /** The difference divided by the sd of b. */
  readonly differenceInSd: number | null;
  readonly mcseInSd: number | null;
  readonly equivalence: Equivalence | null;
  /** Why there is no test, or null. */
  readonly untested: string | null;
}

/** The rows of a pair, scalar by scalar, in each functional by functional; their p values are not yet adjusted. */
export function agreementRows<K extends string>(
  traceA: K,
  traceB: K,
  scalars: readonly (readonly [SourceScalar, SourceScalar])[],
  functionals: readonly Functional[],
): Omit<AgreementRow<K>, "pHolm">[] {
  return scalars.flatMap((pair) =>
    functionals.map((functional) => ({ traceA, traceB, ...compareFunctional(pair, functional) })),
  );
}

function compareFunctional(
  [a, b]: readonly [SourceScalar, SourceScalar],
  functional: Functional,
): Omit<AgreementRow, "traceA" | "traceB" | "pHolm"> {
  const [inA, inB] = [a.estimate(functional), b.estimate(functional)];
  const { name: scalar, variable, labels } = b;
  const sd = b.estimate("sd").value;
  const difference = inA.value - inB.value;
  const test = testOf(inA, inB, typeof functional === "number" && (a.wholeNumbers() || b.wholeNumbers()));
  const inSd = (figure: number): number => (sd > 0 ? figure / sd : NaN);
  const { untested, mcse, z, degrees, p } = test;
  return {
    ...{ scalar, variable, labels, functional, untested },
    a: finite(inA.value),
    b: finite(inB.value),
    difference: finite(difference),
    mcse: finite(mcse),
    z: finite(z),
    degrees: finite(degrees),
    p: finite(p),
    differenceInSd: finite(inSd(difference)),
    mcseInSd: finite(inSd(mcse)),
    equivalence: equivalenceOf(inSd(difference), inSd(mcse)),
  };
}

interface Test {
  readonly mcse: number;
  readonly z: number;
  readonly degrees: number;
  readonly p: number;
  readonly untested: string | null;
}

/** Figures without error differ when they do by more than this part of themselves. */
const ROUNDING = 1e-9;

const NO_TEST = { mcse: NaN, z: NaN, degrees: NaN, p: NaN };

function testOf(a: Estimate, b: Estimate, steps: boolean): Test {
  if (Number.isNaN(a.value) || Number.isNaN(b.value)) return { ...NO_TEST, untested: "undefined in one of the two" };
  if (a.from === b.from && a.from !== "draws") return withoutError(a, b);
  if (a.from === "equal draws" || b.from === "equal draws") {
    return { ...NO_TEST, untested: "all draws are equal in one of the two" };
  }
  if (steps) return { ...NO_TEST, untested: "quantiles of whole numbers are steps" };
  const mcse = Math.sqrt(a.mcse * a.mcse + b.mcse * b.mcse);
  if (!(mcse > 0)) return { ...NO_TEST, untested: "the Monte Carlo error is undefined or zero" };
  const z = (a.value - b.value) / mcse;
  const degrees = jointDegrees(a, b);
  return { mcse, z, degrees, p: twoSidedP(z, degrees), untested: null };
}

/** Two closed forms, or two constants. */
function withoutError(a: Estimate, b: Estimate): Test {
  const equal = Math.abs(a.value - b.value) <= ROUNDING * Math.max(Math.abs(a.value), Math.abs(b.value));
  if (equal && a.from === "equal draws") return { ...NO_TEST, untested: "all draws are equal, and the same in both" };
  return { ...NO_TEST, mcse: 0, p: equal ? 1 : 0, untested: null };
}

function equivalenceOf(difference: number, mcse: number): Equivalence | null {
  if (Number.isNaN(difference) || Number.isNaN(mcse)) return null;
  if (Math.abs(difference) + INTERVAL_Z * mcse <= EQUIVALENCE) return "inside";
  return Math.abs(difference) - INTERVAL_Z * mcse > EQUIVALENCE ? "outside" : "undecided";
}
