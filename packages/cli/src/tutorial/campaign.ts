/** Model a click rate: what earlier campaigns say of it, and how clicks come about. */
import { beta, binomial, type Count, model, type Posterior, type Unit, type Variable } from "credence";
import type { Campaign } from "./data.js";

/** What is unknown of a campaign: its click rate. */
export interface ClickRate {
  readonly theta: Variable<never, Unit>;
}

/** What is known of it. */
export interface Clicks {
  readonly clicks: Variable<never, Count>;
}

/** Shapes of a beta distribution. */
export interface Shapes {
  readonly alpha: number;
  readonly beta: number;
}

/** Earlier campaigns were clicked about 19 times in 100, and differed by about 5: as much to say as 60 impressions. */
export const prior: Shapes = { alpha: 11.5, beta: 48.5 };

const campaign = model(({ impressions }: { impressions: number }) => {
  const theta = beta(prior.alpha, prior.beta);
  const clicks = binomial(impressions, theta);
  return { theta, clicks };
});

/** What is known of the click rate once the clicks are seen. */
export const clickRate = ({ impressions, clicks }: Campaign): Posterior<ClickRate, Clicks> =>
  campaign({ impressions }).observe({ clicks });

/** The same by arithmetic: clicks add to alpha, impressions without a click to beta. */
export const updated = ({ impressions, clicks }: Campaign): Shapes => ({
  alpha: prior.alpha + clicks,
  beta: prior.beta + impressions - clicks,
});
