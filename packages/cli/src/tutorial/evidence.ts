/** Follow the posterior of one click rate as evidence grows, in closed form. */
import { exact } from "credence";
import { clickRate } from "./campaign.js";
import type { Campaign } from "./data.js";

/** What is known of the click rate after a number of impressions. */
export interface Evidence {
  readonly campaign: Campaign;
  readonly mean: number;
  readonly sd: number;
  /** The shortest interval that holds 94 %. */
  readonly low: number;
  readonly high: number;
  /** Log probability of these clicks before the rate is known, everything unknown integrated out. */
  readonly logEvidence: number;
}

/** Before any impression, then after those of each campaign. */
export const evidenceOf = (campaigns: readonly Campaign[]): readonly Evidence[] =>
  [{ campaign: "none yet", impressions: 0, clicks: 0 }, ...campaigns].map(evidence);

function evidence(campaign: Campaign): Evidence {
  const closed = exact(clickRate(campaign));
  if (closed === null)
    throw new Error(`${campaign.campaign} has no closed form: is its prior still a beta distribution?`);
  const { theta } = closed.distributions;
  const { low, high } = theta.interval(0.94);
  return { campaign, mean: theta.mean(), sd: theta.sd(), low, high, logEvidence: closed.logEvidence };
}
