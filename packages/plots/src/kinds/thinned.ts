/** Thin the chains of a scalar to about as many draws as they are worth, which are then nearly independent. */
import { essBulk, essTail } from "@credence/diagnostics";
import { everyNth } from "@credence/math";
import type { Series } from "./choose.js";

/** More than this costs time and shows nothing new. */
const MOST = 4000;

/** Every so many-th draw of each chain; all that fit where the draws are independent by themselves. */
export function thinnedDraws(series: readonly Series[], independent: boolean): number[] {
  const chains = series.flatMap(({ chains }) => chains);
  const size = chains.reduce((sum, chain) => sum + chain.length, 0);
  const worth = independent ? size : Math.min(size, orAll(essBulk(chains), size), orAll(essTail(chains), size));
  const step = Math.max(1, Math.round(size / Math.max(1, Math.min(worth, MOST))));
  return chains.flatMap((chain) => everyNth(chain, step));
}

/** Too few draws to tell what they are worth: then each counts. */
const orAll = (ess: number, size: number): number => (Number.isNaN(ess) ? size : ess);
