/** Hold the draws of each scalar to a closed form: their distribution function less that, with a simultaneous band. */
import type { AnyTrace } from "@credence/draws";
import { rng } from "@credence/math";
import { fixed } from "../number.js";
import { uniformSpec } from "../specs/uniform.js";
import { type ClosedForm, cdfOf } from "./against.js";
import { choose } from "./choose.js";
import { gridOf } from "./grid.js";
import type { Kind, PlotOptions } from "./kind.js";
import { oneTrace } from "./needed.js";
import { thinnedDraws } from "./thinned.js";

export interface EcdfOptions extends PlotOptions {
  /** `exact(posterior)`, which is null where there is no closed form, or the distribution function of the one scalar. */
  readonly against?: ClosedForm | null;
}

export const ecdf: Kind<AnyTrace, EcdfOptions> = {
  from: "other",
  shows:
    "the draws of each scalar against a closed form: the share of draws below each of its quantiles, less what it should be, with a 95% band",
  reading:
    "A curve that stays in the band agrees with the closed form as far as the draws can tell. A slope through the middle is a spread that is wrong, a hill or a valley a shift. Chains are thinned to the number of independent draws that they are worth.",
  spec: (trace, options = {}) => {
    const { against } = options;
    oneTrace("ecdf", trace);
    if (against === undefined || against === null)
      throw new Error(
        "plot.ecdf: there is nothing to compare with; give { against: exact(posterior) }, or a distribution function",
      );
    const chosen = choose(trace, options, { kind: "ecdf", limit: 12, varying: true, draws: 4 });
    if (typeof against === "function" && chosen.scalars.length > 1)
      throw new Error("plot.ecdf: against is the distribution function of one scalar; name that scalar by vars");
    const thinned = new Map(
      chosen.scalars.map(({ name, series }) => [name, thinnedDraws(series, trace.$.independent)]),
    );
    const all = trace.$.chains * trace.$.draws;
    const fewest = Math.min(...[...thinned.values()].map((draws) => draws.length));
    return gridOf(chosen, options, {
      kind: "ecdf",
      what: "Draws against the closed form",
      notes:
        fewest < all
          ? [`thinned to ${fixed(fewest, 0)}${thinned.size > 1 ? " or more" : ""} of ${fixed(all, 0)} draws`]
          : [],
      draw: ({ name }, { axis, ...words }) => ({
        ...uniformSpec({
          ...words,
          xLabel: axis === "" ? "" : `probability of ${axis} in closed form`,
          values: placesOf(thinned.get(name) as number[], cdfOf("ecdf", against, trace, name), name),
          whole: "draws",
        }),
        kind: "ecdf",
      }),
    });
  },
};

/** The probability below each draw; whole numbers are spread at random over their step, so that the result is uniform. */
function placesOf(draws: readonly number[], cdf: (x: number) => number, name: string): number[] {
  const whole = draws.every(Number.isInteger);
  const random = rng(1, "plot.ecdf", name);
  return draws.map((draw) => {
    const upTo = checkedShare(cdf(draw), draw, name);
    if (!whole) return upTo;
    const below = checkedShare(cdf(draw - 1), draw - 1, name);
    return below + random.uniform() * (upTo - below);
  });
}

function checkedShare(share: number, x: number, name: string): number {
  if (share >= -1e-9 && share <= 1 + 1e-9) return Math.min(1, Math.max(0, share));
  throw new RangeError(`plot.ecdf: the closed form's probability of ${name} up to ${x} is ${share}`);
}
