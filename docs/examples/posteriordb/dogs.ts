/** Dogs that learn to avoid a shock: each trial depends on how often the dog avoided it before, and how often not. */
import { bernoulliLogit, column, dim, dot, model, normal, stack } from "credence";

/** A row for each dog: 1 where it was shocked, 0 where it jumped in time. */
export interface Trials {
  readonly n_dogs: number;
  readonly n_trials: number;
  readonly y: readonly (readonly number[])[];
}

/** How many of the earlier entries of a row equal `value`, for each entry. */
const before = (row: readonly number[], value: number): number[] =>
  row.map((_, t) => row.slice(0, t).filter((earlier) => earlier === value).length);

export default ({ n_dogs, n_trials, y }: Trials) => {
  const dog = dim("dog", n_dogs);
  const trial = dim("trial", n_trials);
  const term = dim("term", 3);
  const count = (value: number) =>
    column(
      [dog, trial],
      y.map((row) => before(row, value)),
    );
  const learning = model(() => {
    const beta = normal(0, 100).over(term);
    const shocked = bernoulliLogit(dot(beta, stack(term, [1, count(0), count(1)]), term));
    return { beta, shocked };
  });
  return learning().observe({ shocked: column([dog, trial], y) });
};
