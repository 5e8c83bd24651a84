/** Hares and lynxes: the differential equations of Lotka and Volterra, seen with lognormal errors. */
import { assume, column, dim, log, lognormal, model, normal, ode, pick, stack, sub, truncated } from "credence";

/** Pelts of hares and lynxes at time 0 (`y_init`) and at N times. */
export interface Pelts {
  readonly N: number;
  readonly ts: readonly number[];
  readonly y_init: readonly number[];
  readonly y: readonly (readonly number[])[];
}

export default (data: Pelts) => {
  const which = dim("rate", 4);
  const animal = dim("animal", 2);
  const year = dim("year", data.ts);
  const pelts = model(() => {
    const guess = column(which, [1, 0.05, 1, 0.05]);
    const theta = truncated(normal(guess, column(which, [0.5, 0.05, 0.5, 0.05])), { lower: 0 });
    const z_init = lognormal(Math.log(10), 1).over(animal);
    const sigma = lognormal(-1, 1).over(animal);
    const rate = (k: number) => theta.at(pick(which, k));
    const { hares, lynxes } = ode(
      year,
      { hares: z_init.at(pick(animal, 1)), lynxes: z_init.at(pick(animal, 2)) },
      ({ hares, lynxes }) => ({
        hares: hares.mul(sub(rate(1), lynxes.mul(rate(2)))),
        lynxes: lynxes.mul(hares.mul(rate(4)).sub(rate(3))),
      }),
    );
    const y_init = lognormal(log(z_init), sigma);
    const y = lognormal(log(assume.positive(stack(animal, [hares, lynxes]))), sigma);
    return { theta, z_init, sigma, y_init, y };
  });
  return pelts().observe({ y_init: data.y_init, y: column([year, animal], data.y) });
};
