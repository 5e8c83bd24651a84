/** Two rates, each with its own counts: beta-binomial pairs that have a closed form. */
import { beta, binomial, model } from "credence";

/** Trials and successes of each. */
export interface Rates {
  readonly n1: number;
  readonly n2: number;
  readonly k1: number;
  readonly k2: number;
}

const rates = model(({ n1, n2 }: Rates) => {
  const theta1 = beta(1, 1);
  const theta2 = beta(1, 1);
  const k1 = binomial(n1, theta1);
  const k2 = binomial(n2, theta2);
  return { theta1, theta2, k1, k2 };
});

export default (data: Rates) => rates(data).observe({ k1: data.k1, k2: data.k2 });
