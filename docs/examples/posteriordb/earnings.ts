/** Earnings by height and sex: four linear regressions of log earnings. */
import { column, dim, mean, sqrt, sub, sum } from "credence";
import { linearModel } from "./linear.js";

/** Adults: what they earn, their height in inches, and whether they are male. */
export interface Earners {
  readonly N: number;
  readonly earn: readonly number[];
  readonly height: readonly number[];
  readonly male: readonly number[];
}

const columns = ({ N, height, male }: Earners) => {
  const adult = dim("adult", N);
  return { adult, height: column(adult, height), male: column(adult, male) };
};
const logEarnings = ({ earn }: Earners) => earn.map(Math.log);

export const log10earnHeight = (data: Earners) => {
  const { height } = columns(data);
  return linearModel([1, height], data.earn.map(Math.log10));
};

export const logearnHeight = (data: Earners) => {
  const { height } = columns(data);
  return linearModel([1, height], logEarnings(data));
};

export const logearnHeightMale = (data: Earners) => {
  const { height, male } = columns(data);
  return linearModel([1, height, male], logEarnings(data));
};

/** Height in standard deviations from its mean, and how its effect differs between the sexes. */
export const logearnInteractionZ = (data: Earners) => {
  const { adult, height, male } = columns(data);
  const away = sub(height, mean(height, adult));
  const z = away.div(sqrt(sum(away.pow(2), adult).div(data.N - 1)));
  return linearModel([1, z, male, z.mul(male)], logEarnings(data));
};
