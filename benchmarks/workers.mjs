/** Time two chains in workers by the clock on the wall, beside one chain in the calling thread or two processes. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { sample, sampleSync } from "@credence/inference";
import { nuts } from "@credence/samplers";
import { eightSchools } from "./models.mjs";

export const oneChain = () => ({ sampler: nuts(), draws: 40_000, tune: 1000, chains: 1, progress: false });

/** Milliseconds that something took, other processes and all. */
const wall = async (work) => {
  const before = performance.now();
  await work();
  return performance.now() - before;
};

const others = {
  one: () => {
    const posterior = eightSchools();
    return () => wall(() => sampleSync(posterior, { ...oneChain(), seed: 1 }));
  },
  processes: () => {
    const children = [1, 2].map(() => fork(fileURLToPath(new URL("one-chain.mjs", import.meta.url))));
    for (const child of children) child.unref();
    return () =>
      wall(() =>
        Promise.all(
          children.map((child, seed) => {
            child.ref();
            child.send(seed);
            return once(child, "message").then(() => child.unref());
          }),
        ),
      );
  },
};

/** A benchmark of two chains in workers beside `baseline`. */
export const workersBenchmark = (name, baseline) => ({
  name,
  unit: "ms",
  subject: "two",
  baseline,
  calls: 1,
  blocks: 7,
  setup: async () => {
    const posterior = eightSchools();
    const two = () => wall(() => sample(posterior, { ...oneChain(), chains: 2, seed: 1 }));
    const other = others[baseline]();
    await two();
    await other();
    return { two, [baseline]: other };
  },
  read: (_, milliseconds) => milliseconds,
});
