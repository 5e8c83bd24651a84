/** Time a choice among ten arms in memory by Thompson sampling, beside one that draws the same betas into a new array and sorts it. */
import { betaLaw, independentArms, thompson } from "@credence/bandits";
import { randomBeta, rng } from "@credence/math";

const shapes = Array.from({ length: 10 }, (_, i) => ({ alpha: 3 + i, beta: 97 + 50 * i }));
const choices = 1000;

export default {
  name: "bandit-choose",
  unit: "ns",
  subject: "policy",
  baseline: "plain",
  setup: () => {
    const arms = independentArms(betaLaw, shapes);
    const policy = thompson();
    const [one, two] = [rng(1), rng(1)];
    const plain = () =>
      shapes.map(({ alpha, beta }, i) => [randomBeta(two, alpha, beta), i]).sort((a, b) => b[0] - a[0])[0][1];
    const times = (choose) => () => {
      let sum = 0;
      for (let i = 0; i < choices; i++) sum += choose();
      return sum;
    };
    return { policy: times(() => policy.choose(arms, one)), plain: times(plain) };
  },
  read: (seconds) => (seconds * 1e9) / choices,
};
