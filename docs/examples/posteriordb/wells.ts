/** Logistic regressions: which households of Bangladesh changed to another well, by its distance and by their arsenic. */
import { bernoulliLogit, column, dim, dot, flat, model, stack } from "credence";

/** Households: whether they changed, metres to the nearest safe well, and the arsenic in their own. */
export interface Wells {
  readonly N: number;
  readonly switched: readonly number[];
  readonly dist: readonly number[];
  readonly arsenic: readonly number[];
}

const byDistance = model(({ N, dist }: Wells) => {
  const household = dim("household", N);
  const term = dim("term", 2);
  const beta = flat().over(term);
  const switched = bernoulliLogit(dot(beta, stack(term, [1, column(household, dist)]), term));
  return { beta, switched };
});

const byBoth = model(({ N, dist, arsenic }: Wells) => {
  const household = dim("household", N);
  const term = dim("term", 2);
  const x = stack(term, [column(household, dist).div(100), column(household, arsenic)]);
  const alpha = flat();
  const beta = flat().over(term);
  const switched = bernoulliLogit(alpha.add(dot(beta, x, term)));
  return { alpha, beta, switched };
});

export const wellsDist = (data: Wells) => byDistance(data).observe({ switched: data.switched });
export const wellsDist100ars = (data: Wells) => byBoth(data).observe({ switched: data.switched });
