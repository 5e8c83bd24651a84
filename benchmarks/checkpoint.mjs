/** Compare runs of NUTS that keep a checkpoint with the same runs without one, block by block. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sampleSync } from "@credence/inference";
import { nuts } from "@credence/samplers";

/** Four chains each; both arms have run before they are measured. */
export const checkpointBenchmark = (name, posteriorOf, { draws, clock }) => ({
  name,
  unit: "ms",
  subject: "kept",
  baseline: "unkept",
  paired: true,
  calls: 1,
  blocks: 31,
  ...(clock === undefined ? {} : { clock }),
  setup: () => {
    const folder = mkdtempSync(path.join(tmpdir(), "credence-bench-"));
    process.on("exit", () => rmSync(folder, { recursive: true }));
    let count = 0;
    const posterior = posteriorOf();
    const options = { sampler: nuts(), draws, tune: 1000, chains: 4, seed: 1, progress: false };
    const arms = {
      kept: () => sampleSync(posterior, { ...options, checkpoint: path.join(folder, `${count++}.ckpt`) }),
      unkept: () => sampleSync(posterior, options),
    };
    for (const arm of Object.values(arms)) arm();
    return arms;
  },
  read: (seconds) => 1e3 * seconds,
});
