/** Keep the dims and kinds of what is stacked, and of log densities asked as expressions. */
import {
  bernoulli,
  beta,
  type Column,
  column,
  complement,
  dim,
  dirichlet,
  dot,
  type Expr,
  exponential,
  halfNormal,
  hiddenMarkov,
  hiddenMarkovLogDensity,
  logDensity,
  mixture,
  normal,
  type Positive,
  poisson,
  prime,
  type Real,
  type Simplex,
  stack,
  type Unit,
  type Variable,
} from "credence";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function check<T extends true>(): void;

export function stacked(): void {
  const [row, term, state] = [dim("row", 3), dim("term", 2), dim("state", 2)];
  const next = prime(state);
  const x = column(row, [1, 2, 3]);
  const line = dot(stack(term, [1, x]), normal(0, 1).over(term), term);
  check<Equal<typeof line, Expr<"row", Real>>>();
  const spread = stack(term, [halfNormal(1), halfNormal(2).over(row)]);
  check<Equal<typeof spread, Expr<"term" | "row", Positive>>>();
  const moves = stack(state, [dirichlet(next, 1), dirichlet(next, 2)]);
  check<Equal<typeof moves, Expr<"state" | "state'", Simplex<"state'">>>>();
  bernoulli(stack(term, [beta(1, 1), 0.5]));
  // @ts-expect-error one part may be negative
  poisson(stack(term, [halfNormal(1), normal(0, 1)]));

  const start = column(state, [0.5, 0.5]);
  const emission = normal(normal(0, 1).over(state), 1);
  const y = hiddenMarkov(row, start, moves, emission);
  check<Equal<typeof y, Variable<"row", Real>>>();
  const each = logDensity(exponential(halfNormal(1).over(state)), x);
  check<Equal<typeof each, Expr<"state" | "row", Real>>>();
  const whole = hiddenMarkovLogDensity(row, start, moves, each);
  check<Equal<typeof whole, Expr<never, Real>>>();
  // @ts-expect-error an expression has no density
  logDensity(x.add(1), 1);

  const p: Variable<never, Unit> = beta(1, 1);
  mixture([p, complement(p)], [normal(0, 1), normal(1, 1)]);
  // @ts-expect-error a weight may be negative
  mixture([normal(0, 1), p], [normal(0, 1), normal(1, 1)]);
  const grid = column(
    [row, term],
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
  );
  check<Equal<typeof grid, Column<"row" | "term">>>();
}
