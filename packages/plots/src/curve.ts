/** Prepare density curves for drawing: checked, scaled, trimmed to where they matter, thinned. */
import { kde } from "@credence/math";
import { checkNumber, checkNumbers } from "./check.js";
import { decimate } from "./decimate.js";
import type { Point, Role } from "./spec.js";

/** A density on a grid: `x` strictly increasing, `density` at least 0, both of the same length (2 or more). */
export interface Curve {
  label: string;
  role: Role;
  x: ArrayLike<number>;
  density: ArrayLike<number>;
}

// A curve is drawn where it exceeds this part of its peak.
const VISIBLE = 1e-3;

/** Tabulate `density` on `count` even steps of `[low, high]`. */
export function tabulate(
  label: string,
  role: Role,
  density: (x: number) => number,
  [low, high]: readonly [number, number],
  count = 401,
): Curve {
  const x = Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
  return { label, role, x, density: x.map(density) };
}

/**
 * Estimate the density of draws by Gaussian kernels, on 401 points; `support` says where the values cannot go beyond.
 *
 * @throws RangeError for no draws, draws that are not finite, or draws outside the support.
 */
export function drawsCurve(
  label: string,
  role: Role,
  draws: ArrayLike<number>,
  support: { lower?: number; upper?: number } = {},
): Curve {
  checkNumbers("drawsCurve", "draws", draws);
  const { x, density } = kde(draws, { ...support, points: 401 });
  return { label, role, x, density };
}

/**
 * The points to draw, at most `limit`. A curve with the role `likelihood` is scaled to unit area, as it is no density and
 * has no height of its own. An infinite density (a pole at an end of the support) is left out.
 *
 * @throws RangeError for fewer than two points, unequal lengths, a grid that does not increase, NaN or negative density.
 */
export function curvePoints(caller: string, curve: Curve, limit = 200): Point[] {
  const points = checkedPoints(caller, curve);
  const area = curve.role === "likelihood" ? trapezoid(points) : 1;
  const scaled = area > 0 ? points.map(([x, y]): Point => [x, y / area]) : points;
  return decimate(trim(scaled), limit);
}

/** The highest point. */
export function peak(points: readonly Point[]): Point {
  return points.reduce((best, point) => (point[1] > best[1] ? point : best));
}

/** The height at `x` by linear interpolation; 0 outside the curve. */
export function heightAt(points: readonly Point[], x: number): number {
  const right = points.findIndex((point) => point[0] >= x);
  if (right === -1) return 0;
  const [x1, y1] = points[right] as Point;
  if (x1 === x) return y1;
  if (right === 0) return 0;
  const [x0, y0] = points[right - 1] as Point;
  return y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}

/** The part of the curve between `low` and `high`, with interpolated ends. */
export function between(points: readonly Point[], low: number, high: number): Point[] {
  const inside = points.filter(([x]) => x > low && x < high);
  return [[low, heightAt(points, low)], ...inside, [high, heightAt(points, high)]];
}

function checkedPoints(caller: string, { label, x, density }: Curve): Point[] {
  const name = `curve "${label}"`;
  if (x.length !== density.length)
    throw new RangeError(`${caller}: ${name} has ${x.length} x but ${density.length} densities; give one for each x`);
  if (x.length < 2) throw new RangeError(`${caller}: ${name} has ${x.length} points; give at least 2`);
  const points: Point[] = [];
  for (let i = 0; i < x.length; i++) {
    const at = checkNumber(caller, `x[${i}] of ${name}`, x[i] as number);
    const height = density[i] as number;
    if (i > 0 && at <= (x[i - 1] as number))
      throw new RangeError(`${caller}: ${name} has x[${i}] = ${at} after ${x[i - 1]}; sort its grid upwards`);
    if (!(height >= 0))
      throw new RangeError(`${caller}: ${name} has density[${i}] = ${height}; give numbers of at least 0`);
    if (height <= 1e150) points.push([at, height]);
  }
  if (points.length < 2)
    throw new RangeError(`${caller}: ${name} is infinite almost everywhere; give at least 2 finite densities`);
  return points;
}

function trapezoid(points: readonly Point[]): number {
  let area = 0;
  for (let i = 1; i < points.length; i++) {
    const [x0, y0] = points[i - 1] as Point;
    const [x1, y1] = points[i] as Point;
    area += ((x1 - x0) * (y0 + y1)) / 2;
  }
  return area;
}

function trim(points: readonly Point[]): Point[] {
  const floor = VISIBLE * peak(points)[1];
  const first = points.findIndex((point) => point[1] > floor);
  if (first === -1) return [...points];
  let last = points.length - 1;
  while ((points[last] as Point)[1] <= floor) last--;
  // One neighbour more on each side lets the curve come down to the axis.
  return points.slice(Math.max(0, first - 1), last + 2);
}
