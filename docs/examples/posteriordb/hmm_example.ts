/** A hidden Markov model of two states with normal emissions, the path of states summed out. */
import { column, dim, dirichlet, hiddenMarkov, model, normal, ordered, prime, stack, truncated } from "credence";

/** A series of N values that come from K states. */
export interface Emissions {
  readonly N: number;
  readonly K: number;
  readonly y: readonly number[];
}

const states = model(({ N, K }: Emissions) => {
  const state = dim("state", K);
  const theta1 = dirichlet(prime(state), 1);
  const theta2 = dirichlet(prime(state), 1);
  const mu = ordered(truncated(normal(column(state, [3, 10]), 1), { lower: 0 }), state);
  const start = column(state, [0.5, 0.5]);
  const y = hiddenMarkov(dim("t", N), start, stack(state, [theta1, theta2]), normal(mu, 1));
  return { theta1, theta2, mu, y };
});

export default (data: Emissions) => states(data).observe({ y: data.y });
