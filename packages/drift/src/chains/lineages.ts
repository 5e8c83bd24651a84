/** Let a rate drift by counting which trials still bear on it: exact, positive, and with fewer components afterwards. */
import { logBetaBinomial } from "@credence/conjugate";
import { exp, lchoose } from "@credence/math";
import { logBinomialMass } from "../laws/binomial.js";
import { EXACT, type Mixture, trimmed } from "../laws/mixture.js";
import { type DeathProbabilities, deathProbabilities } from "./death.js";
import { moranChain } from "./generator.js";
import { TALBOT_FLOOR, talbot } from "./talbot.js";

/** Weights of k = low, low + 1, … successes among a number of trials. */
interface Counts {
  readonly low: number;
  readonly weight: Float64Array;
}

/**
 * A mixture after `time` (in units of s/rate): Σ_n P(D = n) of what n of the trials, chosen at random, would predict
 * (Papaspiliopoulos and Ruggiero 2014, with the components of one level added up).
 *
 * @param alpha, beta of the stationary law
 */
export function drifted(alpha: number, beta: number, mixture: Mixture, time: number): Mixture {
  const onLattice = mixture.a === alpha && mixture.b === beta;
  const from = onLattice ? mixture.level : Infinity;
  const death = deathProbabilities(alpha + beta, time, from, CUT);
  const top = death.low + death.probability.length - 1;
  if (onLattice && death.probability.length * windowOf(mixture, top) > MOST_CELLS)
    return byContour(alpha, beta, mixture, time);
  const counts = onLattice ? thinnedTo(mixture, top) : betaBinomials(mixture, top);
  return raised(alpha, beta, death, top, counts);
}

/** Weights of all levels together that fit into memory. */
const MOST_CELLS = 3e7;

/** About how many weights a level has. */
const windowOf = ({ weight }: Mixture, top: number): number => Math.min(top, weight.length + 35 * Math.sqrt(top));

/** The mixture after `time` without counting lineages, where there are too many: weights below 1e-14 are lost. */
function byContour(alpha: number, beta: number, mixture: Mixture, time: number): Mixture {
  const { level, low, weight } = mixture;
  const full = new Float64Array(level + 1);
  full.set(weight, low);
  return trimmed({
    ...mixture,
    low: 0,
    weight: talbot(moranChain(alpha, beta, level), full, time),
    floor: TALBOT_FLOOR,
  });
}

/** The belief after `time` of one who knew the rate to be x. */
export function driftedFrom(alpha: number, beta: number, x: number, time: number): Mixture {
  const death = deathProbabilities(alpha + beta, time, Infinity, CUT);
  const top = death.low + death.probability.length - 1;
  return raised(alpha, beta, death, top, binomial(top, x));
}

/** Lineages less probable than this, relative to the likeliest number, matter to no surprise that doubles can tell. */
const CUT = 1e-250;
/** Weights below this are dropped. */
const DUST = 1e-290;

/** Elevates Σ_n P(D = n) of the counts among n trials to mixtures of one level, the highest. */
function raised(alpha: number, beta: number, death: DeathProbabilities, top: number, counts: Counts): Mixture {
  const levels: Counts[] = [counts];
  for (let n = top; n > death.low; n--) levels.push(thinned(levels[levels.length - 1] as Counts, n));
  let sum: Counts = { low: 0, weight: new Float64Array(0) };
  for (let n = death.low; n <= top; n++) {
    if (n > death.low) sum = elevated(sum, alpha, alpha + beta, n - 1);
    sum = added(sum, levels[top - n] as Counts, death.probability[n - death.low] as number);
  }
  const total = sum.weight.reduce((all, w) => all + w, 0);
  return trimmed({
    a: alpha,
    b: beta,
    level: top,
    low: sum.low,
    weight: sum.weight.map((w) => w / total),
    floor: EXACT,
  });
}

/** Counts after one of n trials, chosen at random, is left out. */
function thinned({ low, weight }: Counts, n: number): Counts {
  const first = Math.max(0, low - 1);
  const last = Math.min(n - 1, low + weight.length - 1);
  const result = new Float64Array(last - first + 1);
  for (let k = first; k <= last; k++)
    result[k - first] = ((n - k) / n) * at(weight, k - low) + ((k + 1) / n) * at(weight, k + 1 - low);
  return dusted({ low: first, weight: result });
}

/** Counts after one trial more, drawn from an urn of n trials and the stationary law: 1 = x + (1 − x). */
function elevated({ low, weight }: Counts, alpha: number, s: number, n: number): Counts {
  const result = new Float64Array(weight.length + 1);
  for (let i = 0; i < weight.length; i++) {
    const w = weight[i] as number;
    const up = (alpha + low + i) / (s + n);
    result[i] = (result[i] as number) + (1 - up) * w;
    result[i + 1] = up * w;
  }
  return { low, weight: result };
}

function added(sum: Counts, more: Counts, factor: number): Counts {
  if (sum.weight.length === 0) return { low: more.low, weight: more.weight.map((w) => w * factor) };
  const low = Math.min(sum.low, more.low);
  const end = Math.max(sum.low + sum.weight.length, more.low + more.weight.length);
  const weight = new Float64Array(end - low);
  weight.set(sum.weight, sum.low - low);
  for (let i = 0; i < more.weight.length; i++) {
    const k = more.low - low + i;
    weight[k] = (weight[k] as number) + factor * (more.weight[i] as number);
  }
  return { low, weight };
}

const at = (weight: Float64Array, i: number): number => (i >= 0 && i < weight.length ? (weight[i] as number) : 0);

function dusted({ low, weight }: Counts): Counts {
  let first = 0;
  let last = weight.length - 1;
  while (first < last && (weight[first] as number) < DUST) first++;
  while (last > first && (weight[last] as number) < DUST) last--;
  return first === 0 && last === weight.length - 1
    ? { low, weight }
    : { low: low + first, weight: weight.slice(first, last + 1) };
}

/** Counts among `trials` of the level's, chosen at random: hypergeometric. */
function thinnedTo(mixture: Mixture, trials: number): Counts {
  const { level, low, weight } = mixture;
  if (trials === level) return { low, weight };
  return spread(weight, trials, (i) => {
    const k = low + i;
    const mode = Math.floor(((trials + 1) * (k + 1)) / (level + 2));
    return {
      least: Math.max(0, trials - (level - k)),
      most: Math.min(k, trials),
      mode,
      log: (j) => lchoose(k, j) + lchoose(level - k, trials - j) - lchoose(level, trials),
      // P(j + 1) / P(j)
      ratio: (j) => ((k - j) / (j + 1)) * ((trials - j) / (level - k - trials + j + 1)),
    };
  });
}

/** Counts among `trials` under a mixture of betas. */
function betaBinomials(mixture: Mixture, trials: number): Counts {
  const { a, b, level, low, weight } = mixture;
  return spread(weight, trials, (i) => {
    const alpha = a + low + i;
    const beta = b + level - low - i;
    return {
      least: 0,
      most: trials,
      mode: Math.round(trials * (alpha / (alpha + beta))),
      log: (j) => logBetaBinomial(j, trials - j, alpha, beta),
      ratio: (j) => ((trials - j) / (j + 1)) * ((alpha + j) / (beta + trials - j - 1)),
    };
  });
}

function binomial(trials: number, x: number): Counts {
  return spread(Float64Array.of(1), trials, () => ({
    least: 0,
    most: trials,
    mode: Math.min(trials, Math.floor((trials + 1) * x)),
    log: (j) => logBinomialMass(j, trials, x),
    ratio: (j) => ((trials - j) / (j + 1)) * (x / (1 - x)),
  }));
}

/** A discrete law by its mass at a central value and the ratios of neighbours. */
interface Discrete {
  readonly least: number;
  readonly most: number;
  readonly mode: number;
  log(j: number): number;
  ratio(j: number): number;
}

/** Σ weight[i] of discrete laws on 0…trials. */
function spread(weight: Float64Array, trials: number, lawOf: (i: number) => Discrete): Counts {
  const sum = new Float64Array(trials + 1);
  for (let i = 0; i < weight.length; i++) {
    const w = weight[i] as number;
    if (w === 0) continue;
    const law = lawOf(i);
    const mode = Math.min(law.most, Math.max(law.least, law.mode));
    const peak = w * exp(law.log(mode));
    sum[mode] = (sum[mode] as number) + peak;
    for (let j = mode, p = peak; j < law.most; j++) {
      p *= law.ratio(j);
      if (p < DUST) break;
      sum[j + 1] = (sum[j + 1] as number) + p;
    }
    for (let j = mode - 1, p = peak; j >= law.least; j--) {
      p /= law.ratio(j);
      if (p < DUST) break;
      sum[j] = (sum[j] as number) + p;
    }
  }
  return dusted({ low: 0, weight: sum });
}
