/** Say what a rate was at each observation, given all of them: forward and backward filters put together. */
import type { Rng } from "@credence/math";
import { basisFor } from "./beliefs/basis-for.js";
import type { Belief } from "./beliefs/belief.js";
import { type Combined, combined } from "./beliefs/combined.js";
import { mixtureFrom, moranBelief } from "./beliefs/moran.js";
import { knownSpectralBelief, spectralBelief } from "./beliefs/spectral.js";
import { lineagesStart, type Start, startOf } from "./beliefs/start.js";
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

/** What is known of the rate when a series begins. */
export interface SeriesOptions {
  /** The stationary law unless told otherwise. The first observation is `dt` after it. */
  readonly start?: Start;
}

/**
 * What is known of the rate at each observation from those before and after it.
 *
 * @throws RangeError when there are no observations, or one is impossible
 */
export function smooth(process: Parameters, steps: readonly Step[], { start = process }: SeriesOptions = {}): Smoothed {
  const { basis, spectral, lineages } = starts(process, steps, start, "smooth");
  const stationary = spectralBelief(process, basis, 0, 0);
  const found = smoothedFrom(basis, steps, spectral, stationary, start === process);
  if (found !== undefined) return found;
  const ending = moranBelief(process, betaMixture(process, 0, 0), "lineages");
  return smoothedFrom(basis, steps, lineages(), ending, start === process) as Smoothed;
}

/** Beliefs in both forms from which a checked series starts. */
function starts(process: Parameters, steps: readonly Step[], start: Start, caller: string) {
  requireSteps(steps, caller);
  if ("at" in start && (steps[0] as Step).dt === 0)
    throw new RangeError(
      `${caller}: the rate is known to be ${start.at} at the first observation, which then tells nothing; pass a first dt above 0, or start from a beta distribution`,
    );
  const basis = basisFor(process);
  return { basis, spectral: startOf(process, basis, "spectral", start), lineages: () => lineagesStart(process, start) };
}

function smoothedFrom(
  basis: Basis,
  steps: readonly Step[],
  start: Belief,
  ending: Belief,
  fromStationary: boolean,
): Smoothed | undefined {
  const forward = filtered(steps, start);
  const reversed = steps
    .map(({ successes, trials }, i) => ({ dt: steps[i + 1]?.dt ?? 0, successes, trials }))
    .reverse();
  const backward = filtered(fromStationary ? reversed : reversed.slice(0, -1), ending);
  let logEvidenceBackward = backward.logEvidence;
  const laws: RateSummary[] = [];
  for (let i = 0; i < steps.length; i++) {
    const later =
      i === steps.length - 1
        ? ending
        : (backward.beliefs[steps.length - 2 - i] as Belief).after((steps[i + 1] as Step).dt);
    const both = combined(basis, (forward.beliefs[i] as Belief).law, later.law);
    if (both === undefined) return undefined;
    // Backwards the start is met at the first observation.
    if (i === 0 && !fromStationary) logEvidenceBackward += both.log + filtered(steps.slice(0, 1), start).logEvidence;
    laws.push(summaryOf(both.law));
  }
  return Object.assign(laws, { logEvidence: forward.logEvidence, logEvidenceBackward });
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
export function forecast(
  process: Parameters,
  steps: readonly Step[],
  ahead: readonly number[],
  { start = process }: SeriesOptions = {},
): RateSummary[] {
  const { beliefs } = filtered(steps, starts(process, steps, start, "forecast").spectral);
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
export function drawPaths(
  process: Parameters,
  steps: readonly Step[],
  count: number,
  rng: Rng,
  { start = process }: SeriesOptions = {},
): Float64Array[] {
  const from = starts(process, steps, start, "drawPaths");
  const { basis } = from;
  const spectral = filtered(steps, from.spectral).beliefs;
  const mixtures = lazily(() => filtered(steps, from.lineages()).beliefs);
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
    const both = combined(basis, (spectral[i] as Belief).law, knownSpectralBelief(process, basis, next, dt).law);
    if (both !== undefined) return both.law;
    const mixture = moranBelief(process, mixtureFrom(process, next, dt));
    return (combined(basis, (mixtures()[i] as Belief).law, mixture.law) as Combined).law;
  }
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
