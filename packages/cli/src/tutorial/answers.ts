/** Answer one posterior in every way there is: its mode, three samplers and the closed form. */
import {
  type Exact,
  exact,
  findMap,
  type Mode,
  metropolis,
  nuts,
  type Posterior,
  sample,
  slice,
  type Trace,
} from "credence";
import type { ClickRate, Clicks } from "./campaign.js";

/** The answers, by the name of what gave them. */
export interface Answers {
  readonly mode: Mode<ClickRate>;
  readonly exact: Exact<ClickRate>;
  readonly nuts: Trace<ClickRate>;
  readonly slice: Trace<ClickRate>;
  readonly metropolis: Trace<ClickRate>;
}

/** The same effort for each sampler; where there is a terminal it shows a bar for each chain. */
export const effort: { readonly chains: number; readonly tune: number; readonly draws: number; readonly seed: number } =
  {
    chains: 4,
    tune: 1000,
    draws: 5000,
    seed: 1,
  };

/** @throws when the posterior has no closed form. */
export async function answersTo(posterior: Posterior<ClickRate, Clicks>): Promise<Answers> {
  const closed = exact(posterior);
  if (closed === null) throw new Error("the click rate has no closed form: is its prior still a beta distribution?");
  return {
    mode: await findMap(posterior),
    exact: closed,
    nuts: await sample(posterior, { ...effort, sampler: nuts() }),
    slice: await sample(posterior, { ...effort, sampler: slice() }),
    metropolis: await sample(posterior, { ...effort, sampler: metropolis() }),
  };
}
