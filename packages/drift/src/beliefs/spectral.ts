/** Filter by the eigenfunctions of the diffusion, and change to positive mixtures where their sums would cancel. */
import { logBetaBinomial } from "@credence/conjugate";
import { exp, lbetaDiff, log, log1p } from "@credence/math";
import { betaMixture, type Mixture } from "../laws/mixture.js";
import { constantSeries, type PolynomialLaw, polynomialLaw, type Series } from "../laws/polynomial.js";
import type { Basis } from "../polynomials/basis.js";
import { untilTiny } from "../polynomials/series.js";
import type { Parameters } from "../process/parameters.js";
import type { Belief } from "./belief.js";
import { FORGOTTEN, type MoranBelief, mixtureFrom, moranBelief } from "./moran.js";
import { spectrumOf, transitionSeries } from "./spectrum.js";

/** Where sums are this much smaller than their terms, eleven digits are left, and positive mixtures take over. */
export const soundLimit = 1e5;
/** Eigenfunctions that are used at most; sharper beliefs become mixtures. */
const MOST_TERMS = 1000;

/** What happened since a mixture was known, newest first: plain data, so that a long history holds no laws. */
type Trail = { mixture(): Mixture } | (Happened & { readonly before: Trail });
type Happened = { readonly dt: number } | { readonly successes: number; readonly failures: number };

/** The stationary belief, conditioned on counts (which need not be whole or positive: any beta distribution). */
export function spectralBelief(process: Parameters, basis: Basis, successes: number, failures: number): Belief {
  const law = polynomialLaw(basis, successes, failures, constantSeries);
  return ofLaw({ process, basis }, law, { mixture: () => betaMixture(process, successes, failures) });
}

/** The belief `dt` after the rate was known to be x. */
export function knownSpectralBelief(process: Parameters, basis: Basis, x: number, dt: number): Belief {
  const setting = { process, basis };
  const mixture = (): Mixture => mixtureFrom(process, x, dt);
  const series = transitionSeries(basis, x, dt, MOST_TERMS);
  const law = series && polynomialLaw(basis, 0, 0, series);
  if (law === undefined || !(law.cancellation < soundLimit)) return ofMixture(setting, moranBelief(process, mixture()));
  return ofLaw(setting, law, { mixture });
}

const mixtureTrail = (mixture: Mixture): Trail => ({ mixture: () => mixture });

interface Setting {
  readonly process: Parameters;
  readonly basis: Basis;
}

/** A belief while its sums are sound. */
function ofLaw(setting: Setting, law: PolynomialLaw, trail: Trail): Belief {
  const { process, basis } = setting;
  const belief: Belief = {
    law,
    after: (dt) => {
      if (dt === 0) return belief;
      if (process.rate * dt > FORGOTTEN) return spectralBelief(process, basis, 0, 0);
      const series = spectrumOf(basis, law, dt, MOST_TERMS);
      const next: Trail = { before: trail, dt };
      if (series === undefined) return positive(setting, next);
      const drifted = polynomialLaw(basis, 0, 0, series);
      return drifted.cancellation < soundLimit ? ofLaw(setting, drifted, next) : positive(setting, next);
    },
    given: (successes, failures) => {
      const [known, missed] = [law.successes, law.failures];
      const updated = polynomialLaw(basis, known + successes, missed + failures, law.series);
      if (!(updated.cancellation < soundLimit)) return positive(setting, trail).given(successes, failures);
      const next: Trail = { before: trail, successes, failures };
      return {
        belief: ofLaw(setting, updated, next),
        logEvidence:
          logBetaBinomial(successes, failures, basis.alpha + known, basis.beta + missed) +
          log(updated.mass) -
          log(law.mass),
      };
    },
  };
  return belief;
}

/** The same belief as a mixture: what happened since the last one, over again. */
function positive(setting: Setting, trail: Trail): Belief {
  const steps: Happened[] = [];
  let at = trail;
  while ("before" in at) {
    steps.push(at);
    at = at.before;
  }
  const start: Belief = moranBelief(setting.process, at.mixture());
  const belief = steps.reduceRight(
    (known, step) => ("dt" in step ? known.after(step.dt) : known.given(step.successes, step.failures).belief),
    start,
  );
  return ofMixture(setting, belief as MoranBelief);
}

/** Mixtures of more levels stay mixtures. */
const MOST_LEVELS = 400;

/** A belief after a surprise, until time has made it ordinary. */
function ofMixture(setting: Setting, moran: MoranBelief): Belief {
  const { basis } = setting;
  return {
    law: moran.law,
    after: (dt) => {
      const next = moran.after(dt) as MoranBelief;
      if (dt === 0) return ofMixture(setting, next);
      if (next.mixture.level > MOST_LEVELS) return ofMixture(setting, next);
      const law = polynomialLaw(basis, 0, 0, seriesOf(basis, next.mixture));
      return law.cancellation < 1e-2 * soundLimit
        ? ofLaw(setting, law, mixtureTrail(next.mixture))
        : ofMixture(setting, next);
    },
    given: (successes, failures) => {
      const { belief, logEvidence } = moran.given(successes, failures);
      return { belief: ofMixture(setting, belief as MoranBelief), logEvidence };
    },
  };
}

/** A mixture, relative to the stationary law a polynomial of the degree of its level, in the eigenfunctions. */
function seriesOf(basis: Basis, mixture: Mixture): Series {
  const { level, low, weight } = mixture;
  const { x, weight: share, table } = basis.stationary(level + 1);
  const constants = weight.map((_, i) => lbetaDiff(basis.alpha, basis.beta, low + i, level - low - i));
  const ratio = x.map((at) => {
    let sum = 0;
    for (let i = 0; i < weight.length; i++) {
      const w = weight[i] as number;
      const k = low + i;
      if (w > 0) sum += w * exp(k * log(at) + (level - k) * log1p(-at) - (constants[i] as number));
    }
    return sum;
  });
  const sizes: number[] = [1];
  const coefficients = untilTiny(level, (n) => {
    let [sum, size] = [0, 0];
    for (let i = 0; i < x.length; i++) {
      const term = (share[i] as number) * (ratio[i] as number) * (table[n * x.length + i] as number);
      sum += term;
      size += Math.abs(term);
    }
    sizes.push(size);
    return sum;
  });
  return { coefficients, sizes: Float64Array.from(sizes.slice(0, coefficients.length)) };
}
