/** Time the summary of 1,000 scalars of 4 × 1,000 draws, beside the same figures from R's posterior where that is installed. */
import { summarize } from "@credence/diagnostics";
import { trace } from "@credence/draws";
import { rng } from "@credence/math";
import { secondsInR } from "../baselines/summarize-r.mjs";

const sizes = { chains: 4, draws: 1000, scalars: 1000 };

function normalTrace({ chains, draws, scalars }) {
  const random = rng("summarize");
  const variables = Array.from({ length: scalars }, (_, i) => ({
    name: `x${i + 1}`,
    axes: [],
    values: Float64Array.from({ length: chains * draws }, () => random.normal()),
  }));
  return trace(variables, { sampler: "none", seed: 1, elapsedMs: 0, chains, draws });
}

// R counts its own CPU time, of which a call hands back the seconds; it measures fewer scalars and is scaled up.
const inR = secondsInR({ ...sizes, measured: 50 });
if (inR === undefined) console.error("summarize: no baseline, since R with the package posterior is not installed");

export default {
  name: "summarize",
  unit: "s",
  subject: "summarize",
  ...(inR === undefined ? {} : { baseline: "posterior" }),
  calls: 1,
  blocks: 7,
  setup: () => {
    const drawn = normalTrace(sizes);
    const ours = () => {
      summarize(drawn);
      return undefined;
    };
    ours();
    return { summarize: ours, ...(inR === undefined ? {} : { posterior: inR }) };
  },
  read: (seconds, returned) => returned ?? seconds,
};
