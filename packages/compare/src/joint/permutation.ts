/** Judge metrics by what they are when blocks are exchanged between the groups, and by how far halves of one group are apart. */
import { mean, type Rng, standardDeviation } from "@credence/math";

/** All metrics of a division of the blocks into groups 1 and 2; blocks of group 0 are left out. */
export type Measure = (groups: Uint8Array) => readonly number[];

/** What the permutations say of each metric, in the order of the metrics. */
export interface Judged {
  readonly permutations: number;
  /** The share of permutations with as large a value. */
  readonly ps: readonly number[];
  /** The share of permutations in which any metric is as far above its mean, in sds: adjusted for there being several. */
  readonly familyPs: readonly number[];
}

/** Permutations at first, and in all where these leave a doubt. */
const FIRST = 199;
const ALL = 3999;

/** A p value below this is looked at more closely. */
const DOUBT = 0.1;

/**
 * A permutation test of several metrics at once (Westfall and Young 1993, single step): the largest of the standardised
 * metrics has a law of its own, which takes their dependence into account.
 *
 * Most permutations are only made where the first ones leave a doubt. That keeps small p values exact: whatever the first
 * say, a p value below a tenth comes from all of them.
 */
export function permutationTest(measure: Measure, groups: Uint8Array, stream: Rng): Judged {
  const observed = measure(groups);
  const shuffled = groups.slice();
  const found: (readonly number[])[] = [];
  const upTo = (count: number): Judged => {
    while (found.length < count) {
      shuffle(shuffled, stream);
      found.push(measure(shuffled));
    }
    return judge(observed, found);
  };
  const first = upTo(FIRST);
  return Math.min(...first.familyPs) < DOUBT ? upTo(ALL) : first;
}

function judge(observed: readonly number[], found: readonly (readonly number[])[]): Judged {
  const all = [observed, ...found];
  const scales = observed.map((_, k) => {
    const values = all.map((each) => each[k] as number);
    return { centre: mean(values), spread: standardDeviation(values) };
  });
  const standardised = (values: readonly number[]): number[] =>
    values.map((value, k) => {
      const { centre, spread } = scales[k] as (typeof scales)[number];
      return spread > 0 ? (value - centre) / spread : 0;
    });
  const largest = all.map((values) => Math.max(...standardised(values)));
  const share = (holds: (index: number) => boolean): number => all.filter((_, i) => holds(i)).length / all.length;
  return {
    permutations: found.length,
    ps: observed.map((value, k) => share((i) => ((all[i] as readonly number[])[k] as number) >= value)),
    familyPs: standardised(observed).map((value) => share((i) => (largest[i] as number) >= value)),
  };
}

/** Halvings of each group that its noise floor is averaged over. */
const HALVINGS = 20;

/**
 * What each distance would be between the groups if both were draws of one law: half the root of the summed squares of the
 * distances between halves of either, since halves are as far apart as their numbers of draws make them.
 */
export function noiseFloors(measure: Measure, groups: Uint8Array, stream: Rng): number[] {
  const squares = [1, 2].map((group) => {
    const members = Array.from(groups.keys()).filter((block) => groups[block] === group);
    const halves = Uint8Array.from(members, (_, i) => (2 * i < members.length ? 1 : 2));
    const found = Array.from({ length: HALVINGS }, () => {
      shuffle(halves, stream);
      const divided = new Uint8Array(groups.length);
      members.forEach((block, i) => {
        divided[block] = halves[i] as number;
      });
      return measure(divided);
    });
    return (k: number): number => mean(found.map((values) => (values[k] as number) ** 2));
  });
  return measure(groups).map((_, k) => 0.5 * Math.sqrt(squares.reduce((sum, square) => sum + square(k), 0)));
}

/** Fisher and Yates. */
function shuffle(values: Uint8Array, stream: Rng): void {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor((i + 1) * stream.uniform());
    [values[i], values[j]] = [values[j] as number, values[i] as number];
  }
}
