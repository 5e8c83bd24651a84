/** Differentiate the beta-binomial posterior by hand: one coordinate, the logit of the rate. */
import { invLogit, log1pExp } from "@credence/math";

/** Log density up to a constant, of a Beta(a, b) variable on the logit scale. */
export const clicksByHand = (a, b) => (q, gradient) => {
  const x = q[0];
  gradient[0] = a - (a + b) * invLogit(x);
  return a * x - (a + b) * log1pExp(x);
};
