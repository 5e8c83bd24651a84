/** Plan how many impressions an experiment needs before its rule is likely to end it rightly. */
import { type StoppingErrors, type StoppingSetting, stoppingErrors } from "./errors.js";

/** A plan, with what it was found from. */
export interface SampleSize {
  /** The fewest impressions, all arms together, with which the rule ends rightly often enough; a multiple of `every`. */
  readonly impressions: number;
  /** What the rule does with that horizon. */
  readonly errors: StoppingErrors;
}

/**
 * The smallest horizon at which the share of runs that end in favour of a best arm reaches `power`, by bisection between 0
 * and `horizon`; all horizons are tried on the same streams, so that the share can only grow with the horizon.
 *
 * @param power in (0, 1), such as 0.8
 * @throws RangeError when even `horizon` impressions do not reach it, telling what they reach
 */
export function sampleSize({ power, ...setting }: StoppingSetting & { readonly power: number }): SampleSize {
  if (!(power > 0 && power < 1)) throw new RangeError(`power is ${power}; give a number in (0, 1), such as 0.8`);
  const { every } = setting;
  const at = (looks: number): StoppingErrors => stoppingErrors({ ...setting, horizon: looks * every });
  let [few, enough] = [0, Math.floor(setting.horizon / every)];
  if (enough < 1) throw new RangeError(`horizon is ${setting.horizon}, less than every = ${every}: there is no look`);
  let errors = at(enough);
  if (errors.right.mean < power)
    throw new RangeError(
      `${enough * every} impressions end rightly with ${errors.right.mean.toFixed(3)} ± ${errors.right.se.toFixed(3)}, less than ${power}; give a longer horizon or a laxer rule`,
    );
  while (enough - few > 1) {
    const middle = Math.floor((few + enough) / 2);
    const found = at(middle);
    if (found.right.mean >= power) [enough, errors] = [middle, found];
    else few = middle;
  }
  return { impressions: enough * every, errors };
}
