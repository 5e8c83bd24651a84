/** Answer a million campaigns exactly, from columns of impressions and clicks. */
import { exact } from "@credence/inference";
import { beta, binomial, column, dim, model } from "@credence/model";

const count = 1e6;
export const shown = Float64Array.from({ length: count }, (_, i) => 100 + ((i * 37) % 9000));
export const clicked = Float64Array.from({ length: count }, (_, i) => (i * 7919) % 97);

/** From the columns to the closed form: posteriors and evidence of every campaign. */
export function million() {
  const campaign = dim("campaign", count);
  const ads = model(() => {
    const rate = beta(2, 80).over(campaign);
    const clicks = binomial(column(campaign, shown), rate);
    return { rate, clicks };
  });
  return exact(ads().observe({ clicks: clicked }));
}
