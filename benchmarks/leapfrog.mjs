/** Measure one leapfrog step of NUTS with all that goes with it, in WebAssembly, emitted or prebuilt, and in JavaScript. */
import { compilePosterior } from "@credence/compiler";
import { loops, rng } from "@credence/math";
import { providePrebuilt } from "./prebuilt.mjs";

const TUNE = 400;

/** A copy of the samplers of its own for each tier, since an engine optimises code for all that ever ran through it. */
const samplersOf = (tier) => import(`${import.meta.resolve("@credence/samplers")}?tier=${tier}`);

/** A tuned chain on a tier, as a function that makes some transitions and returns how many leapfrog steps they took. */
async function chainOn(tier, posterior) {
  const { nuts } = await samplersOf(tier);
  loops.useTier(tier);
  const target = compilePosterior(posterior);
  const chain = nuts().start(target, new Float64Array(target.dimension).fill(0.1), rng("leapfrog"), TUNE);
  for (let i = 0; i < TUNE; i++) chain.step();
  loops.useTier("A");
  const transitions = Math.ceil(20000 / target.dimension);
  return () => {
    let steps = 0;
    for (let i = 0; i < transitions; i++) steps += chain.step().leapfrogSteps;
    return steps;
  };
}

/** A benchmark of the nanoseconds of a step, tier A beside tiers B and C. */
export const leapfrogBenchmark = (name, posterior) => ({
  name,
  unit: "ns",
  subject: "webAssembly",
  baseline: "javaScript",
  calls: 1,
  setup: async () => {
    const [webAssembly, javaScript] = [await chainOn("A", posterior), await chainOn("C", posterior)];
    providePrebuilt();
    return { webAssembly, javaScript, prebuilt: await chainOn("B", posterior) };
  },
  read: (seconds, steps) => (seconds * 1e9) / steps,
});
