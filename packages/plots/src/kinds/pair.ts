/** Show scalars against each other two by two, with the draws whose trajectories diverged on top. */
import { rankAverage } from "@credence/math";
import { curvePoints } from "../curve.js";
import { fixed, formatNumber } from "../number.js";
import { extent, pad } from "../scale.js";
import type { Mark, NumberAxis, PlotSpec, Point, Role } from "../spec.js";
import { panelsSpec } from "../specs/panels.js";
import { type ChosenScalar, choose, soleTrace, type Traces, wordsFor } from "./choose.js";
import type { Kind, PlotOptions } from "./kind.js";
import { pooled } from "./pooled.js";
import { smoothDraws } from "./smooth.js";
import { divergentDraws } from "./stats.js";

export const pair: Kind<Traces, PlotOptions> = {
  from: "traces",
  shows:
    "draws of 2 to 5 scalars against each other, their densities on the diagonal, rank correlations above it, and divergences on top",
  reading:
    "Long thin clouds are correlations that slow a sampler down; funnels and sharp corners are what it cannot step through. Divergences that gather in one place show where: think of another parametrisation there.",
  spec: (traces, options = {}) => {
    const chosen = choose(traces, options, { kind: "pair", limit: MOST, varying: true, draws: 2 });
    const count = chosen.scalars.length;
    if (count < 2)
      throw new Error(`plot.pair: ${chosen.scalars[0]?.name} alone makes no pair; name 2 to ${MOST} scalars by vars`);
    if (count > MOST)
      throw new RangeError(`plot.pair: limit is ${options.limit}; at most ${MOST} scalars fit a matrix`);
    const columns = chosen.scalars.map((scalar) => columnOf(scalar, chosen.by));
    const sole = soleTrace(traces);
    const diverging = sole ? flat(divergentDraws(sole.$), sole.$.draws) : [];
    const shown = Math.round(MOST_SPECKS / ((count * (count - 1)) / 2));
    const panels = columns.flatMap((down, row) =>
      columns.map((across, column) => {
        const place = { first: column === 0, last: row === count - 1 };
        if (row === column) return diagonal(across, place);
        return row > column ? cloud(across, down, diverging, shown, place) : correlation(across, down);
      }),
    );
    const total = columns[0]?.series.reduce((sum, { draws }) => sum + draws.length, 0) ?? 0;
    const notes = [
      ...(diverging.length > 0 ? [`${fixed(diverging.length, 0)} divergences`] : []),
      ...(total > shown ? [`about ${fixed(shown, 0)} of ${fixed(total, 0)} draws in each panel`] : []),
      ...chosen.notes,
    ];
    const pairs = columns.flatMap((a, i) => columns.slice(i + 1).map((b) => ({ a, b, rho: spearman(a, b) })));
    const words = wordsFor(options, `Pairs of ${columns.map(({ label }) => label).join(", ")}`, notes);
    return panelsSpec({
      kind: "pair",
      ...words,
      alt:
        words.alt ??
        `${words.title}. Scatter plots of ${columns.length} scalars. ${pairs.map(({ a, b, rho }) => `${a.label} and ${b.label} have rank correlation ${formatNumber(rho)}`).join("; ")}.` +
          (diverging.length > 0 ? ` ${diverging.length} draws diverged.` : ""),
      panels,
      columns: count,
      matrix: true,
      aspect: 1,
      table: {
        caption: `${words.title}: rank correlations`,
        columns: ["scalar", "with", "rank correlation"],
        rows: pairs.map(({ a, b, rho }) => [a.label, b.label, rho]),
      },
    });
  },
};

const MOST = 5;
const MOST_SPECKS = 2000;
const MOST_DIVERGENCES = 100;

interface Column {
  label: string;
  domain: Point;
  series: { name: string; role: Role; draws: readonly number[] }[];
}

interface Place {
  first: boolean;
  last: boolean;
}

function columnOf(scalar: ChosenScalar, by: "chain" | "trace"): Column {
  const series = pooled(scalar, by, "draws");
  return { label: scalar.label, series, domain: pad(extent(series.flatMap(({ draws }) => draws)), 0.03) };
}

/** Positions among all draws, chain by chain. */
function flat(divergences: readonly (readonly number[])[], draws: number): number[] {
  return divergences.flatMap((chain, c) => chain.map((i) => c * draws + i - 1));
}

const axis = (domain: Point, hidden: boolean): NumberAxis => ({ type: "number", label: "", domain, hidden });

function specOf(title: string, x: NumberAxis, y: NumberAxis, marks: Mark[]): PlotSpec {
  return { kind: "pair", title, alt: "", x, y, marks, table: { caption: "", columns: [], rows: [] } };
}

function diagonal({ label, domain, series }: Column, { last }: Place): PlotSpec {
  const curves = series.map(({ role, draws }) => ({
    role,
    points: curvePoints("plot.pair", { label, role, ...smoothDraws(draws, 80) }),
  }));
  const top = 1.05 * Math.max(...curves.flatMap(({ points }) => points.map(([, y]) => y)));
  const marks = curves.flatMap(({ role, points }): Mark[] => [
    { type: "area", role, base: 0, points },
    { type: "line", role, weight: "fine", points },
  ]);
  return specOf(label, axis(domain, !last), axis([0, top], true), marks);
}

function cloud(
  across: Column,
  down: Column,
  diverging: readonly number[],
  shown: number,
  { first, last }: Place,
): PlotSpec {
  const at = (s: number, i: number): Point => [
    across.series[s]?.draws[i] as number,
    down.series[s]?.draws[i] as number,
  ];
  const each = Math.ceil(shown / across.series.length);
  const marks = across.series.map(
    ({ name, role, draws }, s): Mark => ({
      type: "specks",
      role,
      label: name,
      points: evenly(draws.length, each).map((i) => at(s, i)),
    }),
  );
  const bold: Mark = {
    type: "specks",
    role: "divergent",
    bold: true,
    label: "divergence",
    points: evenly(diverging.length, MOST_DIVERGENCES).map((i) => at(0, diverging[i] as number)),
  };
  return specOf(
    "",
    axis(across.domain, !last),
    axis(down.domain, !first),
    diverging.length > 0 ? [...marks, bold] : marks,
  );
}

/** The number alone, in the place of the pair's mirror image. */
function correlation(across: Column, down: Column): PlotSpec {
  const text: Mark = {
    type: "text",
    role: "reference",
    text: fixed(spearman(across, down), 2),
    x: 0.5,
    y: 0.5,
  };
  return specOf("", axis([0, 1], true), axis([0, 1], true), [text]);
}

/** So many positions of a list, evenly spread. */
function evenly(length: number, most: number): number[] {
  const count = Math.min(length, most);
  return Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * length) / count));
}

/** Spearman's rank correlation of all draws together. */
function spearman(a: Column, b: Column): number {
  const ranks = ({ series }: Column): Float64Array => rankAverage(series.flatMap(({ draws }) => draws));
  const [x, y] = [ranks(a), ranks(b)];
  const middle = (x.length + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  x.forEach((rank, i) => {
    const [dx, dy] = [rank - middle, (y[i] as number) - middle];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  });
  return xy / Math.sqrt(xx * yy);
}
