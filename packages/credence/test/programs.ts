/** Write the language's first programs against the real packages: they must compile as they stand, and run. */
import {
  assume,
  beta,
  binomial,
  type Column,
  column,
  compare,
  covariance,
  type Draws,
  dim,
  type Exact,
  type Expr,
  exact,
  exponential,
  expr,
  findMap,
  halfNormal,
  type LocationScale,
  lkjCorrCholesky,
  model,
  multivariateNormal,
  multivariateNormalCholesky,
  normal,
  nuts,
  pick,
  prime,
  type Real,
  rename,
  sample,
  scaleRows,
  slice,
  table,
} from "credence";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Compiles only where the two types are equal; nothing happens when it runs. */
const check = <T extends true>(..._: T[]): void => {};

const quiet = { progress: false, seed: 1, draws: 200, tune: 300, chains: 2 } as const;

/** (i) A proportion from counts. */
export async function betaBinomial(): Promise<number> {
  const coin = model(({ n }: { n: number }) => {
    const theta = beta(1, 1);
    const heads = binomial(n, theta);
    return { theta, heads };
  });
  const trace = await sample(coin({ n: 20 }).observe({ heads: 14 }), { seed: 1 });
  check<Equal<typeof trace.theta, Draws<never>>>();
  check<Equal<ReturnType<typeof trace.theta.mean>, number>>();
  // @ts-expect-error heads is observed, so it is not in the trace
  trace.heads;
  return trace.theta.mean();
}

/** (ii) Partial pooling over a dim with labels. */
export async function eightSchools(): Promise<Draws<"school">> {
  const school = dim("school", [
    "Choate",
    "Deerfield",
    "Phillips Andover",
    "Phillips Exeter",
    "Hotchkiss",
    "Lawrenceville",
    "St. Paul's",
    "Mt. Hermon",
  ]);
  const se = column(school, [15, 10, 16, 11, 9, 11, 10, 18]);
  const schools = model(() => {
    const mu = normal(0, 5);
    const tau = halfNormal(5);
    const theta = normal(mu, tau).over(school).nonCentered();
    const effect = normal(theta, se);
    return { mu, tau, theta, effect };
  });
  const trace = await sample(schools().observe({ effect: [28, 8, -3, 7, -1, 1, 18, 12] }), quiet);
  check<Equal<typeof trace.theta, Draws<"school">>>();
  trace.theta.mean().at({ school: "Choate" });
  const choate = trace.theta.at({ school: "Choate" });
  check<Equal<typeof choate, Draws<never>>>();
  // @ts-expect-error theta has no county dimension
  const wrong = () => trace.theta.at({ county: "AITKIN" });
  void wrong;
  return trace.theta;
}

/** A row of the radon data. */
export interface Home {
  county: string;
  floor: number;
  logRadon: number;
}

/** (iii) Regression with an index into groups. */
export async function radon(rows: Home[]): Promise<{ base: Draws<"county">; level: Draws<"home"> }> {
  const homes = table("home", rows);
  const county = homes.factor("county");
  const floor = homes.column("floor");
  const radonModel = model(() => {
    const mu = normal(0, 3);
    const tau = halfNormal(1);
    const base = normal(mu, tau).over(county.dim);
    const slope = normal(0, 2);
    const sigma = exponential(1);
    const level = base.at(county).add(slope.mul(floor));
    const logRadon = normal(level, sigma);
    return { mu, tau, base, slope, sigma, level, logRadon };
  });
  const posterior = radonModel().observe({ logRadon: homes.column("logRadon") });
  const trace = await sample(posterior, { ...quiet, init: "pathfinder" });
  check<Equal<typeof trace.base, Draws<"county">>>();
  check<Equal<typeof trace.level, Draws<"home">>>();
  // @ts-expect-error "flor" is not a numeric column
  const misspelt = () => homes.column("flor");
  // @ts-expect-error a county is a label, not a number
  const label = () => homes.column("county");
  void [misspelt, label];
  return trace;
}

/** (ix) The mode, and starts at given values. */
export async function starts(): Promise<{ slope: number; converged: boolean }> {
  const line = model(({ x }: { x: Column<"obs"> }) => {
    const a = normal(0, 10);
    const slope = normal(0, 10);
    const sigma = halfNormal(5);
    const y = normal(expr`${a} + ${slope} * ${x}`, sigma);
    return { a, slope, sigma, y };
  });
  const obs = dim("obs", 4);
  const posterior = line({ x: column(obs, [0, 1, 2, 3]) }).observe({ y: [1, 3.2, 4.9, 7.1] });
  const mode = await findMap(posterior, { scale: "constrained" });
  await sample(posterior, { ...quiet, init: { slope: 2, sigma: 1 } });
  await sample(posterior, { ...quiet, init: mode });
  // @ts-expect-error no variable named `intercept`
  await sample(posterior, { ...quiet, init: { intercept: 2 } }).catch(() => undefined);
  return { slope: mode.slope, converged: mode.$.converged };
}

/** (xii) Varying intercepts and slopes, correlated: a matrix has the dim and its primed copy. */
export async function varyingSlopes(
  rows: Home[],
): Promise<{ b: Draws<"coef" | "county">; chol: Draws<"coef" | "coef'"> }> {
  const homes = table("home", rows);
  const county = homes.factor("county");
  const floor = homes.column("floor");
  const coef = dim("coef", ["intercept", "slope"]);
  const radonModel = model(() => {
    const mu = normal(0, 3).over(coef);
    const tau = halfNormal(1).over(coef);
    const chol = lkjCorrCholesky(coef, 2);
    const b = multivariateNormalCholesky(mu, scaleRows(tau, chol)).over(county.dim).nonCentered();
    const here = b.at(county);
    const level = here.at(pick(coef, "intercept")).add(here.at(pick(coef, "slope")).mul(floor));
    const sigma = exponential(1);
    const logRadon = normal(level, sigma);
    return { mu, tau, chol, b, level, sigma, logRadon };
  });
  const posterior = radonModel().observe({ logRadon: homes.column("logRadon") });
  const trace = await sample(posterior, { ...quiet, keep: ["b", "chol"] });
  check<Equal<typeof trace.b, Draws<"coef" | "county">>>();
  check<Equal<typeof trace.chol, Draws<"coef" | "coef'">>>();
  trace.chol.mean().at({ coef: "slope", "coef'": "intercept" });
  const known = assume.covariance(column([coef, prime(coef)], [1, 0.5, 0.5, 1]), coef);
  const m = multivariateNormal(0, known);
  check<Equal<typeof m, LocationScale<"coef">>>();
  const vector = normal(0, 1).over(coef);
  const product = covariance(lkjCorrCholesky(coef, 1)).mul(rename(vector, coef, prime(coef)));
  check<Equal<typeof product, Expr<"coef" | "coef'", Real>>>();
  const refused = [
    // @ts-expect-error a factor is not a covariance
    () => multivariateNormal(0, lkjCorrCholesky(coef, 2)),
    // @ts-expect-error a vector is no matrix
    () => multivariateNormalCholesky(0, halfNormal(1).over(coef)),
    () =>
      model(() => ({ b: multivariateNormal(0, known).over(county.dim) }))().observe({
        // @ts-expect-error a plain array cannot say which axis is which
        b: [1, 2],
      }),
    // @ts-expect-error a column without the primed dim is not a matrix
    () => assume.covariance(column(dim("other", 2), [1, 2]), coef),
  ];
  for (const attempt of refused.slice(1)) expectThrow(attempt);
  return trace;
}

function expectThrow(attempt: () => unknown): void {
  try {
    attempt();
  } catch {
    return;
  }
  throw new Error("what the types refuse was accepted when it ran");
}

/** (x) The closed form beside two samplers. */
export async function conjugate(report: string): Promise<Exact<unknown> | null> {
  const coin = model(({ n }: { n: number }) => {
    const theta = beta(1, 1);
    const heads = binomial(n, theta);
    return { theta, heads };
  });
  const posterior = coin({ n: 20 }).observe({ heads: 14 });
  const closed = exact(posterior);
  const byNuts = await sample(posterior, { ...quiet, sampler: nuts() });
  const bySlice = await sample(posterior, { ...quiet, sampler: slice() });
  if (closed) await compare({ closed, byNuts, bySlice }).report(report);
  return closed;
}
