/** Build a page with every kind of picture from realistic numbers: to test, and to look at. */
import { rng } from "@credence/math";
import {
  densitySpec,
  drawsCurve,
  forestSpec,
  histogramSpec,
  type PageInput,
  type PlotSpec,
  posteriorsSpec,
  type ShrinkageRow,
  shrinkageSpec,
  stripSpec,
  tabulate,
  traceSpec,
} from "../src/index.js";

/** Density of Beta(a, b), normalised on the grid by its own sum: exact enough to look at. */
export function betaTable(a: number, b: number, points = 4001) {
  const sd = Math.sqrt((a * b) / ((a + b) ** 2 * (a + b + 1)));
  const mean = a / (a + b);
  const low = Math.max(1e-6, mean - 8 * sd);
  const high = Math.min(1 - 1e-6, mean + 8 * sd);
  const x = Array.from({ length: points }, (_, i) => low + ((high - low) * i) / (points - 1));
  const logs = x.map((p) => (a - 1) * Math.log(p) + (b - 1) * Math.log1p(-p));
  const top = logs.reduce((m, l) => Math.max(m, l));
  const raw = logs.map((l) => Math.exp(l - top));
  const step = (high - low) / (points - 1);
  const total = raw.reduce((sum, r) => sum + r, 0) * step;
  const density = raw.map((r) => r / total);
  let mass = 0;
  const cdf = density.map((d) => {
    mass += d * step;
    return mass;
  });
  const quantile = (p: number) =>
    x[
      Math.max(
        0,
        cdf.findIndex((c) => c >= p),
      )
    ] as number;
  return { x, density, mean, quantile };
}

const click = betaTable(18.5, 51.5);
const prior = betaTable(11.5, 48.5);

/** `count` exact draws of Beta(18.5, 51.5) by inversion on the grid. */
export function clickDraws(count: number, stream: string): Float64Array {
  const random = rng(1, stream);
  return Float64Array.from({ length: count }, () => click.quantile(random.uniform()));
}

const likelihood = tabulate("likelihood, 7 of 10", "likelihood", (p) => p ** 7 * (1 - p) ** 3, [0, 1]);

export const density: PlotSpec = densitySpec({
  title: "Ten impressions move the click rate only a little",
  subtitle: "Prior from earlier campaigns, seven clicks in ten impressions, and what follows from both",
  xLabel: "click rate",
  curves: [
    { label: "prior Beta(11.5, 48.5)", role: "prior", x: prior.x, density: prior.density },
    likelihood,
    { label: "posterior Beta(18.5, 51.5)", role: "posterior", x: click.x, density: click.density },
  ],
  marked: { label: "posterior mean", value: click.mean },
  interval: {
    of: "posterior Beta(18.5, 51.5)",
    low: click.quantile(0.03),
    high: click.quantile(0.97),
    probability: 0.94,
  },
});

export const histogram: PlotSpec = histogramSpec({
  title: "Sampling finds the exact posterior",
  subtitle: "Draws by NUTS, four chains, against the closed form",
  xLabel: "click rate",
  draws: clickDraws(4000, "draws"),
  curves: [
    { label: "prior", role: "prior", x: prior.x, density: prior.density },
    likelihood,
    { label: "exact posterior", role: "exact", x: click.x, density: click.density },
  ],
});

export const posteriors: PlotSpec = posteriorsSpec({
  title: "More impressions, less doubt",
  subtitle: "Posterior of the click rate when 70% of impressions are clicked; every curve is drawn to the same height",
  xLabel: "click rate",
  probability: 0.94,
  marked: { label: "true rate", value: 0.7 },
  posteriors: [10, 100, 1000, 10_000].map((n) => {
    const beta = betaTable(11.5 + 0.7 * n, 48.5 + 0.3 * n);
    const label = `${n.toLocaleString("en-US")} impressions`;
    return { label, ...beta, low: beta.quantile(0.03), high: beta.quantile(0.97) };
  }),
});

// Efron and Morris (1975), "Data analysis using Stein's estimator": 45 at bats of 1970, and the rest of the season.
const BATTERS: [string, number, number][] = [
  ["Roberto Clemente", 18, 0.346],
  ["Frank Robinson", 17, 0.298],
  ["Frank Howard", 16, 0.276],
  ["Jay Johnstone", 15, 0.222],
  ["Ken Berry", 14, 0.273],
  ["Jim Spencer", 14, 0.27],
  ["Don Kessinger", 13, 0.263],
  ["Luis Alvarado", 12, 0.21],
  ["Ron Santo", 11, 0.269],
  ["Ron Swoboda", 11, 0.23],
  ["Del Unser", 10, 0.264],
  ["Billy Williams", 10, 0.256],
  ["George Scott", 10, 0.303],
  ["Rico Petrocelli", 10, 0.264],
  ["Ellie Rodriguez", 10, 0.226],
  ["Bert Campaneris", 9, 0.285],
  ["Thurman Munson", 8, 0.316],
  ["Max Alvis", 7, 0.2],
];

export const batters: ShrinkageRow[] = BATTERS.map(([label, hits, later]) => {
  // A pooled rate of 0.265 with the weight of 120 at bats.
  const beta = betaTable(hits + 0.265 * 120, 45 - hits + 0.735 * 120);
  return { label, raw: hits / 45, mean: beta.mean, low: beta.quantile(0.05), high: beta.quantile(0.95), later };
});

export const shrinkage: PlotSpec = shrinkageSpec({
  title: "Partial pooling predicts the season better than the first 45 at bats",
  subtitle: "Batting averages of 18 players, 1970",
  xLabel: "batting average",
  laterLabel: "rest of the season",
  rows: batters,
  probability: 0.9,
  pooled: 0.265,
});

const random = rng(2, "strip");
const variables = ["mu", "tau", "theta[1]", "theta[2]", "theta[3]", "theta[4]", "theta[5]", "theta[6]"];
export const strip: PlotSpec = stripSpec({
  title: "NUTS and slice agree",
  subtitle: "Differences between their traces, 8 variables by 5 functionals",
  scores: ["mean", "sd", "5%", "50%", "95%"].flatMap((functional) =>
    variables.map((name) => ({ label: name, group: functional, z: random.normal() })),
  ),
});

export const trace: PlotSpec = traceSpec({
  title: "Four chains over the click rate",
  yLabel: "click rate",
  chains: ["a", "b", "c", "d"].map((chain) => clickDraws(1000, chain)),
});

export const forest: PlotSpec = forestSpec({
  title: "Eight schools by three samplers",
  xLabel: "effect",
  probability: 0.94,
  reference: 0,
  rows: ["A", "B", "C", "D", "E", "F", "G", "H"].map((school, i) => ({
    label: `school ${school}`,
    estimates: ["nuts", "slice", "exact"].map((series, s) => {
      const mean = 9 - i + 0.3 * s;
      return { series, mean, low: mean - 9 - i / 2, high: mean + 10 + s / 3 };
    }),
  })),
});

export const overlay: PlotSpec = densitySpec({
  title: "Three traces of one posterior",
  xLabel: "click rate",
  curves: ["nuts", "slice", "metropolis"].map((name, i) =>
    drawsCurve(name, (["series1", "series2", "series3"] as const)[i] ?? "series1", clickDraws(2000, name), {
      lower: 0,
      upper: 1,
    }),
  ),
});

export const SPECS: Record<string, PlotSpec> = {
  density,
  histogram,
  posteriors,
  shrinkage,
  strip,
  trace,
  forest,
  overlay,
};

export const PAGE: PageInput = {
  title: "How much do ten impressions say?",
  sections: [
    {
      heading: "A click rate",
      paragraphs: [
        "Earlier campaigns suggest a click rate near 19%. Ten impressions of the new one brought seven clicks. The posterior weighs both: it moves to 26%, as the prior has the weight of sixty impressions.",
        "The picture below shows the three curves on one axis. Heights have no scale of their own; areas are equal.",
      ],
      figures: [density, histogram, posteriors],
    },
    {
      heading: "Eighteen batters",
      paragraphs: ["Each player's own average is pulled towards the average of all."],
      figures: [shrinkage],
    },
    {
      heading: "Do the samplers agree?",
      figures: [strip, forest, overlay, trace],
      tables: [
        {
          caption: "Cost of each trace",
          columns: [
            "trace",
            "draws",
            "seconds",
            "worst bulk ESS",
            "ESS per second",
            "gradients",
            "ESS per 1,000 gradients",
            "note",
          ],
          rows: [
            ["nuts", 4000, 0.412, 1893, 4594.66, 30211, 62.66, "fine"],
            ["slice", 4000, 1.207, 411, 340.5, null, null, "no gradients"],
          ],
        },
      ],
    },
  ],
};
