/** Say what a rate was at each observation, given all of them: forward and backward filters put together. */
import type { Rng } from "@credence/math";
import { basisFor } from "./beliefs/basis-for.js";
import type { Belief } from "./beliefs/belief.js";
import { combinedLaw } from "./beliefs/combined.js";
import { mixtureFrom, moranBelief } from "./beliefs/moran.js";
import { knownSpectralBelief, spectralBelief } from "./beliefs/spectral.js";
import { requireElapsed } from "./check.js";
import type { Law } from "./laws/law.js";
import { betaMixture } from "./laws/mixture.js";
import { type RateSummary, summaryOf } from "./laws/summary.js";
import { requireSteps, type Step } from "./observations.js";
import type { Basis } from "./polynomials/basis.js";
import type { Parameters } from "./process/parameters.js";

/** A smoothed series. */
export interface Smoothed extends Array<RateSummary> {
  /** log p(all counts), forwards. */
  readonly logEvidence: number;
  /** The same, computed backwards: it must be equal, to about 1e-12. */
  readonly logEvidenceBackward: number;
}

/**
 * What is known of the rate at each observation from those before and after it, from the stationary law on.
 *
 * @throws RangeError when there are no observations, or one is impossible
 */
export function smooth(process: Parameters, steps: readonly Step[]): Smoothed {
  requireSteps(steps, "smooth");
  const basis = basisFor(process);
  return (
    smoothedFrom(basis, steps, spectralBelief(process, basis, 0, 0)) ??
    (smoothedFrom(basis, steps, moranBelief(process, betaMixture(process, 0, 0), "lineages")) as Smoothed)
  );
}

function smoothedFrom(basis: Basis, steps: readonly Step[], start: Belief): Smoothed | undefined {
  const forward = filtered(steps, start);
  const reversed = steps
    .map(({ successes, trials }, i) => ({ dt: steps[i + 1]?.dt ?? 0, successes, trials }))
    .reverse();
  const backward = filtered(reversed, start);
  const laws: RateSummary[] = [];
  for (let i = 0; i < steps.length; i++) {
    const later =
      i === steps.length - 1
        ? start
        : (backward.beliefs[steps.length - 2 - i] as Belief).after((steps[i + 1] as Step).dt);
    const law = combinedLaw(basis, (forward.beliefs[i] as Belief).law, later.law);
    if (law === undefined) return undefined;
    laws.push(summaryOf(law));
  }
  return Object.assign(laws, { logEvidence: forward.logEvidence, logEvidenceBackward: backward.logEvidence });
}

/** Beliefs after each step, and log p(all counts). */
export function filtered(steps: readonly Step[], start: Belief): { beliefs: Belief[]; logEvidence: number } {
  let belief = start;
  let logEvidence = 0;
  const beliefs = steps.map(({ dt, successes, trials }) => {
    belief = belief.after(dt);
    if (trials > 0) {
      const next = belief.given(successes, trials - successes);
      belief = next.belief;
      logEvidence += next.logEvidence;
    }
    return belief;
  });
  return { beliefs, logEvidence };
}

/**
 * What is known of the rate at times after the last observation.
 *
 * @param ahead times after the last observation, each 0 or more
 * @throws RangeError when there are no observations, or one is impossible
 */
export function forecast(process: Parameters, steps: readonly Step[], ahead: readonly number[]): RateSummary[] {
  requireSteps(steps, "forecast");
  const basis = basisFor(process);
  const { beliefs } = filtered(steps, spectralBelief(process, basis, 0, 0));
  const last = beliefs[beliefs.length - 1] as Belief;
  return ahead.map((dt, i) => {
    requireElapsed(dt, `forecast: ahead[${i}]`);
    return summaryOf(last.after(dt).law);
  });
}

/**
 * Paths of the rate at the observations, drawn from their joint law given all counts: the last from the filter, then
 * each before given the one after it (forward filtering, backward sampling).
 *
 * @param count how many
 * @returns one array for each path, with a rate for each observation
 * @throws RangeError when there are no observations, or one is impossible
 */
export function drawPaths(process: Parameters, steps: readonly Step[], count: number, rng: Rng): Float64Array[] {
  requireSteps(steps, "drawPaths");
  const basis = basisFor(process);
  const spectral = filtered(steps, spectralBelief(process, basis, 0, 0)).beliefs;
  const mixtures = lazily(() => filtered(steps, moranBelief(process, betaMixture(process, 0, 0), "lineages")).beliefs);
  return Array.from({ length: count }, () => {
    const path = new Float64Array(steps.length);
    for (let i = steps.length - 1; i >= 0; i--) {
      const dt = steps[i + 1]?.dt ?? 0;
      const next = path[i + 1] as number;
      path[i] =
        i === steps.length - 1
          ? (spectral[i] as Belief).law.draw(rng)
          : dt === 0
            ? next
            : before(i, next, dt).draw(rng);
    }
    return path;
  });

  /** The law of the rate at observation i, given that it is `next` after `dt` more. */
  function before(i: number, next: number, dt: number): Law {
    const law = combinedLaw(basis, (spectral[i] as Belief).law, knownSpectralBelief(process, basis, next, dt).law);
    if (law !== undefined) return law;
    const mixture = moranBelief(process, mixtureFrom(process, next, dt));
    return combinedLaw(basis, (mixtures()[i] as Belief).law, mixture.law) as Law;
  }
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
