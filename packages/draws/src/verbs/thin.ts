/** Keep every so many-th draw of each chain, to store less. */
import { type Groups, runOf, type Trace } from "../trace.js";
import { rearrange } from "./rearrange.js";

/**
 * The first draw of each chain and every `step`-th after it, of stats and of groups that go with the posterior too. Thinning only saves space: it always loses
 * precision (Link and Eaton 2012, "On thinning of chains in MCMC", Methods in Ecology and Evolution 3).
 *
 * @throws If `step` is no whole number of at least 1.
 */
export function thin<V, G extends Groups = Groups>(trace: Trace<V, G>, step: number): Trace<V, G> {
  if (!Number.isSafeInteger(step) || step < 1) {
    throw new RangeError(`a trace cannot be thinned by ${step}: give a whole number of at least 1`);
  }
  const { chains, draws } = trace.$;
  const kept = Math.ceil(draws / step);
  return rearrange(trace, { ...runOf(trace), draws: kept }, (values, width) => {
    const thinned = new Float64Array(chains * kept * width);
    for (let i = 0; i < chains * kept; i++) {
      const draw = Math.floor(i / kept) * draws + (i % kept) * step;
      thinned.set(values.subarray(draw * width, (draw + 1) * width), i * width);
    }
    return thinned;
  });
}
