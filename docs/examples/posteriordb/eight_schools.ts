/** Eight schools: effects of coaching, each measured with a known error and pooled towards a common mean. */
import { column, dim, halfCauchy, type LocationScale, model, normal } from "credence";

/** Schools, the effect that was estimated in each, and its standard error. */
export interface Schools {
  readonly J: number;
  readonly y: readonly number[];
  readonly sigma: readonly number[];
}

const schools = (as: (theta: LocationScale<"school">) => LocationScale<"school">) =>
  model(({ J, sigma }: Schools) => {
    const school = dim("school", J);
    const mu = normal(0, 5);
    const tau = halfCauchy(5);
    const theta = as(normal(mu, tau).over(school));
    const y = normal(theta, column(school, sigma));
    return { theta, mu, tau, y };
  });

/** Moves in the effects themselves: a funnel, of which a sampler should complain. */
export const eightSchoolsCentered = (data: Schools) => schools((theta) => theta)(data).observe({ y: data.y });

/** Moves in the standardised effects. */
export const eightSchoolsNoncentered = (data: Schools) =>
  schools((theta) => theta.nonCentered())(data).observe({ y: data.y });
