/** Run one chain in a process of its own whenever the parent asks, and answer when it is done. */
import { sampleSync } from "@credence/inference";
import { eightSchools } from "./models.mjs";
import { oneChain } from "./workers.mjs";

const posterior = eightSchools();
process.on("message", (seed) => {
  sampleSync(posterior, { ...oneChain(), seed });
  process.send("done");
});
