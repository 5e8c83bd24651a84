/** Play one run of a bandit and record what it had come to at each checkpoint. */
import type { Jacobi } from "@credence/drift";
import type { Rng } from "@credence/math";
import { type BetaShapes, betaLaw } from "../beliefs/beta-law.js";
import { driftingArms } from "../beliefs/drifting.js";
import { independentArms } from "../beliefs/independent.js";
import type { Learner } from "../beliefs/types.js";
import { argmax } from "../policies/largest.js";
import { addPair, correlation, pairSums } from "./correlation.js";
import { feedback } from "./feedback.js";
import type { Checked } from "./setting.js";
import type { Rate } from "./types.js";

/** Impressions between two looks at error against standard deviation. */
const LOOK = 50;

/** Numbers recorded at a checkpoint: `single` ones, then `byArm` for each arm, then the sums behind the correlation. */
export const single = ["clicks", "regret", "dynamicRegret", "bestIsKnown", "withinRun"] as const;
export const byArm = ["shares", "absoluteError", "posteriorSd"] as const;
export const recordLength = (arms: number): number => single.length + byArm.length * arms + pairSums().length;

/** True rate of an arm at an impression, counted from 0. */
export const rateAt = (rate: Rate, impression: number): number =>
  typeof rate === "number" ? rate : (rate[impression] as number);

/** One run, drawn from `stream`: a record for each checkpoint. */
export function play(
  { rates, priors, process, policy, horizon, checkpoints, batch, delay }: Checked,
  stream: Rng,
): Float64Array[] {
  const { learner, elapse } = learnerOf(priors, process);
  const { record, flush } = feedback(learner, batch, delay);
  const now = new Float64Array(rates.length);
  const expected = new Float64Array(rates.length); // clicks that each arm alone would have brought
  const shown = new Float64Array(rates.length);
  const pairs = pairSums();
  const records: Float64Array[] = [];
  let [clicks, earned, ideal] = [0, 0, 0];
  for (let t = 1; t <= horizon; t++) {
    for (let i = 0; i < now.length; i++) {
      now[i] = rateAt(rates[i] as Rate, t - 1);
      expected[i] = (expected[i] as number) + (now[i] as number);
    }
    const arm = policy.choose(learner, stream);
    const reward = Number(stream.uniform() < (now[arm] as number));
    record(t, arm, reward);
    flush(t);
    elapse();
    clicks += reward;
    earned += now[arm] as number;
    ideal += now[argmax(now)] as number;
    shown[arm] = (shown[arm] as number) + 1;
    if (t % LOOK === 0) for (let i = 0; i < now.length; i++) addPair(pairs, errorOf(learner, i, now), sdOf(learner, i));
    if (t === checkpoints[records.length]) {
      const regret = (expected[argmax(expected)] as number) - earned;
      const means = now.map((_, i) => learner.mean(i));
      const known = Number(now[argmax(means)] === now[argmax(now)]);
      const errors = now.map((_, i) => errorOf(learner, i, now));
      const sds = now.map((_, i) => sdOf(learner, i));
      const scalars = [clicks, regret, ideal - earned, known, correlation(pairs)];
      records.push(Float64Array.from([...scalars, ...shown.map((n) => n / t), ...errors, ...sds, ...pairs]));
    }
  }
  return records;
}

/** What learns, and what happens to it as an impression passes. */
function learnerOf(
  priors: readonly BetaShapes[],
  process: Jacobi | undefined,
): { learner: Learner; elapse: () => void } {
  if (process === undefined) return { learner: independentArms(betaLaw, priors), elapse: () => undefined };
  const learner = driftingArms(
    process,
    priors.map((start) => ({ engine: "moments", start })),
  );
  return { learner, elapse: () => learner.elapse(1) };
}

const errorOf = (learner: Learner, arm: number, rates: Float64Array): number =>
  Math.abs(learner.mean(arm) - (rates[arm] as number));
const sdOf = (learner: Learner, arm: number): number => Math.sqrt(learner.variance(arm));
