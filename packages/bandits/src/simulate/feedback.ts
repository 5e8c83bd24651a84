/** Hand rewards to a learner late and in batches, as a site's logs do. */
import type { Learner } from "../beliefs/types.js";

/** Rewards on their way to a learner. */
export interface Feedback {
  /** Notes the reward of impression `t`, counted from 1. */
  record(t: number, arm: number, reward: number): void;
  /** After impression `t`: where a batch ends, teaches the learner all rewards that are `delay` impressions old. */
  flush(t: number): void;
}

/** Rewards become known `delay` impressions after they were earned; the learner sees them after every `batch` impressions. */
export function feedback(learner: Learner, batch: number, delay: number): Feedback {
  if (batch === 1 && delay === 0) {
    return { record: (_t, arm, reward) => learner.observe(arm, reward, 1), flush: () => undefined };
  }
  let waiting: { readonly t: number; readonly arm: number; readonly reward: number }[] = [];
  return {
    record: (t, arm, reward) => waiting.push({ t, arm, reward }),
    flush(t) {
      if (t % batch !== 0) return;
      const late = waiting.findIndex((each) => each.t > t - delay);
      const known = late < 0 ? waiting : waiting.slice(0, late);
      waiting = late < 0 ? [] : waiting.slice(late);
      for (const { arm, reward } of known) learner.observe(arm, reward, 1);
    },
  };
}
