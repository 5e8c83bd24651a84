/** Say how small a difference the tests would have found, since agreement at a coarse resolution is no evidence. */
import { probit } from "@credence/math";
import type { AgreementRow } from "./agreement/rows.js";
import { criticalT } from "./student.js";
import { POWER } from "./thresholds.js";

/** How many errors a difference must have to be found with the stated power, in a test at this level. */
export const errorsNeeded = (level: number, degrees: number): number => criticalT(level, degrees) + probit(POWER);

/**
 * The shift of any one scalar, in posterior sds, that the functionals find with the stated power. A shift moves the mean and
 * the quantiles alike, so that a scalar's most precise row counts; the worst scalar counts for the pair.
 *
 * @param level of a single row: that of the first step of Holm
 * @returns null where no shift would be found
 */
export function shiftSeen(tested: readonly AgreementRow[], level: number): number | null {
  const best = new Map<string, number>();
  for (const { scalar, functional, mcseInSd, degrees } of tested) {
    const shift =
      functional === "sd" || mcseInSd === null ? Infinity : errorsNeeded(level, degrees ?? Infinity) * mcseInSd;
    best.set(scalar, Math.min(shift, best.get(scalar) ?? Infinity));
  }
  const worst = [...best.values()].reduce((a, b) => Math.max(a, b), 0);
  return best.size === 0 || worst === Infinity ? null : worst;
}
