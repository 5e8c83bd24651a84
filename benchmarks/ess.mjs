/** Measure effective draws a CPU second of NUTS, beside the same NUTS on a gradient written by hand. */
import { essBulk } from "@credence/diagnostics";
import { sampleSync } from "@credence/inference";
import { rng } from "@credence/math";
import { nuts } from "@credence/samplers";

/** The smallest bulk ESS of some scalars, each as one array a chain: the figure of Stan's table. */
export const smallest = (scalars) => scalars.reduce((least, chains) => Math.min(least, essBulk(chains)), Infinity);

/** The same of a trace. */
export const ofTrace = (trace) =>
  smallest(trace.$.variables.flatMap(({ draws }) => draws.scalars().map(({ chains }) => chains)));

/** Draws of every coordinate, as the samplers see a density that is not a model's. */
function sampleByHand(byHand, dimension, { chains, draws, tune }, seed) {
  const gradient = new Float64Array(dimension);
  const target = {
    dimension,
    logDensity: (memory, q) => byHand(memory.subarray(q, q + dimension), gradient),
    logDensityGradient: (memory, q, g) => byHand(memory.subarray(q, q + dimension), memory.subarray(g, g + dimension)),
  };
  const scalars = Array.from({ length: dimension }, () =>
    Array.from({ length: chains }, () => new Float64Array(draws)),
  );
  for (let c = 0; c < chains; c++) {
    const stream = rng(seed, "by hand", c);
    const start = Float64Array.from({ length: dimension }, () => 4 * stream.uniform() - 2);
    const chain = nuts().start(target, start, stream, tune);
    for (let i = 0; i < tune; i++) chain.step();
    for (let i = 0; i < draws; i++) {
      chain.step();
      for (let k = 0; k < dimension; k++) scalars[k][c][i] = chain.position[k];
    }
  }
  return scalars;
}

/**
 * A benchmark of the smallest bulk ESS over all scalars for a CPU second of compiling, warmup and draws. Every run has a
 * seed of its own, so that the spread is that of the machine and of the estimate together.
 */
export const essBenchmark = (name, posterior, dimension, byHand, { chains = 4, blocks = 7 } = {}) => {
  const sizes = { chains, draws: 1000, tune: 1000 };
  return {
    name,
    unit: "ESS/s",
    subject: "model",
    baseline: "byHand",
    calls: 1,
    blocks,
    setup: () => {
      let seed = 0;
      const arms = {
        model: () => {
          const trace = sampleSync(posterior, { ...sizes, sampler: nuts(), seed: seed++, progress: false });
          return () => ofTrace(trace);
        },
        byHand: () => {
          const scalars = sampleByHand(byHand, dimension, sizes, seed++);
          return () => smallest(scalars);
        },
      };
      for (const arm of Object.values(arms)) arm();
      return arms;
    },
    read: (seconds, ess) => ess() / seconds,
  };
};
