/** Show how far joint laws are apart: distances over their noise floors, and the correlations that differ most. */
import { counted } from "@credence/diagnostics";
import { type Mark, type PageSection, type PlotSpec, type Point, seriesRole, type Table } from "@credence/plots";
import type { ComparisonData } from "../comparison.js";
import { formatFigure, formatFixed, formatP } from "../figures.js";
import type { JointRow, JointTest } from "../joint/joint.js";

const METRIC_NAMES: Readonly<Record<JointRow["metric"], string>> = {
  energy: "energy distance",
  mmd: "maximum mean discrepancy",
  slicedWasserstein: "sliced Wasserstein",
  rStar: "R* (nearest neighbours)",
};

export function jointSection({ agreement: { joint, correlations } }: ComparisonData): PageSection[] {
  if (joint.length === 0) return [];
  const tested = joint.filter(({ metrics }) => metrics.length > 0);
  const untested = joint.flatMap(({ traceA, traceB, untested }) =>
    untested === null ? [] : [`Not tested for ${traceA} and ${traceB}: ${untested}.`],
  );
  const reading =
    "Each distance is shown over its noise floor, which is what it would be if both were draws of one law: about 1 is what agreement looks like. p is the share of exchanges of blocks of neighbouring draws that make it as large.";
  return [
    {
      heading: "Do they go together alike?",
      paragraphs: [...(tested.length > 0 ? [reading] : []), ...untested],
      figures: floorsOf(tested),
      tables: tested.length === 0 ? [] : [metricTable(tested)],
      folds: correlations
        .filter(({ worst }) => worst.length > 0)
        .map((test) => ({
          summary: `Correlations of ${test.traceA} and ${test.traceB}: ${counted(test.tests, "pair")} of scalars, smallest p ${formatP(test.pHolm)}`,
          tables: [
            {
              caption: `The ${test.worst.length} correlations that differ most`,
              columns: ["scalars", test.traceA, test.traceB, "difference", "mcse", "z", "p (adjusted)"],
              rows: test.worst.map(({ scalars, a, b, difference, mcse, z, pHolm }) => [
                scalars.join(" × "),
                ...[a, b, difference].map((figure) => formatFixed(figure, 3)),
                formatFigure(mcse, 2),
                formatFixed(z, 2),
                formatP(pHolm),
              ]),
            },
          ],
        })),
    },
  ];
}

function metricTable(tests: readonly JointTest[]): Table {
  return {
    caption: "Distances between joint laws",
    columns: ["pair", "metric", "value", "noise floor", "ratio", "p", "p (adjusted)", "scalars"],
    rows: tests.flatMap(({ traceA, traceB, metrics, scalars }) =>
      metrics.map(({ metric, value, floor, ratio, p, pHolm }) => [
        `${traceA} – ${traceB}`,
        METRIC_NAMES[metric],
        ...[value, floor, ratio].map((figure) => formatFigure(figure, 3)),
        formatP(p),
        formatP(pHolm),
        scalars,
      ]),
    ),
  };
}

/** One row a pair, one dot a metric. */
function floorsOf(tests: readonly JointTest[]): PlotSpec[] {
  const points = tests.map(({ metrics }, row) => metrics.map(({ ratio }): Point => [ratio, row + 0.5]));
  const ratios = points.flat().map(([ratio]) => ratio);
  if (ratios.length === 0 || !ratios.every(Number.isFinite)) return [];
  const metrics = [...new Set(tests.flatMap((test) => test.metrics.map(({ metric }) => metric)))];
  const title = "Distances over their noise floors";
  return [
    {
      kind: "floors",
      title,
      subtitle: "one row a pair; 1 is what agreement looks like",
      alt: `${title}. The largest ratio is ${formatFigure(Math.max(...ratios), 2)}.`,
      x: { type: "number", label: "distance over its noise floor", domain: [0, 1.08 * Math.max(2, ...ratios)] },
      y: {
        type: "rows",
        rows: tests.map(({ traceA, traceB }) => ({ label: `${traceA} – ${traceB}` })),
        lanes: 2,
      },
      marks: [
        { type: "rule", role: "reference", x: 1 },
        ...metrics.map(
          (metric, m): Mark => ({
            type: "dots",
            role: seriesRole(m),
            label: METRIC_NAMES[metric],
            points: tests.flatMap((test, row) =>
              test.metrics.flatMap((found): Point[] =>
                found.metric === metric ? [[found.ratio, row + (m + 1) / (metrics.length + 1)]] : [],
              ),
            ),
          }),
        ),
      ],
      table: metricTable(tests),
    },
  ];
}
