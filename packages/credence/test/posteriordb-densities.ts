/** Write the log densities of posteriordb's posteriors in plain numbers, from their formulas, as an oracle for the models. */

/** Data by name, and the values of each parameter. */
// biome-ignore lint/suspicious/noExplicitAny: JSON of many shapes
export type Data = any;
export type Values = Readonly<Record<string, readonly number[]>>;
export type PlainDensity = (data: Data, values: Values) => number;

const { exp, log, log1p, sqrt } = Math;
const total = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0);
const over = (n: number, term: (i: number) => number): number => total(Array.from({ length: n }, (_, i) => term(i)));
const mean = (xs: readonly number[]): number => total(xs) / xs.length;
const sd = (xs: readonly number[]): number => sqrt(total(less(xs).map((x) => x ** 2)) / (xs.length - 1));
const one = (values: Values, name: string): number => values[name]?.[0] as number;
const many = (values: Values, name: string): readonly number[] => values[name] as readonly number[];

const normal = (x: number, mu: number, sigma: number): number => -0.5 * ((x - mu) / sigma) ** 2 - log(sigma);
const normals = (xs: readonly number[], mu: number, sigma: number): number =>
  total(xs.map((x) => normal(x, mu, sigma)));
const studentT = (x: number, nu: number, mu: number, sigma: number): number =>
  (-(nu + 1) / 2) * log1p(((x - mu) / sigma) ** 2 / nu);
const cauchy = (x: number, scale: number): number => studentT(x, 1, 0, scale);
const lognormal = (x: number, mu: number, sigma: number): number => normal(log(x), mu, sigma) - log(x);
const bernoulliLogit = (y: number, eta: number): number => (y === 1 ? -log1p(exp(-eta)) : -log1p(exp(eta)));
const logSumExp = (xs: readonly number[]): number => {
  const top = Math.max(...xs);
  return top + log(total(xs.map((x) => exp(x - top))));
};

/** A regression on columns with coefficients `beta`, and what the prior says of sigma. */
const linear =
  (
    columns: (data: Data) => readonly (number | readonly number[])[],
    outcome: (data: Data) => readonly number[],
    prior: (sigma: number) => number = () => 0,
  ): PlainDensity =>
  (data, values) => {
    const xs = columns(data);
    const sigma = one(values, "sigma");
    const at = (i: number): number =>
      total(many(values, "beta").map((b, k) => b * (typeof xs[k] === "number" ? xs[k] : (xs[k]?.[i] as number))));
    return prior(sigma) + total(outcome(data).map((y, i) => normal(y, at(i), sigma)));
  };
const is = (xs: readonly number[], level: number): number[] => xs.map((x) => (x === level ? 1 : 0));
const times = (a: readonly number[], b: readonly number[]): number[] => a.map((x, i) => x * (b[i] as number));
const less = (xs: readonly number[]): number[] => {
  const center = mean(xs);
  return xs.map((x) => x - center);
};
const logs = (xs: readonly number[]): number[] => xs.map(log);
const logEarn = (data: Data): number[] => logs(data.earn);
const logWeight = (data: Data): number[] => logs(data.weight);
const weakly = (sigma: number): number => cauchy(sigma, 2.5);
const area = (data: Data): number[] => logs(times(data.diam1, data.diam2));
const volume = (data: Data): number[] => logs(times(times(data.diam1, data.diam2), data.canopy_height));

const logistic =
  (intercept: string | undefined, columns: (data: Data, i: number) => readonly number[]): PlainDensity =>
  (data, values) =>
    total(
      (data.switched as number[]).map((y, i) => {
        const slopes = total(columns(data, i).map((x, k) => x * (many(values, "beta")[k] as number)));
        return bernoulliLogit(y, slopes + (intercept ? one(values, intercept) : 0));
      }),
    );

/** log N(y | 0, K) up to a constant, by Gaussian elimination. */
function gaussian(matrix: number[][], y: readonly number[]): number {
  const a = matrix.map((row, i) => [...row, y[i] as number]);
  let density = 0;
  for (let k = 0; k < a.length; k++) {
    const row = a[k] as number[];
    const pivot = row[k] as number;
    density -= 0.5 * log(pivot) + (0.5 * (row.at(-1) as number) ** 2) / pivot;
    for (let i = k + 1; i < a.length; i++) {
      const factor = (a[i]?.[k] as number) / pivot;
      for (let j = k; j <= a.length; j++) (a[i] as number[])[j] = (a[i]?.[j] as number) - factor * (row[j] as number);
    }
  }
  return density;
}
const kernel = (data: Data, values: Values, diagonal: number): number[][] =>
  (data.x as number[]).map((a, i) =>
    (data.x as number[]).map(
      (b, j) =>
        one(values, "alpha") ** 2 * exp(-((a - b) ** 2) / (2 * one(values, "rho") ** 2)) + (i === j ? diagonal : 0),
    ),
  );
const hyperpriors = (values: Values): number =>
  24 * log(one(values, "rho")) - 4 * one(values, "rho") - one(values, "alpha") ** 2 / 8;

/** The forward algorithm with weight 1 for each start. */
function forward(n: number, values: Values, emission: (t: number, k: number) => number): number {
  const rows = [many(values, "theta1"), many(values, "theta2")];
  let alpha = [emission(0, 0), emission(0, 1)];
  for (let t = 1; t < n; t++) {
    const before = alpha;
    alpha = [0, 1].map((k) => logSumExp(before.map((a, j) => a + log(rows[j]?.[k] as number))) + emission(t, k));
  }
  return logSumExp(alpha);
}

/** Hares and lynxes at whole years, by Runge and Kutta's method in steps of 1/200 year. */
function lotkaVolterra([t1, t2, t3, t4]: readonly number[], start: readonly number[], years: number): number[][] {
  const rate = ([u, v]: number[]): number[] => [
    ((t1 as number) - (t2 as number) * (v as number)) * (u as number),
    (-(t3 as number) + (t4 as number) * (u as number)) * (v as number),
  ];
  const along = (z: number[], k: number[], by: number): number[] => z.map((x, i) => x + by * (k[i] as number));
  const h = 1 / 200;
  let z = [...start];
  return Array.from({ length: years }, () => {
    for (let step = 0; step < 200; step++) {
      const k1 = rate(z);
      const k2 = rate(along(z, k1, h / 2));
      const k3 = rate(along(z, k2, h / 2));
      const k4 = rate(along(z, k3, h));
      z = z.map(
        (x, i) => x + (h / 6) * ((k1[i] as number) + 2 * (k2[i] as number) + 2 * (k3[i] as number) + (k4[i] as number)),
      );
    }
    return z;
  });
}

const schools: PlainDensity = ({ y, sigma }, values) => {
  const [mu, tau] = [one(values, "mu"), one(values, "tau")];
  const theta = many(values, "theta");
  return (
    normal(mu, 0, 5) +
    cauchy(tau, 5) +
    normals(theta, mu, tau) +
    over(8, (j) => normal(y[j], theta[j] as number, sigma[j]))
  );
};

const nes = linear(
  (d) => [
    1,
    d.real_ideo,
    d.race_adj,
    is(d.age_discrete, 2),
    is(d.age_discrete, 3),
    is(d.age_discrete, 4),
    d.educ1,
    d.gender,
    d.income,
  ],
  (d) => d.partyid7,
);

const diamonds: PlainDensity = (d, values) => {
  const sizes = [d.x, d.y, d.z].map(logs);
  const graded = (levels: number, grades: number[]): number[][] =>
    Array.from({ length: levels - 1 }, (_, k) => grades.map((grade) => d.contrasts[levels][grade][k]));
  const columns = [
    d.carat,
    ...sizes,
    ...graded(5, d.cut),
    ...graded(7, d.color),
    ...graded(8, d.clarity),
    ...sizes.map((s) => times(d.carat, s)),
  ].map(less);
  const [b, intercept, sigma] = [many(values, "b"), one(values, "Intercept"), one(values, "sigma")];
  const at = (i: number): number => intercept + total(columns.map((x, k) => (x[i] as number) * (b[k] as number)));
  return (
    normals(b, 0, 1) +
    studentT(intercept, 3, 8, 10) +
    studentT(sigma, 3, 0, 10) +
    total(logs(d.price).map((y, i) => normal(y, at(i), sigma)))
  );
};

const accelGp: PlainDensity = (d, values) => {
  const part = (x: number[][], s: number[][], sdName: string, lengthName: string, zName: string) => {
    const [scale, length, z] = [one(values, sdName), one(values, lengthName), many(values, zName)];
    const weights = z.map(
      (each, m) =>
        each * scale * sqrt(sqrt(2 * Math.PI) * length) * exp((-(length ** 2) * (s[m]?.[0] as number) ** 2) / 4),
    );
    const prior = studentT(scale, 3, 0, 36) - (1.124909 + 1) * log(length) - 0.0177 / length + normals(z, 0, 1);
    return { prior, at: (i: number) => total(weights.map((w, m) => w * (x[i]?.[m] as number))) };
  };
  const mu = part(d.Xgp_1, d.slambda_1, "sdgp_1", "lscale_1", "zgp_1");
  const spread = part(d.Xgp_sigma_1, d.slambda_sigma_1, "sdgp_sigma_1", "lscale_sigma_1", "zgp_sigma_1");
  const [a, b] = [one(values, "Intercept"), one(values, "Intercept_sigma")];
  return (
    mu.prior +
    spread.prior +
    studentT(a, 3, -13, 36) +
    studentT(b, 3, 0, 10) +
    over(d.N, (i) => normal(d.Y[i], a + mu.at(i), exp(b + spread.at(i))))
  );
};

/** By the name of the posterior; constants left out. */
export const plainDensities: Readonly<Record<string, PlainDensity>> = {
  "M0_data-M0_model": ({ y, T }, values) => {
    const [omega, p] = [one(values, "omega"), one(values, "p")];
    return total(
      (y as number[][]).map((row) => {
        const s = total(row);
        return s > 0 ? log(omega) + s * log(p) + (T - s) * log(1 - p) : log(omega * (1 - p) ** T + (1 - omega));
      }),
    );
  },
  "Rate_2_data-Rate_2_model": ({ n1, n2, k1, k2 }, values) => {
    const [a, b] = [one(values, "theta1"), one(values, "theta2")];
    return k1 * log(a) + (n1 - k1) * log(1 - a) + k2 * log(b) + (n2 - k2) * log(1 - b);
  },
  "arK-arK": ({ K, T, y }, values) => {
    const [alpha, beta, sigma] = [one(values, "alpha"), many(values, "beta"), one(values, "sigma")];
    const at = (t: number): number => alpha + total(beta.map((b, k) => b * y[t - k - 1]));
    return (
      normal(alpha, 0, 10) +
      normals(beta, 0, 10) +
      cauchy(sigma, 2.5) +
      over(T - K, (i) => normal(y[K + i], at(K + i), sigma))
    );
  },
  "bball_drive_event_0-hmm_drive_0": ({ N, u, v, alpha }, values) => {
    const [phi, lambda] = [many(values, "phi"), many(values, "lambda")] as [number[], number[]];
    const emission = (t: number, k: number): number =>
      log(phi[k] as number) - (phi[k] as number) * u[t] + log(lambda[k] as number) - (lambda[k] as number) * v[t];
    const rows = ["theta1", "theta2"].map((name, j) =>
      total(many(values, name).map((p, k) => (alpha[j][k] - 1) * log(p))),
    );
    const rates = [phi, lambda].map(
      ([first, second]) => normal(first as number, 0, 1) + normal(second as number, 3, 1),
    );
    return total(rows) + total(rates) + forward(N, values, emission);
  },
  "diamonds-diamonds": diamonds,
  "dogs-dogs": ({ y }, values) => {
    const beta = many(values, "beta") as [number, number, number];
    const row = (trials: number[]): number =>
      total(
        trials.map((trial, t) => {
          const shocks = total(trials.slice(0, t));
          return bernoulliLogit(trial, beta[0] + beta[1] * (t - shocks) + beta[2] * shocks);
        }),
      );
    return normals(beta, 0, 100) + total((y as number[][]).map(row));
  },
  "earnings-log10earn_height": linear(
    (d) => [1, d.height],
    (d) => d.earn.map(Math.log10),
  ),
  "earnings-logearn_height": linear((d) => [1, d.height], logEarn),
  "earnings-logearn_height_male": linear((d) => [1, d.height, d.male], logEarn),
  "earnings-logearn_interaction_z": linear((d) => {
    const spread = sd(d.height);
    const z = less(d.height).map((x) => x / spread);
    return [1, z, d.male, times(z, d.male)];
  }, logEarn),
  "eight_schools-eight_schools_centered": schools,
  "eight_schools-eight_schools_noncentered": schools,
  "garch-garch11": ({ y, T, sigma1 }, values) => {
    const [mu, a0, a1, b1] = ["mu", "alpha0", "alpha1", "beta1"].map((name) => one(values, name)) as [
      number,
      number,
      number,
      number,
    ];
    let spread = sigma1;
    return over(T, (t) => {
      if (t > 0) spread = sqrt(a0 + a1 * (y[t - 1] - mu) ** 2 + b1 * spread ** 2);
      return normal(y[t], mu, spread);
    });
  },
  "gp_pois_regr-gp_pois_regr": (d, values) => {
    const f = many(values, "f");
    return (
      hyperpriors(values) +
      gaussian(kernel(d, values, 1e-10 * one(values, "alpha") ** 2), f) +
      total(f.map((x, i) => d.k[i] * x - exp(x)))
    );
  },
  "gp_pois_regr-gp_regr": (d, values) => {
    const sigma = one(values, "sigma");
    return hyperpriors(values) - sigma ** 2 / 2 + gaussian(kernel(d, values, sigma), d.y);
  },
  "hmm_example-hmm_example": ({ N, y }, values) => {
    const mu = many(values, "mu") as [number, number];
    return normal(mu[0], 3, 1) + normal(mu[1], 10, 1) + forward(N, values, (t, k) => normal(y[t], mu[k] as number, 1));
  },
  "hudson_lynx_hare-lotka_volterra": ({ N, y, y_init }, values) => {
    const [theta, start, sigma] = ["theta", "z_init", "sigma"].map((name) => many(values, name)) as [
      number[],
      number[],
      number[],
    ];
    const z = lotkaVolterra(theta, start, N);
    const priors = theta.map((x, k) => (k % 2 === 0 ? normal(x, 1, 0.5) : normal(x, 0.05, 0.05)));
    return total([
      ...priors,
      ...sigma.map((s) => lognormal(s, -1, 1)),
      ...start.map((x, k) => lognormal(x, log(10), 1) + lognormal(y_init[k], log(x), sigma[k] as number)),
      ...z.flatMap((at, n) => at.map((x, k) => lognormal(y[n][k], log(x), sigma[k] as number))),
    ]);
  },
  "kidiq-kidscore_momhs": linear(
    (d) => [1, d.mom_hs],
    (d) => d.kid_score,
    weakly,
  ),
  "kidiq-kidscore_momhsiq": linear(
    (d) => [1, d.mom_hs, d.mom_iq],
    (d) => d.kid_score,
    weakly,
  ),
  "kidiq_with_mom_work-kidscore_interaction_c": linear(
    (d) => {
      const [h, q] = [less(d.mom_hs), less(d.mom_iq)];
      return [1, h, q, times(h, q)];
    },
    (d) => d.kid_score,
  ),
  "kidiq_with_mom_work-kidscore_interaction_z": linear(
    (d) => {
      const h = less(d.mom_hs).map((x) => x / (2 * sd(d.mom_hs)));
      const q = less(d.mom_iq).map((x) => x / (2 * sd(d.mom_iq)));
      return [1, h, q, times(h, q)];
    },
    (d) => d.kid_score,
  ),
  "kidiq_with_mom_work-kidscore_mom_work": linear(
    (d) => [1, is(d.mom_work, 2), is(d.mom_work, 3), is(d.mom_work, 4)],
    (d) => d.kid_score,
  ),
  "kilpisjarvi_mod-kilpisjarvi": (d, values) => {
    const [alpha, beta, sigma] = [one(values, "alpha"), one(values, "beta"), one(values, "sigma")];
    const likelihood = over(d.N, (i) => normal(d.y[i], alpha + beta * d.x[i], sigma));
    return normal(alpha, d.pmualpha, d.psalpha) + normal(beta, d.pmubeta, d.psbeta) + likelihood;
  },
  "low_dim_gauss_mix-low_dim_gauss_mix": ({ y }, values) => {
    const [mu, sigma, theta] = [many(values, "mu"), many(values, "sigma"), one(values, "theta")];
    const parts = (x: number): number[] =>
      [theta, 1 - theta].map((weight, k) => log(weight) + normal(x, mu[k] as number, sigma[k] as number));
    const priors = normals(mu, 0, 2) + total(sigma.map((s) => -(s ** 2) / 8)) + 4 * log(theta) + 4 * log(1 - theta);
    return priors + total((y as number[]).map((x) => logSumExp(parts(x))));
  },
  "mcycle_gp-accel_gp": accelGp,
  "mesquite-logmesquite": linear(
    (d) => [1, ...[d.diam1, d.diam2, d.canopy_height, d.total_height, d.density].map(logs), d.group],
    logWeight,
  ),
  "mesquite-logmesquite_logva": linear((d) => [1, volume(d), area(d), d.group], logWeight),
  "mesquite-logmesquite_logvolume": linear((d) => [1, volume(d)], logWeight),
  "nes1972-nes": nes,
  "nes1980-nes": nes,
  "nes1988-nes": nes,
  "nes1996-nes": nes,
  "radon_mn-radon_pooled": (d, values) => {
    const [alpha, beta, sigma] = [one(values, "alpha"), one(values, "beta"), one(values, "sigma_y")];
    const likelihood = over(d.N, (i) => normal(d.log_radon[i], alpha + beta * d.floor_measure[i], sigma));
    return normal(alpha, 0, 10) + normal(beta, 0, 10) - sigma ** 2 / 2 + likelihood;
  },
  "sblri-blr": (d, values) => {
    const [beta, sigma] = [many(values, "beta"), one(values, "sigma")];
    const at = (i: number): number => total(beta.map((b, k) => b * d.X[i][k]));
    return normals(beta, 0, 10) - sigma ** 2 / 200 + over(d.N, (i) => normal(d.y[i], at(i), sigma));
  },
  "wells_data-wells_dist": logistic(undefined, (d, i) => [1, d.dist[i]]),
  "wells_data-wells_dist100ars_model": logistic("alpha", (d, i) => [d.dist[i] / 100, d.arsenic[i]]),
};
