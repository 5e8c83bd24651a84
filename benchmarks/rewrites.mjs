/** Measure gradients with sums over data rewritten, and without or of fewer rows. */
import { compilePosterior } from "@credence/compiler";

/** A gradient as a function that never computes the same twice. */
function gradientOf(posterior, rewrites) {
  const kernel = compilePosterior(posterior, "unconstrained", { rewrites });
  const { dimension } = kernel;
  const memory = kernel.allocate(2 * dimension);
  for (let i = 0; i < dimension; i++) memory[i] = 0.2 * Math.sin(i + 1);
  let step = 0;
  const run = () => {
    memory[0] = 0.1 + 1e-9 * (step++ & 1);
    return kernel.logDensityGradient(memory, 0, dimension);
  };
  run();
  return run;
}

const common = { unit: "ns", blocks: 31, read: (seconds) => seconds * 1e9 };

/** The gradient with rewrites beside the same without. */
export const rewritesBenchmark = (name, make) => ({
  ...common,
  name,
  subject: "rewritten",
  baseline: "asWritten",
  setup: () => {
    const posterior = make();
    return { rewritten: gradientOf(posterior, true), asWritten: gradientOf(posterior, false) };
  },
});

/** The gradient of many rows beside that of few, both rewritten. */
export const rowsBenchmark = (name, many, few) => ({
  ...common,
  name,
  subject: "many",
  baseline: "few",
  setup: () => ({ many: gradientOf(many(), true), few: gradientOf(few(), true) }),
});
