/** Write the programs with distributions of distributions against the real packages: they must compile as they stand, and run. */
import {
  beta,
  censored,
  column,
  type Draws,
  dim,
  dirichlet,
  expr,
  flat,
  gamma,
  halfNormal,
  hurdle,
  lognormal,
  mixture,
  model,
  mul,
  normal,
  nuts,
  ordered,
  poisson,
  potential,
  pow,
  sample,
  truncated,
  zeroInflated,
} from "credence";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles only where the two types are equal; nothing happens when it runs. */
const check = <T extends true>(..._: T[]): void => {};

const quiet = { progress: false, seed: 1, draws: 500, tune: 500, chains: 2 } as const;

/** (iv) Two components along a dim; their centres in order, so that they cannot change places. */
export async function twoParts(
  values: number[],
): Promise<{ weight: Draws<"part">; centre: Draws<"part">; spread: Draws<"part"> }> {
  const part = dim("part", 2);
  const obs = dim("obs", values.length);
  const twoPart = model(() => {
    const weight = dirichlet(part, 1);
    const centre = ordered(normal(0, 5).over(part), part);
    const spread = halfNormal(1).over(part);
    const y = mixture(weight, normal(centre, spread)).over(obs);
    return { weight, centre, spread, y };
  });
  const trace = await sample(twoPart().observe({ y: values }), { ...quiet, sampler: nuts() });
  check<Equal<typeof trace.weight, Draws<"part">>>();
  return trace;
}

/** (iv) Visits, of which some people never make any. */
export async function visits(counts: number[]): Promise<{ idle: Draws<never>; rate: Draws<never> }> {
  const obs = dim("obs", counts.length);
  const shop = model(() => {
    const idle = beta(1, 1);
    const rate = gamma(2, 1);
    const count = zeroInflated(idle, poisson(rate)).over(obs);
    return { idle, rate, count };
  });
  const trace = await sample(shop().observe({ count: counts }), quiet);
  check<Equal<typeof trace.idle, Draws<never>>>();
  return trace;
}

/** What was observed of each quantity of (xiii). */
export interface Hours {
  readonly worked: number[];
  readonly seen: number[];
  readonly paid: number[];
  readonly mixed: number[];
}

/** (xiii) Truncated, censored and zero-heavy outcomes, a term of one's own, and a mixture of families. */
export async function hours(x: number[], y: Hours) {
  const obs = dim("obs", x.length);
  const part = dim("part", 2);
  const predictor = column(obs, x);
  const program = model(() => {
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
  const trace = await sample(program().observe({ ...y }), { ...quiet, sampler: nuts() });
  check<Equal<typeof trace.prior, Draws<never>>>();
  return trace;
}
