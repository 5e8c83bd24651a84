/** Measure a model's gradient beside one written by hand, at a place where both agree. */
import { compilePosterior } from "@credence/compiler";

/** Positions of a chain differ: each call moves one coordinate a little, so that nothing can be kept from the last. */
const stir = (q, step) => {
  q[0] = 0.1 + 1e-9 * (step & 1);
};

function checkAgreement(kernel, byHand, dimension) {
  const q = Float64Array.from({ length: dimension }, (_, i) => 0.2 * Math.sin(i + 1));
  const memory = new Float64Array(2 * dimension);
  memory.set(q);
  const gradient = new Float64Array(dimension);
  const pairs = [[kernel.logDensityGradient(memory, 0, dimension), byHand(q, gradient)]];
  for (const [i, slope] of gradient.entries()) pairs.push([memory[dimension + i], slope]);
  const off = pairs.find(([mine, theirs]) => !(Math.abs(mine - theirs) <= 1e-9 * (1 + Math.abs(theirs))));
  if (off) throw new Error(`the gradient written by hand disagrees: ${off[1]}, not ${off[0]}`);
}

/** A benchmark of the nanoseconds that a log density with its gradient takes. */
export const gradientBenchmark = (name, posterior, byHand) => ({
  name,
  unit: "ns",
  subject: "model",
  baseline: "byHand",
  blocks: 31,
  setup: () => {
    const kernel = compilePosterior(posterior);
    const { dimension } = kernel;
    checkAgreement(kernel, byHand, dimension);
    const memory = new Float64Array(2 * dimension);
    const [q, gradient] = [new Float64Array(dimension), new Float64Array(dimension)];
    let step = 0;
    return {
      model: () => {
        stir(memory, step++);
        return kernel.logDensityGradient(memory, 0, dimension);
      },
      byHand: () => {
        stir(q, step++);
        return byHand(q, gradient);
      },
    };
  },
  read: (seconds) => seconds * 1e9,
});
