/** Give the binomial and the hypergeometric law of a count by its largest mass and the ratios between neighbours. */
import { exp, log, xlog1py, xlogy } from "@credence/math";

/** The law of a count from 0 to `most`. */
export interface CountLaw {
  readonly most: number;
  /** Where the mass is largest. */
  readonly mode: number;
  /** The mass there. */
  readonly peak: number;
  /** The mass of k + 1 over that of k. */
  ratio(k: number): number;
}

/** log n! for n up to `size`. */
export function logFactorials(size: number): Float64Array {
  const table = new Float64Array(size + 1);
  for (let n = 2; n <= size; n++) table[n] = (table[n - 1] as number) + log(n);
  return table;
}

/** Successes in `trials`; `table` reaches to `trials`. */
export function binomialLaw(table: Float64Array, trials: number, probability: number): CountLaw {
  const mode = Math.min(trials, Math.floor((trials + 1) * probability));
  const odds = probability / (1 - probability);
  return {
    most: trials,
    mode,
    peak: exp(logChoose(table, trials, mode) + xlogy(mode, probability) + xlog1py(trials - mode, -probability)),
    ratio: (k) => ((trials - k) / (k + 1)) * odds,
  };
}

/** How many of `ours` are among `drawn` of `total`, each set of them equally likely; `table` reaches to `total`. */
export function hypergeometricLaw(table: Float64Array, total: number, ours: number, drawn: number): CountLaw {
  const mode = Math.floor(((ours + 1) * (drawn + 1)) / (total + 2));
  const others = total - ours;
  return {
    most: Math.min(ours, drawn),
    mode,
    peak: exp(logChoose(table, ours, mode) + logChoose(table, others, drawn - mode) - logChoose(table, total, drawn)),
    ratio: (k) => (((ours - k) / (k + 1)) * (drawn - k)) / (others - drawn + k + 1),
  };
}

const logChoose = (table: Float64Array, n: number, k: number): number =>
  (table[n] as number) - (table[k] as number) - (table[n - k] as number);

/** What is less than this part of the peak changes no sum of doubles. */
const NOTHING = 1e-20;

/** Visit every count with a mass that matters, in no order. */
export function visitMasses({ most, mode, peak, ratio }: CountLaw, visit: (k: number, mass: number) => void): void {
  const least = NOTHING * peak;
  visit(mode, peak);
  for (let k = mode, mass = peak; k < most && mass > least; ) {
    mass *= ratio(k++);
    visit(k, mass);
  }
  for (let k = mode, mass = peak; k > 0 && mass > least; ) {
    mass /= ratio(--k);
    visit(k, mass);
  }
}
