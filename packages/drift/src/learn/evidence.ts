/** Give the evidence of a series at any parameters, with its gradient: quickly where the series allows, always right. */
import { exp, log } from "@credence/math";
import { basisFor } from "../beliefs/basis-for.js";
import { spectralBelief } from "../beliefs/spectral.js";
import type { Step } from "../observations.js";
import type { Parameters } from "../process/parameters.js";
import { filtered } from "../smooth.js";
import { type Evidence, spectralEvidence, spectralValue } from "./gradient.js";
import { HOPELESS, shortfall } from "./hopeless.js";

/** Evidence that is lower by this power of e need not be known to every digit. */
const IMPROBABLE = 20;
/** How far log evidence may be off there: by less than 1e-10 of what is probable. */
const ROUGH = 1e-2;

/** log p(all counts) with its gradient in rate, alpha and beta; undefined where it is hopeless. */
export function evidenceOf(process: Parameters, steps: readonly Step[]): Evidence | undefined {
  const quick = spectralEvidence(process, steps);
  if (quick !== undefined) return quick;
  const short = shortfall(process, steps);
  if (short > HOPELESS) return undefined;
  return (short > IMPROBABLE ? spectralEvidence(process, steps, ROUGH) : undefined) ?? differenced(process, steps);
}

/** log p(all counts), by the filter that is always right. */
export function filterEvidence(process: Parameters, steps: readonly Step[]): number {
  return filtered(steps, spectralBelief(process, basisFor(process), 0, 0)).logEvidence;
}

/** log p(all counts), quickly where the series allows; −∞ where it is hopeless. */
export const logEvidence = (process: Parameters, steps: readonly Step[]): number =>
  spectralValue(process, steps) ?? (shortfall(process, steps) > HOPELESS ? -Infinity : filterEvidence(process, steps));

/** Relative step of the central differences. */
const STEP = 1e-4;

/** Where sums of eigenfunctions cancel: differences of the filter. */
function differenced(process: Parameters, steps: readonly Step[]): Evidence {
  const slope = (name: keyof Parameters): number => {
    const at = (factor: number): number => filterEvidence({ ...process, [name]: process[name] * factor }, steps);
    return (at(exp(STEP)) - at(exp(-STEP))) / (2 * STEP * process[name]);
  };
  return {
    value: filterEvidence(process, steps),
    gradient: { rate: slope("rate"), alpha: slope("alpha"), beta: slope("beta") },
  };
}

/** Coordinates without bounds: log rate, logit mean, log concentration. */
export type Coordinates = readonly [number, number, number];

export const coordinatesOf = ({ rate, alpha, beta }: Parameters): Coordinates => [
  log(rate),
  log(alpha / beta),
  log(alpha + beta),
];

export function parametersAt([u, v, w]: ArrayLike<number> & Iterable<number>): Parameters {
  const concentration = exp(w as number);
  const odds = exp(v as number);
  return {
    rate: exp(u as number),
    alpha: concentration * (odds / (1 + odds)),
    beta: concentration / (1 + odds),
  };
}

/** The gradient in the coordinates without bounds. */
export function inCoordinates({ rate, alpha, beta }: Parameters, { gradient }: Evidence): [number, number, number] {
  const between = (alpha / (alpha + beta)) * beta;
  return [
    rate * gradient.rate,
    between * (gradient.alpha - gradient.beta),
    alpha * gradient.alpha + beta * gradient.beta,
  ];
}
