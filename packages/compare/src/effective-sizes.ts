/** Say how many independent draws the draws are worth for the share below any value. */
import { essBasic } from "@credence/diagnostics";
import { quantileSorted } from "@credence/math";
import type { Pooled } from "./estimate.js";
import { once } from "./once.js";

/** How many independent draws a probability is known by, as a function of where it lies. */
export interface EffectiveSizes {
  /** For the share of draws below the quantile of this probability. */
  below(probability: number): number;
  /** For the share of draws in a narrow interval around that quantile. */
  around(probability: number): number;
}

/** Where the effective number is estimated; between these it is interpolated, beyond them it stays. */
const KNOTS = [0.05, 0.25, 0.5, 0.75, 0.95] as const;

/** Half the share of draws in an interval. */
const REACH = 0.025;

/**
 * Effective sizes of shares of draws, from the indicators of being counted, as `essQuantile`. Slow chains are worth more in
 * the tails than in the middle, and more in an interval that they soon leave than on one side of a value, so that one size
 * for all would be wrong somewhere.
 *
 * @returns NaN for both where draws are all equal or not finite
 */
export function effectiveSizes({ chains, sorted }: Pooled, independent: boolean): EffectiveSizes {
  const every = () => sorted.length;
  if (independent) return { below: every, around: every };
  const quantile = (p: number): number => quantileSorted(sorted, p);
  const sizeOf = (counted: (draw: number) => boolean): number =>
    essBasic(chains.map((chain) => chain.map((draw) => (counted(draw) ? 1 : 0))));
  return {
    below: interpolated((p) => {
      const value = quantile(p);
      return sizeOf((draw) => draw <= value);
    }),
    around: interpolated((p) => {
      const [low, high] = [quantile(p - REACH), quantile(p + REACH)];
      return sizeOf((draw) => draw > low && draw <= high);
    }),
  };
}

/** A size from its values at the knots, which are computed when first asked for. */
function interpolated(size: (probability: number) => number): (probability: number) => number {
  const knots = once(() => {
    const all = KNOTS.map((probability) => ({ probability, size: size(probability) }));
    // What no draw or every draw is counted in, as in a few whole numbers, has no size of its own.
    return all.filter((knot) => !Number.isNaN(knot.size));
  });
  return (probability) => {
    const known = knots();
    const next = known.findIndex((knot) => knot.probability >= probability);
    const above = known[next] ?? known.at(-1);
    const below = known[next - 1];
    if (above === undefined) return NaN;
    if (next < 1 || below === undefined) return above.size;
    const share = (probability - below.probability) / (above.probability - below.probability);
    return below.size + share * (above.size - below.size);
  };
}
