/** Put together what is known from before and from after a time. */
import { exp, lbetaDiff, log } from "@credence/math";
import type { Law } from "../laws/law.js";
import { EXACT, type Mixture, type MixtureLaw, mixtureLaw, trimmed } from "../laws/mixture.js";
import { type PolynomialLaw, polynomialLaw } from "../laws/polynomial.js";
import type { Basis } from "../polynomials/basis.js";
import { soundLimit } from "./spectral.js";

/** Two laws put together, and how well they fit. */
export interface Combined {
  readonly law: Law;
  /** log ∫ first · second / stationary. */
  readonly log: number;
}

/**
 * The law that is proportional to first · second / stationary: the process is reversible, so that what is known from later
 * data is a filter run backwards.
 *
 * @param second a law in which no data have come since time passed
 * @returns undefined where the polynomials cancel, or the two are of different forms
 */
export function combined(basis: Basis, first: Law, second: Law): Combined | undefined {
  if (isMixture(first) && isMixture(second)) return combinedMixture(first.mixture, second.mixture);
  if (!isPolynomial(first) || !isPolynomial(second) || second.successes !== 0 || second.failures !== 0)
    return undefined;
  const law = polynomialLaw(basis, first.successes, first.failures, first.series, second.series);
  return law.cancellation < soundLimit ? { law, log: log(law.mass) - log(first.mass) - log(second.mass) } : undefined;
}

const isMixture = (law: Law): law is MixtureLaw => "mixture" in law;
const isPolynomial = (law: Law): law is PolynomialLaw => "series" in law;

/** beta(a + i, b + n − i) · beta(α + k, β + m − k) / beta(α, β) is proportional to beta(a + i + k, b + n + m − i − k). */
function combinedMixture(first: Mixture, second: Mixture): Combined {
  const { a, b } = first;
  const logs = new Float64Array(first.weight.length + second.weight.length - 1).fill(-Infinity);
  const logsOf = ({ weight }: Mixture): Float64Array => weight.map((w) => (w > 0 ? log(w) : -Infinity));
  const [w, v] = [logsOf(first), logsOf(second)];
  const plain = second.weight.map((_, j) =>
    lbetaDiff(second.a, second.b, second.low + j, second.level - second.low - j),
  );
  const terms: number[][] = Array.from(logs, () => []);
  for (let i = 0; i < w.length; i++)
    for (let j = 0; j < v.length; j++) {
      const weight = (w[i] as number) + (v[j] as number);
      if (weight < FAINT) continue;
      const k = second.low + j;
      const raised = lbetaDiff(a + first.low + i, b + first.level - first.low - i, k, second.level - k);
      (terms[i + j] as number[]).push(weight + raised - (plain[j] as number));
    }
  terms.forEach((sum, i) => {
    const peak = Math.max(...sum, -Infinity);
    if (peak > -Infinity) logs[i] = peak + log(sum.reduce((total, term) => total + exp(term - peak), 0));
  });
  const peak = logs.reduce((most, value) => Math.max(most, value));
  const weight = logs.map((value) => exp(value - peak));
  const total = weight.reduce((sum, value) => sum + value, 0);
  const mixture = trimmed({
    a,
    b,
    level: first.level + second.level,
    low: first.low + second.low,
    weight: weight.map((value) => value / total),
    floor: EXACT,
  });
  return { law: mixtureLaw(mixture), log: peak + log(total) };
}

/** Pairs of weights that no ratio of densities can raise again. */
const FAINT = -550;
