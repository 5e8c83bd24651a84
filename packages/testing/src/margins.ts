/** Name single numbers of random vectors, matrices and labels whose law is known, so that draws can be held against a cdf. */
import { distributions, type NumericParameters } from "@credence/inference";

/** A number made of a draw, and the law that it should have. */
export interface Margin {
  readonly name: string;
  readonly discrete: boolean;
  of(draw: unknown): number;
  cdf(x: number): number;
}

type Vector = readonly number[];
type Matrix = readonly Vector[];
const at = (x: Vector, i: number): number => x[i] as number;
const entry = (x: Matrix, i: number, j: number): number => at(x[i] as Vector, j);
const dot = (a: Vector, b: Vector): number => a.reduce((sum, v, i) => sum + v * at(b, i), 0);
const total = (x: Vector): number => x.reduce((sum, v) => sum + v, 0);
/** wᵀ M w. */
const form = (w: Vector, m: Matrix): number =>
  dot(
    w,
    m.map((row) => dot(row, w)),
  );
const gram = (l: Matrix): Matrix => l.map((row) => l.map((other) => dot(row, other)));
/** Weights of every element alone, and of all together. */
function combinations(size: number): Vector[] {
  const places = Array.from({ length: size }, (_, i) => i);
  return [places.map((i) => 1 - 0.6 * i), ...places.map((k) => places.map((i) => Number(i === k)))];
}

const continuous = (name: string, of: (draw: never) => number, family: string, params: NumericParameters): Margin => ({
  name,
  discrete: false,
  of: of as Margin["of"],
  cdf: (x) => distributions[family]?.cdf?.(x, params) as number,
});
const counted = (...args: Parameters<typeof continuous>): Margin => ({ ...continuous(...args), discrete: true });
const label = (p: Vector): Margin => ({
  name: "label",
  discrete: true,
  of: (draw) => draw as number,
  cdf: (k) => total(p.slice(0, k + 1)),
});
const each = (size: number, margin: (k: number) => Margin): Margin[] =>
  Array.from({ length: size }, (_, k) => margin(k));

/** A combination and the single elements of a vector with a covariance. */
function elliptical(mu: Vector, covariance: Matrix, family: string, rest: NumericParameters): Margin[] {
  const size = covariance.length;
  return combinations(size).map((w) =>
    continuous(`combination ${w}`, (x: Vector) => dot(w, x), family, {
      ...rest,
      mu: dot(w, mu),
      sigma: Math.sqrt(form(w, covariance)),
    }),
  );
}

/** (r + 1) / 2 of a correlation r is beta (Lewandowski, Kurowicka and Joe 2009). */
const correlations = (rows: number, eta: number, of: (draw: never) => Matrix): Margin[] =>
  each(rows - 1, (k) =>
    continuous(`correlation of the last with ${k}`, (x: never) => (entry(of(x), rows - 1, k) + 1) / 2, "beta", {
      alpha: eta + (rows - 2) / 2,
      beta: eta + (rows - 2) / 2,
    }),
  );

/** Rows of the correlation matrices that are drawn. */
export const drawnRows = 3;

// biome-ignore lint/suspicious/noExplicitAny: parameters as the file has them
type Params = any;
const margins: Readonly<Record<string, (params: Params) => Margin[]>> = {
  categorical: ({ p }) => [label(p)],
  categorical_logit: ({ eta }) => {
    const weights = eta.map((v: number) => Math.exp(v - Math.max(...eta)));
    return [label(weights.map((w: number) => w / total(weights)))];
  },
  dirichlet: ({ alpha }) =>
    each(alpha.length, (k) =>
      continuous(`share ${k}`, (x: Vector) => at(x, k), "beta", {
        alpha: at(alpha, k),
        beta: total(alpha) - at(alpha, k),
      }),
    ),
  multinomial: ({ n, p }) =>
    each(p.length, (k) => counted(`count ${k}`, (x: Vector) => at(x, k), "binomial", { n, p: at(p, k) })),
  dirichlet_multinomial: ({ n, alpha }) =>
    each(alpha.length, (k) =>
      counted(`count ${k}`, (x: Vector) => at(x, k), "beta_binomial", {
        n,
        alpha: at(alpha, k),
        beta: total(alpha) - at(alpha, k),
      }),
    ),
  multivariate_normal: ({ mu, cov }) => elliptical(mu, cov, "normal", {}),
  multivariate_normal_cholesky: ({ mu, L }) => elliptical(mu, gram(L), "normal", {}),
  multivariate_student_t: ({ nu, mu, Sigma }) => elliptical(mu, Sigma, "student_t", { nu }),
  lkj_corr: ({ eta }) => correlations(drawnRows, eta, (x: never) => x),
  lkj_corr_cholesky: ({ eta }) => correlations(drawnRows, eta, (l: Matrix) => gram(l)),
  // wᵀ X w / wᵀ V w of a Wishart is chi-squared, and wᵀ X w of an inverse one inverse gamma (Mardia, Kent and Bibby 1979, section 3.4)
  wishart: ({ nu, V }) =>
    combinations(V.length).map((w) =>
      continuous(`form ${w}`, (x: Matrix) => form(w, x) / form(w, V), "chi_squared", { nu }),
    ),
  inverse_wishart: ({ nu, Psi }) =>
    combinations(Psi.length).map((w) =>
      continuous(`form ${w}`, (x: Matrix) => form(w, x), "inverse_gamma", {
        shape: (nu - Psi.length + 1) / 2,
        scale: form(w, Psi) / 2,
      }),
    ),
  ordered_logistic: ({ eta, cutpoints }) => [ordered("logistic", { mu: 0, s: 1 }, eta, cutpoints)],
  ordered_probit: ({ eta, cutpoints }) => [ordered("normal", { mu: 0, sigma: 1 }, eta, cutpoints)],
};

const ordered = (family: string, params: NumericParameters, eta: number, cutpoints: Vector): Margin => ({
  name: "outcome",
  discrete: true,
  of: (draw) => draw as number,
  cdf: (k) =>
    k < 0 ? 0 : k >= cutpoints.length ? 1 : (distributions[family]?.cdf?.(at(cutpoints, k) - eta, params) as number),
});

/** The known laws of a distribution with these parameters. @throws when none are listed. */
export function marginsOf(name: string, params: unknown): Margin[] {
  const found = margins[name];
  if (found === undefined) throw new Error(`${name} has no cdf: name a number whose law is known in margins.ts`);
  return found(params);
}
