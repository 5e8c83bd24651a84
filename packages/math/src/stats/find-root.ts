/** Find where a continuous function crosses zero, between two points of opposite sign. */

/** How close is close enough. */
export interface FindRootOptions {
  /** Accept an interval of twice this width around the root, beyond what double precision imposes anyway. */
  readonly tolerance?: number;
  readonly maxIterations?: number;
}

/** What `findRoot` does unless told otherwise. */
export const findRootDefaults: Required<FindRootOptions> = { tolerance: 0, maxIterations: 200 };

/**
 * Brent's method: inverse quadratic interpolation or the secant where they help, bisection where they do not
 * (Brent 1973, Algorithms for Minimization without Derivatives, chapter 4, procedure `zero`).
 *
 * @param f continuous; may be infinite, but not NaN
 * @returns x with f(x) = 0, or next to a change of sign
 * @throws RangeError when f(a) and f(b) have the same sign, an end is not finite, f is NaN, or `maxIterations` do not suffice
 */
export function findRoot(f: (x: number) => number, a: number, b: number, options: FindRootOptions = {}): number {
  const { tolerance, maxIterations } = { ...findRootDefaults, ...options };
  const at = (x: number): number => {
    const y = f(x);
    if (Number.isNaN(y)) throw new RangeError(`findRoot: the function is NaN at ${x}; narrow the bracket`);
    return y;
  };
  if (!Number.isFinite(b - a)) throw new RangeError(`findRoot: the bracket from ${a} to ${b} is not finite; narrow it`);
  // b is the best estimate, a the one before it, c the other end of the bracket.
  let fa = at(a);
  let fb = at(b);
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (fa > 0 === fb > 0)
    throw new RangeError(`findRoot: the function is ${fa} at ${a} and ${fb} at ${b}; pass ends where the signs differ`);
  let c = a;
  let fc = fa;
  let move = b - a;
  let moveBefore = move;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const smallest = 2 * Number.EPSILON * Math.abs(b) + tolerance / 2;
    const half = (c - b) / 2;
    if (fb === 0 || Math.abs(half) <= smallest) return b;
    const interpolated = interpolate(a, fa, b, fb, c, fc);
    const useful =
      Math.abs(moveBefore) >= smallest &&
      Math.abs(fa) > Math.abs(fb) &&
      interpolated * half > 0 &&
      Math.abs(interpolated) < Math.min(1.5 * Math.abs(half) - smallest / 2, Math.abs(moveBefore) / 2);
    moveBefore = useful ? move : half;
    move = useful ? interpolated : half;
    a = b;
    fa = fb;
    b += Math.abs(move) > smallest ? move : Math.sign(half) * smallest;
    fb = at(b);
    if (fb > 0 === fc > 0) {
      c = a;
      fc = fa;
      move = b - a;
      moveBefore = move;
    }
  }
  throw new RangeError(
    `findRoot: no root to the tolerance after ${maxIterations} iterations, last at ${b}; raise maxIterations`,
  );
}

/** The move from b to the zero of the secant through a and b, or of the inverse parabola through all three. */
function interpolate(a: number, fa: number, b: number, fb: number, c: number, fc: number): number {
  const s = fb / fa;
  if (a === c) return (s * (c - b)) / (s - 1);
  const q = fa / fc;
  const r = fb / fc;
  return (-s * ((c - b) * q * (q - r) - (b - a) * (r - 1))) / ((q - 1) * (r - 1) * (s - 1));
}
