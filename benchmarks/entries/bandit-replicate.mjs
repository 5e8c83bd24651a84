/** Time an impression of a simulated bandit of three buttons under Thompson sampling, beside the same loop in numpy and scipy as one would write it. */
import { replicate } from "@credence/bandits";
import { secondsInPython } from "../baselines/bandit-python.mjs";

const impressions = 2000;
const runs = 20;
const inPython = secondsInPython({ impressions: 200 });
if (inPython === undefined) console.error("bandit-replicate: no baseline, since Python with scipy is not installed");

export default {
  name: "bandit-replicate",
  unit: "ns",
  subject: "replicate",
  ...(inPython === undefined ? {} : { baseline: "scipy" }),
  calls: 1,
  blocks: 7,
  setup: () => {
    const ours = () => {
      replicate({
        rates: [0.02, 0.012, 0.03],
        prior: { alpha: 3, beta: 97 },
        policy: "thompson",
        horizon: impressions,
        runs,
        seed: 1,
      });
      return undefined;
    };
    ours();
    return { replicate: ours, ...(inPython === undefined ? {} : { scipy: inPython }) };
  },
  read: (seconds, returned) => (returned ?? seconds / impressions / runs) * 1e9,
};
