/** Weigh models so that their mixture predicts best: maximise a concave function over the simplex. */
import { cholesky, exp, solveCholesky } from "@credence/math";

/** Total of the objective's gap to its maximum at which the path ends. */
const GAP = 1e-10;

/** Newton decrement below which whole steps converge quadratically and stay positive. */
const NEAR = 0.25;

/**
 * Stacking weights (Yao, Vehtari, Simpson and Gelman 2018, arXiv:1704.02030, eq. 7): the simplex point w that maximises
 * Σᵢ log Σₖ wₖ exp(elpdᵢₖ), by a barrier method. The sum-to-one constraint becomes the penalty n Σ wₖ, under which the
 * maximum sums to one by itself; t (−Σᵢ log Σₖ wₖ pᵢₖ + n Σ wₖ) − Σ log wₖ is self-concordant, so that damped Newton
 * steps of length 1 / (1 + λ) converge from anywhere, and its minimum lies within K / t of the maximum (Boyd and
 * Vandenberghe 2004, sections 9.6 and 11.2).
 *
 * @param elpd log predictive densities as `[model][observation]`, nats
 * @returns one weight for each model; they sum to 1
 */
export function stackingWeights(elpd: readonly ArrayLike<number>[]): Float64Array {
  const models = elpd.length;
  const densities = relativeDensities(elpd);
  let weights: Float64Array = new Float64Array(models).fill(1 / models);
  for (let t = 1; ; t *= 8) {
    weights = centre(densities, weights, t);
    if (models / t < GAP) break;
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Each observation's densities under the models, in units of the largest: `[observation][model]`. */
function relativeDensities(elpd: readonly ArrayLike<number>[]): readonly Float64Array[] {
  return Array.from({ length: elpd[0]?.length ?? 0 }, (_, i) => {
    const row = Float64Array.from(elpd, (values) => values[i] as number);
    const largest = row.reduce((a, b) => Math.max(a, b));
    return row.map((value) => exp(value - largest));
  });
}

/** The minimum of the barrier problem at t, by damped Newton steps. */
function centre(densities: readonly Float64Array[], start: Float64Array, t: number): Float64Array {
  let weights = start;
  for (let step = 0; step < 200; step++) {
    const { gradient, hessian } = derivatives(densities, weights, t);
    const move = solveCholesky(cholesky(hessian), gradient);
    const decrement = Math.sqrt(move.reduce((sum, value, k) => sum + value * (gradient[k] as number), 0));
    const length = decrement > NEAR ? 1 / (1 + decrement) : 1;
    weights = weights.map((weight, k) => weight - length * (move[k] as number));
    if (decrement < 1e-6) break;
  }
  return weights;
}

function derivatives(densities: readonly Float64Array[], weights: Float64Array, t: number) {
  const models = weights.length;
  const gradient = weights.map((weight) => t * densities.length - 1 / weight);
  const hessian = new Float64Array(models * models);
  weights.forEach((weight, k) => {
    hessian[k * models + k] = 1 / (weight * weight);
  });
  for (const row of densities) {
    const mixed = row.reduce((sum, density, k) => sum + density * (weights[k] as number), 0);
    for (let k = 0; k < models; k++) {
      const slope = (row[k] as number) / mixed;
      gradient[k] = (gradient[k] as number) - t * slope;
      for (let l = 0; l < models; l++) {
        const at = k * models + l;
        hessian[at] = (hessian[at] as number) + (t * slope * (row[l] as number)) / mixed;
      }
    }
  }
  return { gradient, hessian };
}
