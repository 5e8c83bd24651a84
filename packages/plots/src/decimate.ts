/** Thin a polyline to what a screen can show without losing a peak, so that pictures stay small. */
import type { Point } from "./spec.js";

/**
 * At most `limit` of the points (at least 4), in order: the ends, and the lowest and highest of each of equally many
 * neighbours (the min–max half of M4: Jugel et al. 2014, "M4: a visualization-oriented time series data aggregation").
 */
export function decimate(points: readonly Point[], limit: number): Point[] {
  if (points.length <= limit) return [...points];
  const buckets = Math.max(1, Math.floor((limit - 2) / 2));
  const inner = points.length - 2;
  const kept: Point[] = [points[0] as Point];
  for (let b = 0; b < buckets; b++) {
    const from = 1 + Math.floor((b * inner) / buckets);
    const to = 1 + Math.floor(((b + 1) * inner) / buckets);
    kept.push(...extremes(points, from, to));
  }
  kept.push(points[points.length - 1] as Point);
  return kept;
}

function extremes(points: readonly Point[], from: number, to: number): Point[] {
  let low = from;
  let high = from;
  for (let i = from + 1; i < to; i++) {
    const y = (points[i] as Point)[1];
    if (y < (points[low] as Point)[1]) low = i;
    if (y > (points[high] as Point)[1]) high = i;
  }
  const order = low === high ? [low] : low < high ? [low, high] : [high, low];
  return order.map((i) => points[i] as Point);
}
