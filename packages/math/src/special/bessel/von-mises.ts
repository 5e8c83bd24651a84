/** Compute the probability of an arc under the von Mises distribution, and how it changes with the concentration. */

import { integrate } from "../../stats/integrate.js";
import { atan2 } from "../elementary/atan.js";
import { exp } from "../generated/exp.js";
import { log } from "../generated/log.js";
import { sin } from "../generated/trigonometric.js";
import { logSumExp } from "../logarithmic/log-sum-exp.js";
import { besselGap, logBesselI0e } from "./log-bessel.js";

const LOG_TWO_PI = 1.8378770664093453;
/** Beyond exp(-REACH) of where it starts an arc counts for nothing. */
const REACH = 42;
const TOLERANCE = { relativeTolerance: 1e-12 };

/** A stretch 0 ≤ near < far ≤ π of distances from the mean, on one side of it. */
interface Arc {
  readonly near: number;
  readonly far: number;
}

/** The stretches that make up the angles between two, −2π ≤ from ≤ to ≤ 2π from the mean. */
function arcsOf(from: number, to: number): readonly Arc[] {
  const cuts = [from, ...[-Math.PI, 0, Math.PI].filter((cut) => from < cut && cut < to), to];
  return cuts.slice(1).map((end, i) => {
    // angles beyond ±π are measured from the mean's image
    const begin = cuts[i] as number;
    const image = begin + end > 2 * Math.PI ? 2 * Math.PI : begin + end < -2 * Math.PI ? -2 * Math.PI : 0;
    const [p, q] = [Math.abs(begin - image), Math.abs(end - image)];
    return { near: Math.min(p, q), far: Math.max(p, q) };
  });
}

/** Where an arc ends or nothing is left of the density. */
function endOf({ near, far }: Arc, kappa: number): number {
  const last = sin(near / 2) ** 2 + REACH / (2 * kappa);
  return Math.min(far, last < 1 ? 2 * atan2(Math.sqrt(last), Math.sqrt(1 - last)) : Math.PI);
}

/** ∫ f(δ) exp(−2κ (sin²(δ/2) − sin²(near/2))) dδ over an arc, as sin² s − sin² t = sin(s − t) sin(s + t). */
function weighed(arc: Arc, kappa: number, f: (distance: number) => number): number {
  const { near } = arc;
  const length = endOf(arc, kappa) - near;
  if (!(length > 0)) return 0;
  const fall = (u: number): number => {
    const away = length * u;
    return f(near + away) * exp(-2 * kappa * sin(away / 2) * sin(near + away / 2));
  };
  return length * integrate(fall, 0, 1, TOLERANCE).value;
}

const logOf = (arc: Arc, kappa: number): number =>
  log(weighed(arc, kappa, () => 1)) - 2 * kappa * sin(arc.near / 2) ** 2 - LOG_TWO_PI - logBesselI0e(kappa);

const isArc = (from: number, to: number, kappa: number): boolean =>
  from >= -2 * Math.PI - 1e-9 && to <= 2 * Math.PI + 1e-9 && from <= to && kappa >= 0 && kappa < Infinity;

/**
 * log of the probability between two angles measured from the mean, −2π ≤ from ≤ to ≤ 2π, at concentration kappa ≥ 0:
 * the density is exp(−2κ sin²(δ/2)) / 2π I₀(κ)e^−κ. Relative error about 1e-12; NaN for other angles.
 */
export function logVonMisesArc(from: number, to: number, kappa: number): number {
  return isArc(from, to, kappa) ? logSumExp(arcsOf(from, to).map((arc) => logOf(arc, kappa))) : Number.NaN;
}

/** Its slope in kappa: the mean of cos δ over the arc, less that over the circle. */
export function logVonMisesArcInKappa(from: number, to: number, kappa: number): number {
  if (!isArc(from, to, kappa)) return Number.NaN;
  const arcs = arcsOf(from, to);
  const logs = arcs.map((arc) => logOf(arc, kappa));
  const whole = logSumExp(logs);
  if (whole === -Infinity) return 0;
  const mean = arcs.reduce((sum, arc, i) => {
    const share = exp((logs[i] as number) - whole);
    const versine = (distance: number): number => 2 * sin(distance / 2) ** 2;
    return share === 0 ? sum : sum + (share * weighed(arc, kappa, versine)) / weighed(arc, kappa, () => 1);
  }, 0);
  return besselGap(kappa) - mean;
}
