/** Climb to a mode by damped Newton steps on finite differences: a few evaluations, no gradient needed. */
import { symmetricEigen } from "@credence/math";

/** A mode, or how far the climb came. */
export interface Mode {
  readonly position: Float64Array;
  readonly logDensity: number;
  /** The inverse of the curvature, row-major, with eigenvalues kept positive. */
  readonly covariance: Float64Array;
  readonly converged: boolean;
}

const maxSteps = 60;
const maxHalvings = 25;
/** A mode to within a tenth of a standard deviation is near enough. */
const smallDecrement = 0.01;
/** Of the curvature scaled to a diagonal of ones; less is a direction in which nothing holds the density. */
const leastCurvature = 1e-5;

interface Differences {
  readonly gradient: Float64Array;
  /** The negative Hessian, row-major. */
  readonly curvature: Float64Array;
}

interface Newton {
  readonly step: Float64Array;
  /** Squared Newton decrement: about the squared distance to the mode in standard deviations. */
  readonly decrement: number;
  readonly covariance: Float64Array;
  /** Standard deviation of each coordinate, the others fixed. */
  readonly scales: Float64Array;
  readonly concave: boolean;
}

/**
 * @param start a position with a finite density
 * @param arrived ends the climb early where it holds
 */
export function climbToMode(
  logDensity: (position: Float64Array) => number,
  start: Float64Array,
  arrived: (position: Float64Array) => boolean = () => false,
): Mode {
  let position: Float64Array = Float64Array.from(start);
  let value = logDensity(position);
  let widths: Float64Array = new Float64Array(start.length).fill(0.3);
  let covariance: Float64Array = new Float64Array(0);
  const found = (converged: boolean): Mode => ({ position, logDensity: value, covariance, converged });
  for (let count = 0; count < maxSteps && !arrived(position); count++) {
    const differences = finiteDifferences(logDensity, position, value, widths);
    if (differences === undefined) return found(false);
    const newton = newtonStep(differences);
    covariance = newton.covariance;
    if (newton.decrement < smallDecrement && newton.concave) return found(true);
    const next = search(logDensity, position, value, newton);
    if (next === undefined) return found(newton.concave && newton.decrement < 10 * smallDecrement);
    position = next.position;
    value = next.value;
    widths = widths.map((w, i) => Math.min(Math.max(0.3 * (newton.scales[i] as number), w / 10), 4 * w));
  }
  return found(false);
}

/** Central differences, narrower where the density vanishes beside the position. */
function finiteDifferences(
  logDensity: (position: Float64Array) => number,
  position: Float64Array,
  value: number,
  widths: Float64Array,
): Differences | undefined {
  const size = position.length;
  const moved = (...moves: readonly (readonly [number, number])[]): number => {
    const to = Float64Array.from(position);
    for (const [i, by] of moves) to[i] = (to[i] as number) + by;
    return logDensity(to);
  };
  const used = Float64Array.from(widths);
  const gradient = new Float64Array(size);
  const curvature = new Float64Array(size * size);
  const above = new Float64Array(size);
  const below = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    for (let halvings = 0; ; halvings++) {
      const width = used[i] as number;
      const up = moved([i, width]);
      const down = moved([i, -width]);
      if (up > -Infinity && down > -Infinity) {
        above[i] = up;
        below[i] = down;
        gradient[i] = (up - down) / (2 * width);
        curvature[i * size + i] = (2 * value - up - down) / (width * width);
        break;
      }
      if (halvings === maxHalvings) return undefined;
      used[i] = width / 4;
    }
    for (let j = 0; j < i; j++) {
      const [a, b] = [used[i] as number, used[j] as number];
      const sides = (above[i] as number) + (above[j] as number) + (below[i] as number) + (below[j] as number);
      const corners = moved([i, a], [j, b]) + moved([i, -a], [j, -b]);
      const mixed = corners > -Infinity ? (sides - corners - 2 * value) / (2 * a * b) : 0;
      curvature[i * size + j] = mixed;
      curvature[j * size + i] = mixed;
    }
  }
  return { gradient, curvature };
}

function newtonStep({ gradient, curvature }: Differences): Newton {
  const size = gradient.length;
  const scales = gradient.map((_, i) => 1 / Math.sqrt(Math.max(Math.abs(curvature[i * size + i] as number), 1e-12)));
  const scaled = curvature.map((c, k) => c * (scales[Math.floor(k / size)] as number) * (scales[k % size] as number));
  const { values, vectors } = symmetricEigen(scaled);
  const step = new Float64Array(size);
  const covariance = new Float64Array(size * size);
  let decrement = 0;
  values.forEach((eigenvalue, k) => {
    const along = Float64Array.from(scales, (s, i) => s * (vectors[i * size + k] as number));
    const slope = along.reduce((sum, a, i) => sum + a * (gradient[i] as number), 0);
    const clipped = eigenvalue > 0 ? Math.max(eigenvalue, leastCurvature) : Math.max(-eigenvalue, 0.05);
    decrement += slope ** 2 / clipped;
    for (let i = 0; i < size; i++) {
      const share = (along[i] as number) / clipped;
      step[i] = (step[i] as number) + share * slope;
      for (let j = 0; j < size; j++)
        covariance[i * size + j] = (covariance[i * size + j] as number) + share * (along[j] as number);
    }
  });
  return { step, decrement, covariance, scales, concave: values.every((v) => v > leastCurvature) };
}

/** The first of ever shorter steps that climbs as much as it promises. */
function search(
  logDensity: (position: Float64Array) => number,
  position: Float64Array,
  value: number,
  { step, decrement, scales }: Newton,
): { readonly position: Float64Array; readonly value: number } | undefined {
  const longest = step.reduce((most, s, i) => Math.max(most, Math.abs(s) / Math.max(4, 4 * (scales[i] as number))), 1);
  let share = 1 / longest;
  for (let halvings = 0; halvings < maxHalvings; halvings++, share /= 2) {
    const next = position.map((p, i) => p + share * (step[i] as number));
    const reached = logDensity(next);
    if (reached > value + 1e-4 * share * decrement) return { position: next, value: reached };
  }
  return undefined;
}
