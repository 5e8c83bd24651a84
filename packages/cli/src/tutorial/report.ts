/** Lay the tutorial's findings out as one page that can be mailed: no network, no script. */
import { type PageSection, page, type Table } from "@credence/plots";
import type { Comparison } from "credence";
import { agreementFigure, agreementTable, type Method } from "./agreement.js";
import type { Answers } from "./answers.js";
import type { Errors, Estimate } from "./batters.js";
import { prior, updated } from "./campaign.js";
import type { Campaign } from "./data.js";
import type { Evidence } from "./evidence.js";
import { battersFigure, clickRateFigure, evidenceFigure } from "./figures.js";

/** All that the tutorial found. */
export interface Findings {
  readonly campaign: Campaign;
  readonly answers: Answers;
  readonly agreement: Comparison<Method>;
  readonly evidence: readonly Evidence[];
  readonly batters: readonly Estimate[];
  /** Posterior mean of the league's average. */
  readonly league: number;
  readonly errors: Errors;
}

/** The page as HTML. */
export const report = (findings: Findings): Promise<string> =>
  page({
    title: "How much do ten impressions say?",
    sections: [
      clickRateSection(findings),
      evidenceSection(findings),
      battersSection(findings),
      agreementSection(findings),
    ],
  });

function clickRateSection({ campaign, answers }: Findings): PageSection {
  const { clicks, impressions } = campaign;
  const { alpha, beta } = updated(campaign);
  const { theta } = answers.exact.distributions;
  const { low, high } = theta.interval(0.94);
  return {
    heading: `${clicks} clicks in ${impressions} impressions`,
    paragraphs: [
      `Earlier campaigns were clicked about 19 times in 100; Beta(${prior.alpha}, ${prior.beta}) says so with the weight of ${prior.alpha + prior.beta} impressions. The new one, ${campaign.campaign}, was shown ${impressions} times and clicked ${clicks} times. What should be thought of its click rate θ?`,
      `The posterior is Beta(${alpha}, ${beta}). Its mean is ${theta.mean().toFixed(3)}, and with 94% probability θ lies between ${low.toFixed(3)} and ${high.toFixed(3)}: higher than before, and far below the ${clicks / impressions} of these few impressions. The most plausible single value is ${answers.mode.theta.toFixed(3)}.`,
    ],
    figures: [clickRateFigure(campaign, answers)],
  };
}

const evidenceSection = ({ evidence }: Findings): PageSection => ({
  heading: "As evidence grows",
  paragraphs: [
    "Had the same share been clicked of 100, 1,000 or 10,000 impressions, the prior would have had less and less to say: the posterior moves to the observed share and narrows.",
  ],
  figures: [evidenceFigure(evidence)],
});

function battersSection({ batters, league, errors }: Findings): PageSection {
  return {
    heading: "Eighteen batters",
    paragraphs: [
      "Where does a prior come from? Often from the other members of a group. Of 18 batters of 1970 each had 45 at-bats; how well will each do over the rest of the season? The model learns the league's average, how alike players are, and every player's rate, all at once, so that each rate is drawn towards the others as far as the data support it: partial pooling.",
      `Judged by the rest of the season, the total squared error of the players' own averages is ${errors.raw.toFixed(4)}, that of partial pooling ${errors.pooled.toFixed(4)}: ${(errors.raw / errors.pooled).toFixed(1)} times less.`,
    ],
    figures: [battersFigure(batters, league)],
    tables: [errorsTable(errors)],
  };
}

const errorsTable = ({ raw, pooled }: Errors): Table => ({
  caption: "Total squared error against the averages of the rest of the season",
  columns: ["estimate", "total squared error"],
  rows: [
    ["own average of 45 at-bats", raw],
    ["partial pooling", pooled],
  ],
});

const agreementSection = ({ agreement }: Findings): PageSection => ({
  heading: "Do the samplers agree?",
  paragraphs: [
    "The click rate has a closed form, so samplers can be held to it. A difference counts in Monte Carlo standard errors: what chance alone would make of so many draws.",
    ...agreement.pairs.map(({ sentence }) => sentence),
  ],
  figures: [agreementFigure(agreement)],
  tables: [agreementTable(agreement)],
});
