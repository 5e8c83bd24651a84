/** Compute how many lineages of a sample are left after a time, each probability with relative accuracy. */
import { atan, atan2, cos, exp, log, log1p, sin } from "@credence/math";

/** Probabilities P(D = n) for n = low, low + 1, … */
export interface DeathProbabilities {
  readonly low: number;
  readonly probability: Float64Array;
}

/**
 * The pure death process with rates n(n + s − 1): the distribution after `time` of the number of lineages that began as
 * `from` (Infinity: as infinitely many), from the smallest number whose probability is above `cut` times the largest to
 * the number above which less than 1e-18 is left.
 *
 * P(D = n) = 1/(2πi) ∫ e^{zt} / (z + μ[n]) ∏_{j>n} μ[j]/(z + μ[j]) dz. The path runs through the saddle point of the
 * integrand, where no terms cancel, so that every probability keeps about 13 digits however small it is.
 */
export function deathProbabilities(s: number, time: number, from: number, cut: number): DeathProbabilities {
  const chain: Chain = { s, time, from };
  const found = new Map<number, number>();
  const at = (n: number): number => {
    const known = found.get(n);
    if (known !== undefined) return known;
    const value = n === from ? exp(-rate(s, n) * time) : probabilityOf(chain, n);
    found.set(n, value);
    return value;
  };
  let mode = Math.max(0, Math.min(typical(chain), from));
  while (mode < from && at(mode + 1) > at(mode)) mode++;
  while (mode > 0 && at(mode - 1) > at(mode)) mode--;
  const most = at(mode);
  let low = mode;
  while (low > 0 && at(low - 1) > cut * most) low--;
  let high = mode;
  while (high < from && at(high + 1) > 1e-19 * most) high++;
  return { low, probability: Float64Array.from({ length: high - low + 1 }, (_, i) => at(low + i)) };
}

interface Chain {
  readonly s: number;
  readonly time: number;
  readonly from: number;
}

const rate = (s: number, n: number): number => n * (n + s - 1);

/** About how many lineages are left: where the expected time to get there, Σ 1/μ[j], equals the time. */
function typical({ s, time, from }: Chain): number {
  let low = 0;
  let high = Math.min(from, 4 / time + 4);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (timeAbove(s, middle + 1, from, 0) > time) low = middle;
    else high = middle;
  }
  return Math.floor(high);
}

/** Terms of sums over lineages that are added one by one, before an integral takes over. */
const TERMS = 24;

/** Σ_{j=n}^{from} 1/(μ[j] + z), the last terms by an integral: near enough to place a path of integration. */
function timeAbove(s: number, n: number, from: number, z: number): number {
  let sum = 0;
  const last = Math.min(from, n + TERMS);
  for (let j = Math.max(n, 0); j <= last; j++) sum += 1 / (rate(s, j) + z);
  return last === from ? sum : sum + inverseIntegral(last + 0.5, from + 0.5, s, z);
}

/** ∫ dj / (μ[j] + z), with μ[j] + z = (j + h)² − g: the difference of two arc tangents, circular or hyperbolic. */
function inverseIntegral(start: number, end: number, s: number, z: number): number {
  const h = (s - 1) / 2;
  const g = h * h - z;
  const root = Math.sqrt(Math.abs(g));
  const x = start + h;
  const y = end + h;
  // tan(p − q) and tanh(p − q) from the arguments at both ends.
  const ratio = end === Infinity ? 1 / x : (y - x) / (x * y - g);
  const t = root * ratio;
  if (t < 1e-6) return ratio;
  return (g > 0 ? 0.5 * log1p((2 * t) / (1 - t)) : atan(t)) / root;
}

function probabilityOf(chain: Chain, n: number): number {
  const { s } = chain;
  const pole = -rate(s, n);
  const distance = saddle(chain, n);
  const poles = curvature(chain, n, distance);
  const bend = 1 / poles;
  const step = Math.min(0.07, 0.2 / Math.sqrt(poles));
  const centre = logIntegrand(chain, n, pole + distance, 0);
  let sum = distance;
  for (let k = 1; k <= 400; k++) {
    const v = k * step;
    const value = logIntegrand(chain, n, pole + distance * (1 - bend * v * v), 2 * distance * v);
    const size = exp(value.re - centre.re);
    // z′(v) = 2d(i − bend · v), halved like the first term.
    sum += size * 2 * distance * (cos(value.im) - bend * v * sin(value.im));
    if (size * (1 + bend * v) < 1e-18 && v * v * poles > 4) break;
  }
  return (sum * step * exp(centre.re)) / Math.PI;
}

/** How far right of the pole −μ[n] the saddle of e^{zt} ∏ 1/(z + μ[j]) lies: where Σ 1/(z + μ[j]) = t. */
function saddle({ s, time, from }: Chain, n: number): number {
  const pole = -rate(s, n);
  let low = log(1 / time) - 2;
  let high = low + 2;
  const excess = (u: number): number => timeAbove(s, n, from, pole + exp(u)) - time;
  while (excess(low) < 0) low -= 2;
  while (excess(high) > 0) high += 2;
  for (let i = 0; i < 40 && high - low > 1e-3; i++) {
    const middle = 0.5 * (low + high);
    if (excess(middle) > 0) low = middle;
    else high = middle;
  }
  return exp(0.5 * (low + high));
}

/** d² Σ 1/(d + μ[j] − μ[n])²: of how many equal poles the integrand behaves near the saddle. */
function curvature({ s, from }: Chain, n: number, distance: number): number {
  const pole = -rate(s, n);
  const h = 1e-3 * distance;
  const slope = (timeAbove(s, n, from, pole + distance - h) - timeAbove(s, n, from, pole + distance + h)) / (2 * h);
  return Math.max(1, slope * distance * distance);
}

interface Complex {
  re: number;
  im: number;
}

/** Factors of the product that are multiplied one by one, before Stirling's formula takes over. */
const FACTORS = 14;

/** log of e^{zt} / (z + μ[n]) ∏_{j=n+1}^{from} μ[j]/(z + μ[j]). */
function logIntegrand({ s, time, from }: Chain, n: number, re: number, im: number): Complex {
  const last = Math.min(from, n + FACTORS);
  // The product of (z + μ[j])/μ[j]; its angle may wrap, as only its cosine and sine are read.
  let pr = rate(s, n) + re;
  let pi = im;
  for (let j = n + 1; j <= last; j++) {
    const mu = rate(s, j);
    const [fr, fi] = [1 + re / mu, im / mu];
    [pr, pi] = [pr * fr - pi * fi, pr * fi + pi * fr];
  }
  const sum = { re: re * time - 0.5 * log(pr * pr + pi * pi), im: im * time - atan2(pi, pr) };
  if (last === from) return sum;
  const below = logGammaGap(s, last + 1, re, im);
  const above = from === Infinity ? { re: 0, im: 0 } : logGammaGap(s, from + 1, re, im);
  return { re: sum.re + above.re - below.re, im: sum.im + above.im - below.im };
}

/** log |1 + a + ib|². */
const logSquare = (a: number, b: number): number => log1p(2 * a + a * a + b * b);

/**
 * log Γ(x) Γ(x + s − 1) − log Γ(x + δ) Γ(x + s − 1 − δ), whose zeros in x are those of x(x + s − 1) + z: minus the log of
 * ∏_{j≥x} μ[j]/(z + μ[j]). By Stirling's formula, for x above 10 and right of all zeros by as much.
 */
function logGammaGap(s: number, x: number, re: number, im: number): Complex {
  const h = (s - 1) / 2;
  const g = squareRoot(h * h - re, -im);
  if (h < 0) {
    g.re = -g.re;
    g.im = -g.im;
  }
  // δ = h − √(h² − z) = z / (h + √(h² − z)), which does not cancel.
  const denominator = (h + g.re) ** 2 + g.im ** 2;
  const delta = {
    re: (re * (h + g.re) + im * g.im) / denominator,
    im: (im * (h + g.re) - re * g.im) / denominator,
  };
  const y = x + s - 1;
  const first = shifted(x, delta.re, delta.im);
  const second = shifted(y, -delta.re, -delta.im);
  const ratio = log(y / x);
  return { re: delta.re * ratio - first.re - second.re, im: delta.im * ratio - first.im - second.im };
}

/** log Γ(x + δ) − log Γ(x) − δ log x + δ for complex δ. */
function shifted(x: number, re: number, im: number): Complex {
  const [a, b] = [re / x, im / x];
  const logRe = 0.5 * logSquare(a, b);
  const logIm = atan2(b, 1 + a);
  const factor = x + re - 0.5;
  const far = remainder(x + re, im);
  return {
    re: factor * logRe - im * logIm + far.re - remainder(x, 0).re,
    im: factor * logIm + im * logRe + far.im,
  };
}

/** 1/(12w), −1/(360w³), … (DLMF 5.11.1). */
const SERIES = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/** What Stirling's formula leaves of log Γ. */
function remainder(re: number, im: number): Complex {
  const square = re * re + im * im;
  const [ir, ii] = [re / square, -im / square];
  const [qr, qi] = [ir * ir - ii * ii, 2 * ir * ii];
  let [sr, si] = [0, 0];
  for (let k = SERIES.length - 1; k >= 0; k--)
    [sr, si] = [sr * qr - si * qi + (SERIES[k] as number), sr * qi + si * qr];
  return { re: sr * ir - si * ii, im: sr * ii + si * ir };
}

/** The square root with a real part that is not negative. */
function squareRoot(re: number, im: number): Complex {
  const modulus = Math.sqrt(re * re + im * im);
  const real = re >= 0 ? Math.sqrt((modulus + re) / 2) : Math.abs(im) / Math.sqrt(2 * (modulus - re) || Infinity);
  const imaginary = re >= 0 ? (real === 0 ? 0 : im / (2 * real)) : Math.sign(im || 1) * Math.sqrt((modulus - re) / 2);
  return { re: real, im: imaginary };
}
