/** Play a bandit many times and report means with their spread: one run proves nothing. */
import { addToWelford, mergeWelford, rng, type Welford, welford, welfordVariance } from "@credence/math";
import { correlation, pairSums } from "./correlation.js";
import { byArm, play, rateAt, recordLength, single } from "./play.js";
import { type Checked, checkedSetting } from "./setting.js";
import type { Checkpoint, Rate, Replication, Setting, Spread } from "./types.js";

/** Runs whose moments are taken together; results do not depend on who computed which block. */
const BLOCK = 64;

/**
 * Plays `setting` in `runs` independent runs. Run r draws from the stream named by the seed, "run" and r, so the result
 * depends on nothing else.
 *
 * @throws RangeError or TypeError for an impossible setting, naming the field
 */
export function replicate(setting: Setting): Replication {
  const checked = checkedSetting(setting);
  const { runs, checkpoints, policy } = checked;
  let all = emptyMoments(checked);
  for (let from = 0; from < runs; from += BLOCK) {
    const block = playBlock(checked, from, Math.min(from + BLOCK, runs));
    all = all.map((moments, i) => mergeWelford(moments, block[i] as Welford));
  }
  return {
    policy: { name: policy.name, options: policy.options },
    runs,
    checkpoints: checkpoints.map((impressions, i) => checkpointOf(checked, impressions, all[i] as Welford)),
  };
}

const emptyMoments = ({ checkpoints, rates }: Checked): Welford[] =>
  checkpoints.map(() => welford(recordLength(rates.length)));

/** Moments of runs `from` … `to − 1`, one accumulator for each checkpoint. */
function playBlock(checked: Checked, from: number, to: number): Welford[] {
  const moments = emptyMoments(checked);
  for (let run = from; run < to; run++) {
    const records = play(checked, rng(checked.seed, "run", run));
    for (let i = 0; i < records.length; i++) addToWelford(moments[i] as Welford, records[i] as Float64Array);
  }
  return moments;
}

function checkpointOf({ rates }: Checked, impressions: number, moments: Welford): Checkpoint {
  const { count, mean } = moments;
  const sd = welfordVariance(moments).map(Math.sqrt);
  const spread = (i: number, unit = 1): Spread => ({
    mean: (mean[i] as number) / unit,
    sd: (sd[i] as number) / unit,
    se: (sd[i] as number) / Math.sqrt(count) / unit,
  });
  const one = (name: (typeof single)[number]): number => single.indexOf(name);
  const forArms = (name: (typeof byArm)[number]): Spread<readonly number[]> => {
    const each = rates.map((_, arm) => spread(single.length + byArm.indexOf(name) * rates.length + arm));
    return { mean: each.map((s) => s.mean), sd: each.map((s) => s.sd), se: each.map((s) => s.se) };
  };
  const even = expectedEvenly(rates, impressions);
  const over = spread(one("clicks"), even);
  const pooled = correlation(mean.subarray(mean.length - pairSums().length));
  const withinRun = spread(one("withinRun"));
  return {
    impressions,
    clicks: spread(one("clicks")),
    overEven: even > 0 ? { ...over, mean: over.mean - 1 } : null,
    regret: spread(one("regret")),
    dynamicRegret: spread(one("dynamicRegret")),
    shares: forArms("shares"),
    bestIsKnown: spread(one("bestIsKnown")),
    absoluteError: forArms("absoluteError"),
    posteriorSd: forArms("posteriorSd"),
    errorAgainstSd: {
      withinRun: Number.isNaN(withinRun.mean) ? null : withinRun,
      pooled: Number.isNaN(pooled) ? null : pooled,
    },
  };
}

/** Clicks that the even draw expects. */
function expectedEvenly(rates: readonly Rate[], impressions: number): number {
  let sum = 0;
  for (const rate of rates) for (let t = 0; t < impressions; t++) sum += rateAt(rate, t);
  return sum / rates.length;
}
