/** Refuse arguments of the wrong kind or dims when the program is compiled, and accept what arithmetic proves. */
import {
  abs,
  add,
  bernoulli,
  beta,
  binomial,
  column,
  type Draws,
  dim,
  div,
  type Expr,
  exp,
  gibbs,
  gibbsDiscrete,
  gt,
  halfNormal,
  index,
  invLogit,
  log,
  log1p,
  lt,
  max,
  metropolis,
  min,
  model,
  mul,
  normal,
  nuts,
  type Positive,
  poisson,
  pow,
  type SampleOptions,
  sample,
  sampleSync,
  slice,
  sub,
  where,
} from "credence";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function check<T extends true>(): void;

export function kinds(): void {
  const x = normal(0, 1);
  const s = halfNormal(1);
  // @ts-expect-error a probability lies in (0, 1); a normal does not
  binomial(10, x);
  binomial(10, invLogit(x));
  // @ts-expect-error a standard deviation is positive
  normal(0, x);
  normal(0, exp(x));
  normal(0, s.mul(2));
  // @ts-expect-error a negative multiple of a positive number is not positive
  normal(0, s.mul(-2));
  // @ts-expect-error the number of trials is a count
  binomial(s, 0.5);
  bernoulli(beta(1, 1).mul(beta(1, 1)));
  const scores = normal(0, 1).over(dim("school", 3));
  // @ts-expect-error no such dimension to look up
  scores.at(index(dim("county", 2), dim("obs", 1), [1]));
}

export function arithmetic(): void {
  const s = halfNormal(1);
  const z = normal(0, 1);
  const p = beta(1, 1);
  const n = poisson(3);
  const obs = dim("obs", 3);
  const percent = column(obs, [10, 20, 30]);
  binomial(10, sub(1, p));
  binomial(n.add(1), p.mul(0.5));
  binomial(10, percent.div(100));
  binomial(10, pow(p, 2));
  normal(0, add(2, s));
  normal(0, mul(2, s));
  normal(0, div(1, s));
  normal(0, pow(z, 2));
  normal(0, abs(z));
  normal(0, max(0.1, z));
  normal(0, log1p(s));
  normal(0, where(gt(z, 0), s, 2));
  bernoulli(lt(z, s));
  binomial(10, min(p, 0.5));
  bernoulli(p.pow(s));
  const dims = where(gt(z, percent), s, 2);
  check<Equal<typeof dims, Expr<"obs", Positive>>>();
  // @ts-expect-error one minus a positive number may be negative
  normal(0, sub(1, s));
  // @ts-expect-error a cube keeps its sign
  normal(0, pow(z, 3));
  // @ts-expect-error the smaller of the two may be negative
  normal(0, min(1, z));
  // @ts-expect-error one branch may be negative
  normal(0, where(gt(z, 0), s, z));
  // @ts-expect-error a condition is true or false
  where(z, s, s);
  // @ts-expect-error twice a probability may exceed one
  bernoulli(p.mul(2));
  // @ts-expect-error half a count is no count
  binomial(n.mul(0.5), p);
}

/** A forgotten index must stay an error for ever: it would be a silent county-by-home broadcast. */
export function forgottenIndex(): void {
  const county = dim("county", 3);
  const home = dim("home", 5);
  const m = model(() => {
    const base = normal(0, 1).over(county);
    const slope = normal(0, 1);
    const level = base.add(slope.mul(column(home, [0, 1, 0, 1, 1])));
    const y = normal(level, 1);
    return { base, slope, level, y };
  });
  // @ts-expect-error y has dims county and home: an index is missing
  m().observe({ y: column(home, [1, 2, 3, 4, 5]) });
  // @ts-expect-error a plain array cannot say which axis is which
  m().observe({ y: [1, 2, 3, 4, 5] });
  // @ts-expect-error nor may a computed column lack one of them
  m().observe({ y: log(column(home, [1, 2, 3, 4, 5])) });
  model(() => ({ z: normal(0, 1).over(home) }))().observe({ z: [1, 2, 3, 4, 5] });
  const z = model(() => ({ z: normal(0, 1).over(home) }))();
  z.observe({ z: log(column(home, [1, 2, 3, 4, 5])) });
  z.observe({ z: column(home, [1, 2, 3, 4, 5]).sub(3).div(2) });
  // @ts-expect-error a random variable is no data
  z.observe({ z: normal(0, 1).over(home) });
  // @ts-expect-error a computed column over another dim
  z.observe({ z: log(column(county, [1, 2, 3])) });
  const nested = model(() => {
    const base = normal(0, 1).over(county);
    return { homes: { base, y: normal(base.add(column(home, [0, 1, 0, 1, 1])), halfNormal(1)) } };
  });
  // @ts-expect-error homes.y has dims county and home
  nested().observe({ homes: { y: column(home, [1, 2, 3, 4, 5]) } });
}

export async function nestedNames(): Promise<void> {
  const week = dim("week", 3);
  const shop = model(() => {
    const season = { amplitude: halfNormal(1), sold: normal(0, 1).over(week) };
    const visitors = poisson(3);
    return { season, visitors };
  });
  const posterior = shop().observe({ season: { sold: [1, 2, 3] } });
  // @ts-expect-error season.amplitud is no variable
  shop().observe({ season: { amplitud: 1 } });
  // @ts-expect-error visitors is discrete: nuts alone cannot move it
  await sample(posterior, { sampler: nuts() });
  // @ts-expect-error nuts cannot move a discrete variable
  await sample(posterior, { steps: { visitors: nuts() } });
  // @ts-expect-error there is no variable of this name
  await sample(posterior, { steps: { visitor: metropolis() } });
  // @ts-expect-error gibbsDiscrete cannot move a continuous variable
  await sample(posterior, { steps: { "season.amplitude": gibbsDiscrete() } });
  await sample(posterior, { sampler: nuts(), steps: { visitors: gibbsDiscrete() } });
  await sample(posterior, { steps: { visitors: gibbs(), "season.amplitude": gibbs() } });
  await sample(posterior, { sampler: gibbs() });
  const trace = await sample(posterior, { steps: { visitors: metropolis(), "season.amplitude": slice() } });
  check<Equal<typeof trace.season, { readonly amplitude: Draws<never> }>>();
  const options: SampleOptions<typeof posterior.latent> = { keep: ["season"], steps: { "season.amplitude": slice() } };
  options.seed = 3;
  const kept = sampleSync(posterior, { keep: ["season.amplitude"] });
  kept.season.amplitude.mean();
  // @ts-expect-error visitors is not kept
  kept.visitors;
}
