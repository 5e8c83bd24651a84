/** Turn what the tutorial found into pictures, as data. */
import { histogramSpec, type PlotSpec, posteriorsSpec, shrinkageSpec } from "@credence/plots";
import type { Answers } from "./answers.js";
import { type Estimate, mass } from "./batters.js";
import { prior, updated } from "./campaign.js";
import { betaCurve, likelihoodCurve } from "./curves.js";
import type { Campaign } from "./data.js";
import type { Evidence } from "./evidence.js";

/** NUTS's draws between what was thought before and what the clicks alone would say. */
export const clickRateFigure = (campaign: Campaign, { nuts, mode }: Answers): PlotSpec =>
  histogramSpec({
    title: "The prior, updated with some evidence",
    subtitle: "Draws by NUTS between what was thought before and what the clicks alone would say",
    xLabel: "click rate θ",
    draws: nuts.theta.values,
    curves: [
      betaCurve("prior", "prior", prior),
      likelihoodCurve(campaign),
      betaCurve("exact posterior", "exact", updated(campaign)),
    ],
    mostPlausible: mode.theta,
  });

/** A row for each number of impressions, over the prior. */
export const evidenceFigure = (evidence: readonly Evidence[]): PlotSpec =>
  posteriorsSpec({
    title: "The posterior moves as the weight of evidence grows",
    subtitle: "Seven of every ten impressions clicked; each curve is drawn to the same height",
    xLabel: "click rate θ",
    probability: 0.94,
    marked: { label: "share clicked", value: 0.7 },
    posteriors: evidence.map(({ campaign, mean, low, high }) => {
      const label = `${campaign.impressions.toLocaleString("en-US")} impressions`;
      return { ...betaCurve(label, "posterior", updated(campaign)), mean, low, high };
    }),
  });

/** Each batter's own average, his estimate, and what came after. */
export const battersFigure = (rows: readonly Estimate[], league: number): PlotSpec =>
  shrinkageSpec({
    title: "Partial pooling foresees the season better than the first 45 at-bats",
    subtitle: "Batting averages of 18 players, 1970",
    xLabel: "batting average",
    laterLabel: "rest of the season",
    rows: rows.map(({ batter, ...row }) => ({ label: batter.player, ...row })),
    probability: mass,
    pooled: league,
  });
