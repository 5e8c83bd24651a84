/** Fix the levels by which verdicts are given, in one place and as data. */

/** Chance that a pair of sources that agree is called different (Holm over its rows; an upper bound). */
export const LEVEL = 0.01;

/** Differences of up to this many posterior sds seldom matter. */
export const EQUIVALENCE = 0.1;

/** Half the width, in errors, of the interval that must lie within or without ±EQUIVALENCE: 95 %. */
export const INTERVAL_Z = 1.959963984540054;

/** Chance that a shift of the stated resolution is found. */
export const POWER = 0.8;

/** The levels, as they stand in results and reports. */
export interface Thresholds {
  readonly level: number;
  readonly equivalence: number;
  readonly power: number;
  readonly maxRhat: number;
  readonly minEssPerChain: number;
}

/** R-hat and effective sample size as in Vehtari et al. (2021), arXiv:1903.08008, section 4. */
export const thresholds: Thresholds = {
  level: LEVEL,
  equivalence: EQUIVALENCE,
  power: POWER,
  maxRhat: 1.01,
  minEssPerChain: 100,
};
