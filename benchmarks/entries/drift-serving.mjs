/** Time advancing 100,000 drifting arms by the serving approximation: one beta each, predicted and updated. */
import { process, STEP } from "../drift.mjs";

const ARMS = 100_000;

export default {
  name: "drift-serving",
  unit: "s",
  subject: "arms",
  blocks: 5,
  calls: 1,
  setup: () => {
    const arms = Array.from({ length: ARMS }, () => process.filter({ engine: "moments" }));
    return {
      arms: () => {
        for (const [i, arm] of arms.entries()) arm.predict(STEP).update(i % 3 === 0 ? 1 : 0, 1);
      },
    };
  },
  read: (seconds) => seconds,
};
