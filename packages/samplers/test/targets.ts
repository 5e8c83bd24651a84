/** Write down the targets of the tests, with hand-made gradients and known answers. */
import { exp, log } from "@credence/math";
import type { Coordinate, Target } from "../src/index.js";

/** A continuous target from a function that returns the log density at x and fills its gradient. */
export function continuous(dimension: number, logDensity: (x: Float64Array, gradient: Float64Array) => number): Target {
  const x = new Float64Array(dimension);
  const gradient = new Float64Array(dimension);
  const run = (memory: Float64Array, q: number): number => {
    for (let i = 0; i < dimension; i++) x[i] = memory[q + i] as number;
    const value = logDensity(x, gradient);
    return Number.isFinite(value) ? value : -Infinity;
  };
  return {
    dimension,
    logDensity: run,
    logDensityGradient: (memory, q, g) => {
      const value = run(memory, q);
      for (let i = 0; i < dimension; i++) memory[g + i] = value === -Infinity ? 0 : (gradient[i] as number);
      return value;
    },
  };
}

/** Independent normals with the given standard deviations, written straight onto the memory. */
export function normals(sds: readonly number[]): Target {
  const precisions = Float64Array.from(sds, (sd) => 1 / (sd * sd));
  const dimension = sds.length;
  const density = (memory: Float64Array, q: number): number => {
    let sum = 0;
    for (let i = 0; i < dimension; i++) {
      const x = memory[q + i] as number;
      sum += (precisions[i] as number) * x * x;
    }
    return -0.5 * sum;
  };
  return {
    dimension,
    logDensity: density,
    logDensityGradient: (memory, q, g) => {
      let sum = 0;
      for (let i = 0; i < dimension; i++) {
        const x = memory[q + i] as number;
        const pull = (precisions[i] as number) * x;
        memory[g + i] = -pull;
        sum += pull * x;
      }
      return -0.5 * sum;
    },
  };
}

export const standardNormal = (dimension: number): Target => normals(Array.from({ length: dimension }, () => 1));

/** Two normals of unit variance with a correlation. */
export function correlatedNormal(correlation: number): Target {
  const scale = 1 / (1 - correlation * correlation);
  return continuous(2, (x, gradient) => {
    const [a = 0, b = 0] = x;
    gradient[0] = -scale * (a - correlation * b);
    gradient[1] = -scale * (b - correlation * a);
    return -0.5 * scale * (a * a - 2 * correlation * a * b + b * b);
  });
}

/** log(1 + e^x) without overflow. */
export const softplus = (x: number): number => Math.max(x, 0) + log(1 + exp(-Math.abs(x)));
export const inverseLogit = (x: number): number => (x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x)));

/** Beta(a, b) on the logit scale, Jacobian included (or left out, to see it caught). */
export function betaOnLogit(a: number, b: number, jacobian = true): Target {
  const [left, right] = jacobian ? [a, b] : [a - 1, b - 1];
  return continuous(1, (x, gradient) => {
    const eta = x[0] as number;
    gradient[0] = left - (left + right) * inverseLogit(eta);
    return -left * softplus(-eta) - right * softplus(eta);
  });
}

/** Beta(a, b) on (0, 1) itself: zero density outside. */
export function betaOnUnit(a: number, b: number): Target {
  return continuous(1, (x, gradient) => {
    const p = x[0] as number;
    if (!(p > 0 && p < 1)) return -Infinity;
    gradient[0] = (a - 1) / p - (b - 1) / (1 - p);
    return (a - 1) * log(p) + (b - 1) * log(1 - p);
  });
}

/** Neal's funnel (2003, section 8): v ~ normal(0, 3), x_i ~ normal(0, exp(v / 2)). */
export function funnel(dimension: number): Target {
  return continuous(dimension, (x, gradient) => {
    const v = x[0] as number;
    const precision = exp(-v);
    let squares = 0;
    for (let i = 1; i < dimension; i++) {
      const xi = x[i] as number;
      squares += xi * xi;
      gradient[i] = -precision * xi;
    }
    gradient[0] = -v / 9 - 0.5 * (dimension - 1) + 0.5 * precision * squares;
    return (-v * v) / 18 - 0.5 * (dimension - 1) * v - 0.5 * precision * squares;
  });
}

/** Eight schools, non-centred (Rubin 1981; Gelman et al., BDA 5.5): mu ~ normal(0, 5), tau ~ half-Cauchy(0, 5) on the log scale. */
export function eightSchools(): Target {
  const y = [28, 8, -3, 7, -1, 1, 18, 12];
  const sigma = [15, 10, 16, 11, 9, 11, 10, 18];
  return continuous(10, (x, gradient) => {
    const mu = x[0] as number;
    const tau = exp(x[1] as number);
    const ratio = (tau * tau) / 25;
    let value = (-mu * mu) / 50 - log(1 + ratio) + (x[1] as number);
    let byMu = -mu / 25;
    let byTau = 0;
    for (let j = 0; j < 8; j++) {
      const raw = x[j + 2] as number;
      const sd = sigma[j] as number;
      const residual = ((y[j] as number) - mu - tau * raw) / sd;
      const pull = residual / sd;
      value -= 0.5 * (raw * raw + residual * residual);
      byMu += pull;
      byTau += pull * raw;
      gradient[j + 2] = tau * pull - raw;
    }
    gradient[0] = byMu;
    gradient[1] = byTau * tau + 1 - (2 * ratio) / (1 + ratio);
    return value;
  });
}

/** A target over discrete (or mixed) coordinates from a function of the point. */
export function discrete(coordinates: readonly Coordinate[], logMass: (x: readonly number[]) => number): Target {
  const dimension = coordinates.length;
  return {
    dimension,
    coordinates,
    logDensity: (memory, q) => {
      const value = logMass(Array.from(memory.subarray(q, q + dimension)));
      return Number.isFinite(value) ? value : -Infinity;
    },
    logDensityGradient: () => {
      throw new Error("no gradient");
    },
  };
}
