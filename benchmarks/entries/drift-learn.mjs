/** Time what it takes to learn rate, mean and concentration from 200 updates: maximum, intervals, checked posterior. */
import { learn } from "@credence/drift";
import { series } from "../drift.mjs";

export default {
  name: "drift-learn",
  unit: "s",
  subject: "learn",
  blocks: 3,
  calls: 1,
  setup: () => {
    const steps = series(200, 20);
    return {
      learn: () => {
        const { posterior } = learn(steps);
        if (!(posterior.paretoK < 0.7)) throw new Error(`drift-learn: Pareto k is ${posterior.paretoK}`);
      },
    };
  },
  read: (seconds) => seconds,
};
