/** Time a run of NUTS that keeps a checkpoint, beside the same run without one. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sampleSync } from "@credence/inference";
import { nuts } from "@credence/samplers";
import { eightSchools } from "../models.mjs";

const options = { sampler: nuts(), draws: 10_000, tune: 1000, chains: 4, seed: 1, progress: false };

export default {
  name: "checkpoint",
  unit: "ms",
  subject: "kept",
  baseline: "unkept",
  calls: 1,
  blocks: 11,
  setup: () => {
    const folder = mkdtempSync(path.join(tmpdir(), "credence-bench-"));
    process.on("exit", () => rmSync(folder, { recursive: true }));
    let count = 0;
    const posterior = eightSchools();
    return {
      kept: () => sampleSync(posterior, { ...options, checkpoint: path.join(folder, `${count++}.ckpt`) }),
      unkept: () => sampleSync(posterior, options),
    };
  },
  read: (seconds) => 1e3 * seconds,
};
