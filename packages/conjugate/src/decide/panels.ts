/** Cut a line into panels that are fine wherever one of several integrands needs it, and place Gauss nodes in them. */
import { gaussLegendreNodes } from "@credence/math";

/** Where to evaluate, and what each value weighs. */
export interface Nodes {
  readonly at: Float64Array;
  readonly weights: Float64Array;
}

/** Where functions change most: like a normal density with this mean and standard deviation, or its distribution function. */
export interface Feature {
  readonly center: number;
  readonly spread: number;
}

/** An end of panels, where functions vary at this scale or slower. */
interface Cut {
  readonly at: number;
  readonly scale: number;
}

/** Cuts around the middle of a law, in its standard deviations: its tails bend within these. */
const aroundCenter = [0, 1, 2, 3, 4.5, 6, 8, 11];
/** What falls by this from the peak in logs does not matter. */
const depth = 45;

/**
 * Nodes that serve all integrands, each given by its log and with one peak, products of functions with these features.
 *
 * @param edges where a factor begins or ends abruptly; those at infinity are none
 */
export function nodesFor(
  features: readonly Feature[],
  logIntegrands: readonly ((w: number) => number)[],
  edges: readonly number[] = [],
): Nodes {
  const centers = features.flatMap(({ center, spread }) =>
    aroundCenter.flatMap((k) => [center - k * spread, center + k * spread].map((at) => ({ at, scale: spread }))),
  );
  const finest = features.reduce((least, { spread }) => Math.min(least, spread), Infinity);
  const grid = spaced(centers);
  const peaks = logIntegrands.flatMap((logIntegrand) => cutsAroundPeak(logIntegrand, grid, finest));
  const sides = edges.flatMap((edge) => cutsTowards(edge, finest));
  const cuts = spaced([...centers, ...peaks, ...sides]);
  const panels = cuts.slice(1).map((to, i) => gaussLegendreNodes(cuts[i] as number, to));
  return {
    at: Float64Array.from(panels.flatMap(({ at }) => [...at])),
    weights: Float64Array.from(panels.flatMap(({ weights }) => [...weights])),
  };
}

/** Ever closer to an edge, where powers of the distance to it may begin. */
const cutsTowards = (edge: number, finest: number): readonly Cut[] =>
  Array.from({ length: 16 }, (_, k) => finest / 4 ** k).flatMap((distance, k, all) => [
    { at: edge - distance, scale: distance / 2 },
    { at: edge + distance, scale: distance / 2 },
    ...(k === all.length - 1 ? [{ at: edge, scale: distance / 2 }] : []),
  ]);

/** From the peak outwards in steps that double, until nothing is left. */
function cutsAroundPeak(logIntegrand: (w: number) => number, grid: readonly number[], finest: number): readonly Cut[] {
  const peak = peakOf(logIntegrand, grid);
  const top = logIntegrand(peak);
  if (!(top > -Infinity)) return [];
  const outwards = (sign: 1 | -1): Cut[] => {
    const cuts: Cut[] = [];
    for (let step = finest / 64; cuts.length < 200; step *= 2) {
      const at = peak + sign * step;
      const fall = top - logIntegrand(at);
      if (fall > 1e-2) cuts.push({ at, scale: step / 2 });
      if (!(fall < depth)) break;
    }
    return cuts;
  };
  const found = [...outwards(-1), ...outwards(1)];
  return [{ at: peak, scale: found.reduce((least, { scale }) => Math.min(least, scale), Infinity) }, ...found];
}

/** The maximum of a function with one peak, by golden sections about the best point of a grid. */
function peakOf(f: (w: number) => number, grid: readonly number[]): number {
  const values = grid.map(f);
  const best = values.reduce((found, value, i) => (value > (values[found] as number) ? i : found), 0);
  let low = grid[Math.max(0, best - 1)] as number;
  let high = grid[Math.min(grid.length - 1, best + 1)] as number;
  const share = 0.381966011250105;
  let left = low + share * (high - low);
  let right = high - share * (high - low);
  let [atLeft, atRight] = [f(left), f(right)];
  for (let k = 0; k < 60 && high - low > 1e-9 * (Math.abs(low) + Math.abs(high)); k++) {
    if (atLeft > atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = low + share * (high - low);
      atLeft = f(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = high - share * (high - low);
      atRight = f(right);
    }
  }
  return (low + high) / 2;
}

/** Ascending, without cuts that lie nearer to a finer one than half their scale. */
function spaced(cuts: readonly Cut[]): readonly number[] {
  const kept: number[] = [];
  for (const { at, scale } of [...cuts].filter((cut) => Number.isFinite(cut.at)).sort((a, b) => a.scale - b.scale)) {
    const place = kept.findIndex((k) => k >= at);
    const after = place < 0 ? kept.length : place;
    const clear = [kept[after - 1], kept[after]].every((k) => k === undefined || Math.abs(k - at) > scale / 2);
    if (clear) kept.splice(after, 0, at);
  }
  return kept;
}
