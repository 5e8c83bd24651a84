/** Integrate a function of one variable adaptively, for oracles and pictures. */

/** When the integral is good enough, and when to give up. */
export interface IntegrateOptions {
  /** Accept an estimated error up to this. */
  readonly absoluteTolerance?: number;
  /** Accept an estimated error up to this times the absolute value of the integral. */
  readonly relativeTolerance?: number;
  /** Give up when more intervals than this are needed. */
  readonly maxIntervals?: number;
}

/** An integral with the error that the quadrature rule estimates. */
export interface Integral {
  readonly value: number;
  readonly error: number;
  readonly evaluations: number;
}

/** What `integrate` does unless told otherwise. */
export const integrateDefaults: Required<IntegrateOptions> = {
  absoluteTolerance: 1e-14,
  relativeTolerance: 1e-10,
  maxIntervals: 2000,
};

/** A stretch of a finite range, where `integrand` is the function in the variable of that range. */
interface Piece {
  readonly integrand: (t: number) => number;
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly error: number;
}

// Gauss–Kronrod 7–15: nodes on [0, 1], Kronrod's weights, and Gauss's at every second node
// (Piessens et al. 1983, QUADPACK, routine QK15).
const nodesEach = 15;
const nodes = [
  0.991455371120812639206854697526329, 0.949107912342758524526189684047851, 0.864864423359769072789712788640926,
  0.741531185599394439863864773280788, 0.58608723546769113029414169178737, 0.405845151377397166906606412076961,
  0.207784955007898467600689403773245, 0,
];
const kronrodWeights = [
  0.02293532201052922496373200805897, 0.063092092629978553290700663189204, 0.104790010322250183839876322541518,
  0.140653259715525918745189590510238, 0.16900472663926790282829543641423, 0.190350578064785409913256402421014,
  0.204432940075298892414161999234649, 0.209482141084727828012999174891714,
];
const gaussWeights = [
  0.129484966168869693270611432679082, 0.27970539148927666790146777142378, 0.381830050505118944950369775488975,
  0.417959183673469387755102040816327,
];

/**
 * The integral of `f` from `a` to `b` by globally adaptive bisection of the interval with the largest estimated
 * error, |Kronrod − Gauss|. An infinite end is cut off at distance 1 from the other end (at ±1 on the whole line) and
 * brought to 0 by x = end ± 1 / t, as heavy tails need the density of doubles there. Ends are never evaluated, so
 * integrable singularities may lie there; cut the range at those inside, and at narrow peaks in a wide range, which
 * may be missed otherwise.
 *
 * @throws RangeError when `f` is not finite at a point, or the tolerance is not reached with `maxIntervals`
 */
export function integrate(f: (x: number) => number, a: number, b: number, options: IntegrateOptions = {}): Integral {
  if (Number.isNaN(a) || Number.isNaN(b))
    throw new RangeError(`integrate: cannot integrate from ${a} to ${b}; pass two numbers or infinities`);
  if (a === b) return { value: 0, error: 0, evaluations: 0 };
  if (a > b) {
    const reversed = integrate(f, b, a, options);
    return { ...reversed, value: -reversed.value };
  }
  const { absoluteTolerance, relativeTolerance, maxIntervals } = { ...integrateDefaults, ...options };
  const pieces = finitePieces(f, a, b);
  const first = pieces.length;
  for (;;) {
    const value = pieces.reduce((sum, piece) => sum + piece.value, 0);
    const error = pieces.reduce((sum, piece) => sum + piece.error, 0);
    if (error <= Math.max(absoluteTolerance, relativeTolerance * Math.abs(value)))
      return { value, error, evaluations: nodesEach * (2 * pieces.length - first) };
    const worst = pieces.reduce((most, piece) => (piece.error > most.error ? piece : most));
    const middle = worst.from + (worst.to - worst.from) / 2;
    if (pieces.length >= maxIntervals || middle === worst.from || middle === worst.to)
      throw new RangeError(
        `integrate: the estimated error ${error} of ${value} is above the tolerance after ${pieces.length} intervals; cut the range at singular points, raise maxIntervals, or ask for less`,
      );
    const halves = [gaussKronrod(worst.integrand, worst.from, middle), gaussKronrod(worst.integrand, middle, worst.to)];
    pieces.splice(pieces.indexOf(worst), 1, ...halves);
  }
}

function finitePieces(f: (x: number) => number, a: number, b: number): Piece[] {
  const integrand = (x: number): number => {
    const y = f(x);
    if (Number.isFinite(y)) return y;
    throw new RangeError(`integrate: the integrand is ${y} at ${x}; cut the range there or repair the integrand`);
  };
  const tail = (end: number, sign: number): Piece => gaussKronrod((t) => integrand(end + sign / t) / t / t, 0, 1);
  if (a > -Infinity && b < Infinity) return [gaussKronrod(integrand, a, b)];
  if (a > -Infinity) return [gaussKronrod(integrand, a, a + 1), tail(a, 1)];
  if (b < Infinity) return [tail(b, -1), gaussKronrod(integrand, b - 1, b)];
  return [tail(0, -1), gaussKronrod(integrand, -1, 1), tail(0, 1)];
}

function gaussKronrod(integrand: (t: number) => number, from: number, to: number): Piece {
  const half = (to - from) / 2;
  const center = from + half;
  let kronrod = 0;
  let gauss = 0;
  nodes.forEach((node, k) => {
    const y = node === 0 ? integrand(center) : integrand(center - half * node) + integrand(center + half * node);
    kronrod += y * (kronrodWeights[k] as number);
    if (k % 2 === 1) gauss += y * (gaussWeights[(k - 1) / 2] as number);
  });
  return { integrand, from, to, value: half * kronrod, error: Math.abs(half * (kronrod - gauss)) };
}
