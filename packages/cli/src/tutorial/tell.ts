/** Put what the tutorial found into words and tables for the terminal. */
import { textHistogram } from "@credence/plots";
import { type Comparison, diagnose, summarize, type Trace } from "credence";
import { agreementTable, type Method } from "./agreement.js";
import type { Answers } from "./answers.js";
import { type Batting, type Estimate, errors } from "./batters.js";
import { prior, updated } from "./campaign.js";
import type { Campaign } from "./data.js";
import type { Evidence } from "./evidence.js";
import { textTable } from "./text-table.js";

export const question = ({ campaign, clicks, impressions }: Campaign): string =>
  `${campaign}: ${clicks} clicks in ${impressions} impressions, prior Beta(${prior.alpha}, ${prior.beta})`;

export const battersQuestion = "Eighteen batters of 1970, partially pooled from their first 45 at-bats";

export function clickRate(campaign: Campaign, { mode, exact, nuts }: Answers): string {
  const { alpha, beta } = updated(campaign);
  const { low, high } = exact.distributions.theta.interval(0.94);
  return [
    `most plausible click rate (MAP)  ${mode.theta.toFixed(6)}`,
    `closed form                      Beta(${alpha}, ${beta})`,
    `  mean                           ${exact.distributions.theta.mean().toFixed(6)}`,
    `  94% highest density            [${low.toFixed(5)}, ${high.toFixed(5)}]`,
    `  log evidence                   ${exact.logEvidence.toFixed(6)}`,
    "",
    `NUTS  ${textHistogram(nuts.theta.values, 48)}`,
    summarize(nuts).text(),
    diagnose(nuts).text(),
  ].join("\n");
}

export function agreement(comparison: Comparison<Method>): string {
  const { columns, rows } = agreementTable(comparison);
  const cell = (value: string | number | null): string =>
    value === null ? "–" : typeof value === "string" || Number.isInteger(value) ? String(value) : value.toFixed(4);
  return [
    "Three samplers held to the closed form",
    "",
    textTable(
      columns,
      rows.map((row) => row.map(cell)),
    ),
    "",
    ...comparison.pairs.map(({ sentence }) => sentence),
  ].join("\n");
}

export function evidence(rows: readonly Evidence[]): string {
  const lines = rows.map(({ campaign, mean, sd, low, high, logEvidence }) => [
    campaign.impressions.toLocaleString("en-US"),
    campaign.clicks.toLocaleString("en-US"),
    ...[mean, sd, low, high].map((figure) => figure.toFixed(6)),
    logEvidence.toFixed(6),
  ]);
  const heads = ["impressions", "clicks", "mean", "sd", "94% low", "high", "log evidence"];
  return `The posterior moves as evidence grows\n\n${textTable(heads, lines)}`;
}

export function batters(trace: Trace<Batting>, rows: readonly Estimate[]): string {
  const { raw, pooled } = errors(rows);
  return [
    summarize(trace).text(),
    diagnose(trace).text(),
    "",
    textTable(
      ["player", "own average", "estimate", "rest of the season"],
      rows.map(({ batter, ...row }) => [
        batter.player,
        ...[row.raw, row.mean, row.later].map((rate) => rate.toFixed(3)),
      ]),
    ),
    "",
    `Total squared error against the rest of the season: ${raw.toFixed(4)} for own averages, ${pooled.toFixed(4)} pooled`,
  ].join("\n");
}
