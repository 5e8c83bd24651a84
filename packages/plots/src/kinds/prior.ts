/** Show what the data changed: the prior of each scalar beside its posterior, and the likelihood or closed form if known. */
import { type AnyTrace, scalarsOf } from "@credence/draws";
import { kde, quantiles } from "@credence/math";
import { type Curve, tabulate } from "../curve.js";
import { extent, pad } from "../scale.js";
import type { Point, Role } from "../spec.js";
import { densitySpec } from "../specs/density.js";
import { type ClosedForm, cdfOf } from "./against.js";
import { choose } from "./choose.js";
import { gridOf } from "./grid.js";
import type { Kind, PlotOptions } from "./kind.js";
import { needGroups } from "./needed.js";

export interface PriorOptions extends PlotOptions {
  /** The closed form of the posterior, drawn upon it: `exact(posterior)`, or the distribution function of the one scalar. */
  readonly against?: ClosedForm | null;
  /** The likelihood of the one scalar that `vars` names, up to a factor: it is drawn with unit area. */
  readonly likelihood?: (x: number) => number;
  /** The values to draw between; where prior and posterior have draws unless given. */
  readonly range?: readonly [number, number];
}

export const prior: Kind<AnyTrace, PriorOptions> = {
  from: "trace",
  shows:
    "the prior density of each scalar beside the posterior, with the likelihood or the closed form if given; from the group prior",
  reading:
    "A posterior much narrower than the prior has learned from the data; one that lies on it has not. One that lies where the prior has little tells of a conflict between the two.",
  spec: (trace, options = {}) => {
    needGroups("prior", trace, ["prior"]);
    const group = new Map(scalarsOf(trace.$.groups.prior as AnyTrace).map((scalar) => [scalar.name, scalar.chains]));
    const derivedToo = choose(trace, options, { kind: "prior", limit: 12, varying: true, draws: 2 });
    const scalars = derivedToo.scalars.filter(({ name }) => group.has(name));
    if (scalars.length === 0)
      throw new Error(
        `plot.prior: the group prior has no draws of ${derivedToo.scalars.map(({ name }) => name).join(", ")}`,
      );
    if (scalars.length > 1 && (options.likelihood !== undefined || typeof options.against === "function"))
      throw new Error("plot.prior: a function of one scalar needs one scalar; name it by vars");
    return gridOf({ ...derivedToo, scalars }, options, {
      kind: "prior",
      what: "Prior and posterior",
      draw: ({ name, series }, { axis, ...words }) => {
        const [before, after] = [pooled(group.get(name) ?? []), pooled(series.flatMap(({ chains }) => chains))];
        const range = options.range ?? rangeOf(before, after);
        const cdf = options.against && cdfOf("prior", options.against, trace, name);
        const spec = densitySpec({
          ...words,
          xLabel: axis,
          curves: [
            shownCurve("prior", "prior", before, range),
            ...(options.likelihood ? [tabulate("likelihood", "likelihood", options.likelihood, range)] : []),
            shownCurve("posterior", "posterior", after, range),
            ...(cdf ? [tabulate("closed form", "exact", slopeOf(cdf, range), range)] : []),
          ],
        });
        return { ...spec, kind: "prior" };
      },
    });
  },
};

const pooled = (chains: readonly Float64Array[]): number[] => chains.flatMap((chain) => Array.from(chain));

/** All of the posterior, and of the prior what its heavy tails leave readable. */
function rangeOf(before: readonly number[], after: readonly number[]): Point {
  const [low, high] = quantiles(before, [0.01, 0.99]) as unknown as Point;
  const inner = extent([low, high, ...after]);
  const [least, most] = extent([...before, ...after]);
  const [from, to] = pad(inner, 0.05);
  return [Math.max(from, least), Math.min(to, most)];
}

/** The density of the draws within a range, of which it holds their share; kernels are reflected at its ends. */
function shownCurve(
  label: string,
  role: Role,
  draws: readonly number[],
  [lower, upper]: readonly [number, number],
): Curve {
  const inside = draws.filter((value) => value >= lower && value <= upper);
  const { x, density } = kde(inside, { lower, upper, points: 401 });
  return { label, role, x, density: density.map((d) => (d * inside.length) / draws.length) };
}

/** The density of a distribution function, by central differences. */
function slopeOf(cdf: (x: number) => number, [low, high]: readonly [number, number]): (x: number) => number {
  const step = (high - low) * 1e-4;
  return (x) => Math.max(0, cdf(x + step) - cdf(x - step)) / (2 * step);
}
