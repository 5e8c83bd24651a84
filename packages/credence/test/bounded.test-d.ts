/** Refuse distributions of distributions whose parts do not fit when the program is compiled, and know the kinds of those that do. */
import {
  assume,
  categorical,
  censored,
  column,
  type Draws,
  dim,
  dirichlet,
  exponential,
  expr,
  flat,
  hurdle,
  lognormal,
  mixture,
  model,
  mul,
  normal,
  nuts,
  type Positive,
  poisson,
  potential,
  pow,
  type Real,
  sample,
  slice,
  truncated,
  type Unit,
  type Variable,
  zeroInflated,
} from "credence";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function check<T extends true>(): void;

export async function bounded(x: number[], y: number[]): Promise<void> {
  const obs = dim("obs", y.length);
  const part = dim("part", 2);
  const predictor = column(obs, x);
  const hours = model(() => {
    const a = flat();
    const scale = flat({ lower: 0 });
    const level = expr`${a} * ${predictor}`;
    const worked = truncated(normal(level, scale), { lower: 0 });
    const seen = censored(normal(level, scale), { upper: predictor });
    const paid = hurdle(0.3, lognormal(level, scale));
    const prior = potential(mul(-0.5, pow(a, 2)));
    const weight = dirichlet(part, [1, 2]);
    const mixed = mixture(weight, [normal(level, 1), lognormal(a, 1)]);
    return { a, scale, worked, seen, paid, prior, weight, mixed };
  });
  const posterior = hours().observe({ worked: y, seen: y, paid: y, mixed: y });
  const trace = await sample(posterior, { sampler: nuts() });
  check<Equal<typeof trace.prior, Draws<never>>>();
  const worked = truncated(normal(0, 1), { lower: 0 });
  check<Equal<typeof worked, Variable<never, Positive>>>();
  const share = truncated(normal(predictor, 1), { lower: 0, upper: 1 });
  check<Equal<typeof share, Variable<"obs", Unit>>>();
  const seen = censored(normal(0, 1), { upper: predictor });
  check<Equal<typeof seen, Variable<"obs", Real>>>();
  const families = mixture([0.3, 0.7], [exponential(1), lognormal(predictor, 1)]);
  check<Equal<typeof families, Variable<"obs", Positive>>>();
  normal(0, worked);
  // @ts-expect-error bounded above only: not positive
  normal(0, truncated(normal(0, 1), { upper: 3 }));
  // @ts-expect-error a constant cannot be truncated, only a distribution
  truncated(predictor, { lower: 0 });
  // @ts-expect-error a term is not an input
  normal(potential(predictor), 1);
  // @ts-expect-error a term is not a random variable
  hours().observe({ prior: 1 });
  // @ts-expect-error a term has no step
  await sample(posterior, { steps: { prior: slice() } });
  // @ts-expect-error the base of a zero-inflated variable is a count
  zeroInflated(0.3, normal(0, 1));
  // @ts-expect-error the zero probability is a proportion
  hurdle(normal(0, 1), poisson(3));
  // @ts-expect-error a count and a measurement cannot be mixed
  mixture([0.3, 0.7], [normal(0, 1), poisson(3)]);
  // @ts-expect-error the components do not vary along part
  mixture(dirichlet(part, 1), normal(predictor, 1));
  // @ts-expect-error plain weights do not say which dim they weigh
  mixture([0.3, 0.7], normal(normal(0, 1).over(part), 1));
  // @ts-expect-error which dim of the data sums to one?
  categorical(column(part, [0.3, 0.7]));
  categorical(assume.simplex(column(part, [0.3, 0.7]), part));
}
