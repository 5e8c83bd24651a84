/** Picture one scalar by all traces in four small panels: density, distribution function, ranks, draws in order. */
import { countBelow, countUpTo, everyNth, kde } from "@credence/math";
import { type Curve, densitySpec, type Mark, type PlotSpec, type Point, type Role, traceSpec } from "@credence/plots";
import type { DistributionRow } from "../agreement/distributions.js";
import { formatFigure } from "../figures.js";
import type { SourceScalar } from "../source.js";

/** One scalar in one trace or closed form. */
export interface Side {
  readonly name: string;
  readonly role: Role;
  readonly scalar: SourceScalar;
}

/** Least points of a density curve, those of all, bins of ranks, points of all chains: a page of many scalars stays small. */
const CURVE = 40;
const ALL_CURVES = 160;
const BINS = 20;
const CHAIN_POINTS = 120;
/** More chains than this hide each other. */
const MOST_CHAINS = 4;

/** Those that can be drawn: a trace whose draws are undefined or all equal has no curve. */
export function drillPictures(
  sides: readonly Side[],
  differences: readonly DistributionRow[],
  base: string,
): PlotSpec[] {
  const drawn = sides.filter(({ scalar }) => isDrawable(scalar));
  return [
    ...densities(drawn),
    ...ecdfDifferences(drawn, differences, base),
    ...ranks(drawn, base),
    ...draws(drawn),
  ].map(withoutLegend);
}

function isDrawable(scalar: SourceScalar): boolean {
  const { sorted } = scalar.law();
  if (sorted === null) return Number.isFinite(scalar.law().quantile(0.5));
  const [least, most] = [sorted[0] ?? Number.NaN, sorted.at(-1) ?? Number.NaN];
  return Number.isFinite(least) && Number.isFinite(most) && least < most;
}

/** The page shows the colours once, and the table of the scalar again. */
function withoutLegend(spec: PlotSpec): PlotSpec {
  const marks = spec.marks.map((mark): Mark => {
    const { label: _, ...rest } = mark as Mark & { label?: string };
    return rest as Mark;
  });
  return { ...spec, marks };
}

function densities(sides: readonly Side[]): PlotSpec[] {
  const curves = sides.flatMap((side) => curveOf(side, sides.length));
  return curves.length === 0 ? [] : [densitySpec({ title: "Density", xLabel: "", curves })];
}

function curveOf({ name, role, scalar }: Side, sides: number): Curve[] {
  const law = scalar.law();
  if (law.sorted === null) return closedCurve(name, role, law.quantile);
  if (scalar.wholeNumbers() && (law.sorted.at(-1) as number) - (law.sorted[0] as number) <= CURVE)
    return [countCurve(name, role, law.shareUpTo, law.sorted[0] as number, law.sorted.at(-1) as number)];
  const [low, high] = [law.quantile(0.002), law.quantile(0.998)];
  const middle = law.sorted.filter((draw) => draw >= low && draw <= high);
  const points = Math.max(CURVE, Math.round(ALL_CURVES / sides));
  return low < high ? [{ label: name, role, ...kde(middle, { points, ...supportOf(law.sorted) }) }] : [];
}

/** No density is drawn below 0 where nothing was, nor above 1 of what may be a share. */
function supportOf(sorted: Float64Array): { lower?: number; upper?: number } {
  if (!((sorted[0] as number) >= 0)) return {};
  return (sorted.at(-1) as number) <= 1 ? { lower: 0, upper: 1 } : { lower: 0 };
}

/** Shares of whole numbers, with an empty one on either side. */
function countCurve(label: string, role: Role, below: (x: number) => number, least: number, most: number): Curve {
  const x = Array.from({ length: most - least + 3 }, (_, i) => least - 1 + i);
  return { label, role, x, density: x.map((value) => Math.max(0, below(value) - below(value - 1))) };
}

/** Slopes of the distribution function between its quantiles. */
function closedCurve(label: string, role: Role, quantile: (p: number) => number): Curve[] {
  const ps = Array.from({ length: CURVE + 1 }, (_, i) => 0.001 + (0.998 * i) / CURVE);
  const xs = ps.map(quantile);
  if (!xs.every((x, i) => Number.isFinite(x) && (i === 0 || x > (xs[i - 1] as number)))) return [];
  const slopes = xs.slice(1).map((x, i) => ({
    x: (x + (xs[i] as number)) / 2,
    density: ((ps[i + 1] as number) - (ps[i] as number)) / (x - (xs[i] as number)),
  }));
  return [{ label, role, x: slopes.map(({ x }) => x), density: slopes.map(({ density }) => density) }];
}

/** Differences in units of their simultaneous bands, so that one band serves all pairs. */
function ecdfDifferences(sides: readonly Side[], rows: readonly DistributionRow[], base: string): PlotSpec[] {
  const lines = rows.flatMap(({ traceA, traceB, ecdf }) => {
    const other = sides.find(({ name }) => name === (traceA === base ? traceB : traceA));
    if (ecdf === null || other === undefined || (traceA !== base && traceB !== base)) return [];
    const sign = traceA === base ? -1 : 1;
    const points = ecdf.values.map(
      (x, i): Point => [x, (sign * (ecdf.differences[i] as number)) / (ecdf.band[i] as number)],
    );
    return [{ ...other, points: points.filter(([, y]) => Number.isFinite(y)) }];
  });
  const points = lines.flatMap((line) => line.points);
  if (points.length < 2) return [];
  const [from, to] = [Math.min(...points.map(([x]) => x)), Math.max(...points.map(([x]) => x))];
  if (!(from < to)) return [];
  const reach = 1.1 * Math.max(1.2, ...points.map(([, y]) => Math.abs(y)));
  const leaving = lines.filter((line) => line.points.some(([, y]) => Math.abs(y) > 1)).map(({ name }) => name);
  return [
    {
      kind: "ecdfDifference",
      title: `ECDF less that of ${base}`,
      alt: `Differences of distribution functions from ${base}. ${leaving.length === 0 ? "None leaves its band" : `${leaving.join(", ")} leaves its band`}.`,
      x: { type: "number", label: "", domain: [from, to] },
      y: { type: "number", label: "", domain: [-reach, reach], hidden: true },
      marks: [
        { type: "ribbon", role: "reference", points: [from, to].map((x) => [x, -1, 1] as [number, number, number]) },
        ...lines.map(({ role, points }): Mark => ({ type: "line", role, weight: "normal", points })),
      ],
      table: { caption: "", columns: [], rows: [] },
    },
  ];
}

/** Where draws, thinned to their effective number, fall among all draws, or by the closed form: evenly, if they agree. */
function ranks(sides: readonly Side[], base: string): PlotSpec[] {
  const closed = sides.find(({ name, scalar }) => name === base && scalar.law().sorted === null);
  const ranked = sides
    .filter(({ scalar }) => scalar.law().sorted !== null)
    .map((side) => ({ ...side, draws: thinned(side.scalar) }));
  if (ranked.length + (closed === undefined ? 0 : 1) < 2) return [];
  const all = Float64Array.from(ranked.flatMap(({ draws }) => [...draws])).sort();
  const shareUpTo =
    closed?.scalar.law().shareUpTo ??
    ((x: number): number => (countBelow(all, x) + countUpTo(all, x)) / 2 / all.length);
  const lines = ranked.map(({ name, role, draws }) => {
    const counts = new Array<number>(BINS).fill(0);
    for (const draw of draws) {
      const bin = Math.min(BINS - 1, Math.floor(BINS * shareUpTo(draw)));
      counts[bin] = (counts[bin] as number) + 1;
    }
    const points = counts.map((count, i): Point => [(i + 0.5) / BINS, (BINS * count) / draws.length]);
    return { name, role, points, error: Math.sqrt((BINS - 1) / draws.length) };
  });
  const band = 3 * Math.max(...lines.map(({ error }) => error));
  const reach = 1.1 * Math.max(band, ...lines.flatMap(({ points }) => points.map(([, y]) => Math.abs(y - 1))));
  return [
    {
      kind: "rankShares",
      title: closed === undefined ? "Ranks among all" : `Place in ${base}`,
      alt: `Shares of the ranks of each trace in ${BINS} bins, over the even share. ${lines.map(({ name, points }) => `${name}: ${formatFigure(Math.min(...points.map(([, y]) => y)), 2)} to ${formatFigure(Math.max(...points.map(([, y]) => y)), 2)}`).join("; ")}.`,
      x: { type: "number", label: "", domain: [0, 1], hidden: true },
      y: { type: "number", label: "", domain: [Math.max(0, 1 - reach), 1 + reach], hidden: true },
      marks: [
        {
          type: "ribbon",
          role: "reference",
          points: [0, 1].map((x) => [x, Math.max(0, 1 - band), 1 + band] as [number, number, number]),
        },
        ...lines.map(({ role, points }): Mark => ({ type: "line", role, weight: "normal", points })),
      ],
      table: { caption: "", columns: [], rows: [] },
    },
  ];
}

/** Every so many-th draw of each chain, so that about as many are left as the middle of the distribution is worth. */
function thinned(scalar: SourceScalar): Float64Array {
  const chains = scalar.chains();
  const total = chains.reduce((size, chain) => size + chain.length, 0);
  const size = scalar.law().sizes.below(0.5);
  const step = Math.max(1, Math.round(total / Math.min(total, size || total)));
  return Float64Array.from(chains.flatMap((chain) => everyNth(chain, step)));
}

function draws(sides: readonly Side[]): PlotSpec[] {
  const each = Math.max(1, Math.floor(MOST_CHAINS / sides.length));
  const chains = sides.flatMap(({ name, scalar }) =>
    scalar
      .chains()
      .slice(0, each)
      .map((chain) => ({ name, chain })),
  );
  if (chains.length === 0) return [];
  const shortest = Math.min(...chains.map(({ chain }) => chain.length));
  const spec = traceSpec({
    title: each === 1 ? "Draws of a chain" : `Draws of ${each} chains`,
    yLabel: "",
    xLabel: "",
    chains: chains.map(({ chain }) => chain.subarray(0, shortest)),
    names: chains.map(({ name }) => name),
    points: CHAIN_POINTS,
    alt: "The draws of some chains in order.",
  });
  // Roles are those of the page, also where a closed form comes first.
  const roles = new Map(sides.map(({ name, role }) => [name, role]));
  const marks = spec.marks.map((mark, c) => ({ ...mark, role: roles.get(chains[c]?.name ?? "") ?? mark.role }));
  return [{ ...spec, marks, x: { ...spec.x, hidden: true } }];
}
