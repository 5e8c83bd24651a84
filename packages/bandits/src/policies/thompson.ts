/** Choose each arm as often as it is believed to be the best: Thompson sampling. */

import { argmax } from "./largest.js";
import type { Policy } from "./types.js";

/** Thompson (1933), Biometrika 25:285: draw all mean rewards from what is believed, take the arm whose draw is largest. */
export function thompson(): Policy {
  let drawn = new Float64Array(0); // scratch, so that a choice allocates nothing
  return {
    name: "thompson",
    options: {},
    choose(beliefs, rng) {
      if (drawn.length !== beliefs.arms) drawn = new Float64Array(beliefs.arms);
      beliefs.drawInto(rng, drawn);
      return argmax(drawn);
    },
    propensities: (beliefs) => beliefs.probabilityBest(),
  };
}
