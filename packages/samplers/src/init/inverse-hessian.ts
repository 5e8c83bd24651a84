/** Keep an L-BFGS inverse Hessian as a product of simple factors, so that normals with it are drawn in O(pairs × dimension). */
import { log } from "@credence/math";

/** One quasi-Newton step s and the change z of the gradient of the negative log density over it. */
export interface CurvaturePair {
  readonly step: Float64Array;
  readonly change: Float64Array;
}

/**
 * Σ = C Cᵀ with C = V_J … V_1 diag(√α), V = I − s rᵀ: the inverse Hessian that BFGS makes of diag(α) and the pairs, oldest
 * first, in the product form of Brodlie, Gourlay and Greenstadt (1973): r = z / sᵀz − B s / √(sᵀz · sᵀB s), B the inverse
 * of the factor so far. It equals the compact form of Byrd, Nocedal and Schnabel (1994) that Pathfinder's paper uses.
 */
export interface InverseHessian {
  readonly rootDiagonal: Float64Array;
  readonly factors: readonly { readonly s: Float64Array; readonly r: Float64Array }[];
  /** log |Σ|. */
  readonly logDeterminant: number;
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
};

/** x += weight · y. */
const add = (x: Float64Array, weight: number, y: Float64Array): void => {
  for (let i = 0; i < x.length; i++) x[i] = (x[i] as number) + weight * (y[i] as number);
};

/** Factorises the inverse Hessian of diag(α) and curvature pairs (each with sᵀz > 0). */
export function inverseHessian(alpha: Float64Array, pairs: readonly CurvaturePair[]): InverseHessian {
  const factors: { s: Float64Array; r: Float64Array }[] = [];
  let logDeterminant = 0;
  for (const a of alpha) logDeterminant += log(a);
  for (const { step: s, change: z } of pairs) {
    const curvature = dot(s, z);
    const image = s.slice(); // becomes B s = C⁻ᵀ C⁻¹ s
    for (const factor of [...factors].reverse()) {
      add(image, dot(factor.r, image) / (1 - dot(factor.r, factor.s)), factor.s);
    }
    for (let i = 0; i < image.length; i++) image[i] = (image[i] as number) / (alpha[i] as number);
    for (const factor of factors) add(image, dot(factor.s, image) / (1 - dot(factor.r, factor.s)), factor.r);
    const before = dot(s, image);
    const r = z.map((zi, i) => zi / curvature - (image[i] as number) / Math.sqrt(curvature * before));
    factors.push({ s, r });
    logDeterminant += log(before / curvature);
  }
  return { rootDiagonal: alpha.map(Math.sqrt), factors, logDeterminant };
}

/** C u. */
export function applyFactor({ rootDiagonal, factors }: InverseHessian, u: Float64Array): Float64Array {
  const x = u.map((ui, i) => ui * (rootDiagonal[i] as number));
  for (const { s, r } of factors) add(x, -dot(r, x), s);
  return x;
}

/** Cᵀ x. */
export function applyTransposed({ rootDiagonal, factors }: InverseHessian, x: Float64Array): Float64Array {
  const u = x.slice();
  for (const { s, r } of [...factors].reverse()) add(u, -dot(s, u), r);
  return u.map((ui, i) => ui * (rootDiagonal[i] as number));
}

/** The diagonal of Σ. */
export function diagonalOf(hessian: InverseHessian): Float64Array {
  const unit = new Float64Array(hessian.rootDiagonal.length);
  return unit.map((_, i) => {
    unit.fill(0)[i] = 1;
    const row = applyTransposed(hessian, unit);
    return dot(row, row);
  });
}

/**
 * The diagonal α that the next inverse Hessian starts from (Gilbert and Lemaréchal 1989, equation 4.9; algorithm 3 of
 * Pathfinder's paper). Entries that would not be positive stay as they were.
 */
export function nextDiagonal(alpha: Float64Array, { step, change }: CurvaturePair): Float64Array {
  let a = 0;
  let c = 0;
  for (let i = 0; i < alpha.length; i++) {
    a += (change[i] as number) * (change[i] as number) * (alpha[i] as number);
    c += ((step[i] as number) * (step[i] as number)) / (alpha[i] as number);
  }
  const b = dot(change, step);
  return alpha.map((old, i) => {
    const zi = change[i] as number;
    const si = step[i] as number;
    const next = 1 / (a / (b * old) + (zi * zi) / b - (a * si * si) / (b * c * old * old));
    return next > 0 && next < Infinity ? next : old;
  });
}
