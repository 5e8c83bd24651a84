/** Compare the exponential that gives the same bits everywhere with the engine's own. */
import { exp } from "@credence/math";

const points = Float64Array.from({ length: 1000 }, (_, i) => -30 + 0.06 * i);

const sumOver = (f) => () => {
  let sum = 0;
  for (const x of points) sum += f(x);
  return sum;
};

export default {
  name: "exp",
  unit: "ns",
  subject: "own",
  baseline: "engine",
  setup: () => ({ own: sumOver(exp), engine: sumOver(Math.exp) }),
  read: (seconds) => (seconds * 1e9) / points.length,
};
