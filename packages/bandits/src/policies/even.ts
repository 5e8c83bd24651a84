/** Choose every arm equally often: the classical experiment, and the baseline of every comparison. */
import type { Policy } from "./types.js";

/** A uniform draw, whatever is believed. */
export function even(): Policy {
  return {
    name: "even",
    options: {},
    choose: ({ arms }, rng) => Math.floor(rng.uniform() * arms),
    propensities: ({ arms }) => new Float64Array(arms).fill(1 / arms),
  };
}
