/** Write the programs with time series against the real packages: they must compile as they stand, and run. */
import {
  beta,
  binomial,
  column,
  type Draws,
  dim,
  dirichlet,
  type Expr,
  halfNormal,
  hiddenMarkov,
  invLogit,
  model,
  normal,
  nuts,
  ordered,
  prime,
  type Real,
  randomWalk,
  sample,
  scan,
  sqrt,
  uniform,
  type Variable,
} from "credence";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles only where the two types are equal; nothing happens when it runs. */
const check = <T extends true>(..._: T[]): void => {};

const quiet = { progress: false, seed: 1, draws: 300, tune: 300, chains: 2, sampler: nuts() } as const;

/** (v) A drifting conversion rate. */
export async function drift(visits: number[], sales: number[]) {
  const week = dim("week", visits.length);
  const n = column(week, visits);
  const rates = model(() => {
    const volatility = halfNormal(0.2);
    const logOdds = randomWalk(week, normal(-3, 1), volatility);
    const rate = invLogit(logOdds);
    const sold = binomial(n, rate);
    return { volatility, logOdds, rate, sold };
  });
  const trace = await sample(rates().observe({ sold: sales }), quiet);
  check<Equal<typeof trace.rate, Draws<"week">>>();
  return trace;
}

/** (v) A state that is pulled back and that holidays lift. */
export async function regime(holidays: number[], y: number[]) {
  const week = dim("week", y.length);
  const holiday = column(week, holidays);
  const states = model(() => {
    const pull = beta(2, 2);
    const lift = normal(0, 1);
    const noise = halfNormal(1);
    const state = scan(week, normal(0, 1), (previous, now) =>
      normal(previous.mul(pull).add(lift.mul(holiday.at(now))), noise),
    );
    const seen = normal(state, 0.2);
    return { pull, lift, noise, state, seen };
  });
  const trace = await sample(states().observe({ seen: y }), quiet);
  check<Equal<typeof trace.state, Draws<"week">>>();
  return trace;
}

/** (xiv) A hidden Markov model, its rows of transitions along `state`; centres in order, so that states cannot change places. */
export async function hiddenStates(y: number[]) {
  const day = dim("day", y.length);
  const state = dim("state", ["calm", "busy"]);
  const summed = model(() => {
    const start = dirichlet(state, 1);
    const moves = dirichlet(prime(state), 1).over(state);
    const centre = ordered(normal(0, 5).over(state), state);
    const seen = hiddenMarkov(day, start, moves, normal(centre, 1));
    return { start, moves, centre, seen };
  });
  const trace = await sample(summed().observe({ seen: y }), quiet);
  check<Equal<typeof trace.moves, Draws<"state" | "state'">>>();
  return trace;
}

/** Volatility that follows the shocks: a random state and a computed one, which the random one reads. */
export async function volatility(returns: number[]) {
  const day = dim("day", returns.length);
  const garch = model(() => {
    const mu = normal(0, 1);
    const base = halfNormal(0.5);
    const shock = uniform(0, 1);
    const keep = uniform(0, 1);
    const { y, sigma } = scan(day, { y: normal(mu, 0.5), sigma: 0.5 }, (previous) => {
      const variance = base.add(shock.mul(previous.y.sub(mu).pow(2))).add(keep.mul(previous.sigma.pow(2)));
      const next = sqrt(variance);
      return { y: normal(mu, next), sigma: next };
    });
    return { mu, base, shock, keep, y, sigma };
  });
  const trace = await sample(garch().observe({ y: returns }), quiet);
  check<Equal<typeof trace.sigma, Draws<"day">>>();
  return trace;
}

/** Types of a record of states: random ones are variables, computed ones expressions. */
export function lags(y: number[]): void {
  const day = dim("day", y.length);
  const x = column(day, y);
  const { level, slope, lag } = scan(
    day,
    { level: normal(0, 1), slope: normal(0, 1), lag: normal(0, 1) },
    (previous, now) => ({
      level: normal(previous.level.add(previous.slope).add(x.at(now)), 0.1),
      slope: normal(previous.slope, 0.1),
      lag: previous.level,
    }),
  );
  check<Equal<typeof level, Variable<"day", Real>>>();
  check<Equal<typeof lag, Expr<"day", Real>>>();
  slope.add(level);
}
