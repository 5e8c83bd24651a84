/** A basketball player's drives: two hidden states, each with a speed and a distance, both seen at every moment. */
import {
  column,
  dim,
  dirichlet,
  exponential,
  hiddenMarkovLogDensity,
  logDensity,
  model,
  normal,
  ordered,
  potential,
  prime,
  stack,
  truncated,
} from "credence";

/** Speeds and distances of N moments; the pseudo-counts of the transitions between K states. */
export interface Drives {
  readonly N: number;
  readonly K: number;
  readonly u: readonly number[];
  readonly v: readonly number[];
  readonly alpha: readonly (readonly number[])[];
}

const drives = model(({ N, K, u, v, alpha }: Drives) => {
  const moment = dim("moment", N);
  const state = dim("state", K);
  const next = prime(state);
  const row = (k: number) => dirichlet(next, column(next, alpha[k] ?? []));
  const theta1 = row(0);
  const theta2 = row(1);
  const increasing = () => ordered(truncated(normal(column(state, [0, 3]), 1), { lower: 0 }), state);
  const phi = increasing();
  const lambda = increasing();
  const speed = logDensity(exponential(phi), column(moment, u));
  const distance = logDensity(exponential(lambda), column(moment, v));
  const start = column(state, [1, 1]); // no law of the first state is stated
  const seen = potential(hiddenMarkovLogDensity(moment, start, stack(state, [theta1, theta2]), speed.add(distance)));
  return { theta1, theta2, phi, lambda, seen };
});

export default (data: Drives) => drives(data).observe({});
