/** Take a trace apart into its chains. */
import { type Groups, runOf, type Trace } from "../trace.js";
import { rearrange } from "./rearrange.js";

/**
 * One trace for each chain, in order; groups that do not go with the posterior draw by draw are in all of them. The state
 * of the sampler, which belongs to all chains together, is left behind.
 */
export function split<V, G extends Groups = Groups>(trace: Trace<V, G>): readonly Trace<V, G>[] {
  const { state: _, ...run } = runOf(trace);
  const { chains, draws } = run;
  return Array.from({ length: chains }, (_, chain) =>
    rearrange(trace, { ...run, chains: 1 }, (values, width) =>
      values.slice(chain * draws * width, (chain + 1) * draws * width),
    ),
  );
}
