/** Stop a run when its draws are good enough: look at them at set numbers of draws, so that the same seed stops at the same. */

import { essBulk, essTail, rhat } from "@credence/diagnostics";
import { cellLabels, cellName } from "@credence/draws";
import type { ChainRecord } from "./chains.js";
import type { Machine } from "./machine.js";
import type { Sizes, Until } from "./options.js";

/** Draws in each chain at which a run is looked at first; then whenever there are a quarter more. */
const firstLook = 100;
const growth = 1.25;

/** Numbers of draws after which to look, in order. */
export function* looks(most: number): Generator<number> {
  for (let at = firstLook; at < most; at = Math.ceil(at * growth)) yield at;
  yield most;
}

/** The worst figures of any sampled value, and of which. */
export interface Worst {
  readonly ess: { readonly value: number; readonly of: string };
  readonly rhat: { readonly value: number; readonly of: string };
}

/** The worst figures of the first `draws` draws; values that never change have none. */
export function worstOf(records: readonly ChainRecord[], { compiled }: Machine, draws: number): Worst {
  let ess = { value: Infinity, of: "" };
  let ratio = { value: -Infinity, of: "" };
  compiled.latents.forEach(({ name, size, axes }, v) => {
    for (let cell = 0; cell < size; cell++) {
      const chains = records.map(({ room }) => column(room.values[v] as Float64Array, size, cell, draws));
      const of = cellName(name, cellLabels(axes, cell));
      const smaller = Math.min(...[essBulk(chains), essTail(chains)].filter((value) => !Number.isNaN(value)));
      const larger = rhat(chains);
      if (smaller < ess.value) ess = { value: smaller, of };
      if (larger > ratio.value) ratio = { value: larger, of };
    }
  });
  return { ess, rhat: ratio };
}

const column = (values: Float64Array, size: number, cell: number, draws: number): Float64Array =>
  Float64Array.from({ length: draws }, (_, i) => values[i * size + cell] as number);

/** Whether the figures are as good as they are to be. */
export const isEnough = ({ ess, rhat: most }: Until, worst: Worst): boolean =>
  (ess !== undefined || most !== undefined) &&
  (ess === undefined || worst.ess.value >= ess) &&
  (most === undefined || worst.rhat.value <= most);

/** The figures in words. */
export const describeWorst = ({ ess, rhat: ratio }: Worst): string =>
  ess.of === ""
    ? "no sampled value changes"
    : `the smallest effective sample size is ${Math.round(ess.value)} (${ess.of}), the largest R-hat ${ratio.value.toFixed(3)}${ratio.of === "" ? "" : ` (${ratio.of})`}`;

/** Why a run with `until` ended, in a sentence. */
export function untilSentence(
  until: Until,
  records: readonly ChainRecord[],
  machine: Machine,
  sizes: Sizes,
  late: boolean,
): string {
  const draws = Math.min(...records.map(({ kept }) => kept));
  const worst = worstOf(records, machine, draws);
  const figures = `with ${draws} draws in each chain ${describeWorst(worst)}`;
  if (isEnough(until, worst)) return `until: enough: ${figures}`;
  if (late) return `until: ${until.seconds} seconds are over: ${figures}`;
  return draws < sizes.draws
    ? `until: not reached: ${figures}`
    : `until: not reached: ${figures}; give more draws than ${sizes.draws}, and see what diagnose says`;
}
