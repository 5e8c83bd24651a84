/** Compare two sources in all scalars at once: every correlation, distances over their noise floors, and a classifier. */
import { rng } from "@credence/math";
import type { JointDraws, SourceScalar, Subject } from "../source.js";
import { type Blocks, cutBoth, type Layout, LEAST_BLOCKS, SIZE_PER_BLOCK } from "./blocks.js";
import { correlationRows, type RawCorrelation } from "./correlations.js";
import { METRICS, type Metric, metricsBetween } from "./metrics.js";
import { pairwise } from "./pairwise.js";
import { noiseFloors, permutationTest } from "./permutation.js";
import { normalScores, whiten } from "./scores.js";
import { slicesOf } from "./sliced.js";

/** One metric between two sources. */
export interface JointRow {
  readonly metric: Metric;
  readonly value: number;
  /** What it would be if both were draws of one law. */
  readonly floor: number;
  readonly ratio: number;
  /** The share of exchanges of blocks that make it as large. */
  readonly p: number;
  /** Adjusted for all tests of the pair: for the other metrics by their common permutations, and for the share of the level. */
  readonly pHolm: number;
}

/** How far the joint laws of a pair of sources are apart. */
export interface JointTest<K extends string = string> extends JointBasis {
  readonly traceA: K;
  readonly traceB: K;
  /** The smallest adjusted p; null without a test. */
  readonly pHolm: number | null;
  readonly metrics: readonly JointRow[];
}

/** What a comparison of joint laws rests on. */
export interface JointBasis {
  /** How many scalars it is about. */
  readonly scalars: number;
  /** Points and blocks of a and of b. */
  readonly points: readonly [number, number];
  readonly blocks: readonly [number, number];
  /** Exchanges of blocks that the p values come from. */
  readonly permutations: number;
  /** Why there is no test, or null. */
  readonly untested: string | null;
}

/** A row before its p value has been divided by the share of the level. */
export interface RawMetric extends Omit<JointRow, "pHolm"> {
  readonly familyP: number;
}

/** What is found in all scalars at once. */
export interface RawJoint {
  readonly basis: JointBasis;
  readonly correlations: readonly RawCorrelation[];
  readonly metrics: readonly RawMetric[];
}

const nothing = (untested: string, scalars: number): RawJoint => ({
  basis: { scalars, points: [0, 0], blocks: [0, 0], permutations: 0, untested },
  correlations: [],
  metrics: [],
});

/**
 * The joint law of the scalars with these keys. Points are taken from blocks of either trace, as normal scores of ranks; the
 * distances see them whitened. The same traces give the same figures.
 */
export function compareJointly(a: Subject, b: Subject, keys: readonly string[]): RawJoint {
  if (keys.length === 0) return nothing("they have no scalar in common", 0);
  if (a.trace === undefined && b.trace === undefined) return nothing("both are closed forms", keys.length);
  const [inA, inB] = [a.joint(), b.joint()];
  if (typeof inA === "string") return nothing(inA, keys.length);
  if (typeof inB === "string") return nothing(inB, keys.length);
  const usable = keys.filter((key) => varies(inA, key) && varies(inB, key));
  if (usable.length < 2) return nothing("fewer than two scalars vary in both", usable.length);
  const cut = cutBoth(layoutOf(inA, usable), layoutOf(inB, usable), usable.length);
  if (cut === null) {
    return nothing(`fewer than ${LEAST_BLOCKS * SIZE_PER_BLOCK} effective draws in one of the two`, usable.length);
  }
  return between(inA, inB, usable, cut);
}

function between(
  a: JointDraws,
  b: JointDraws,
  keys: readonly string[],
  [inA, inB]: readonly [Blocks, Blocks],
): RawJoint {
  const perBlock = inA[0]?.length as number;
  const columns = keys.map((key) => Float64Array.from([...take(a, key, inA), ...take(b, key, inB)]));
  const scores = normalScores(columns);
  const names = keys.map((key) => a.scalars.get(key)?.name as string);
  const blocks = inA.length + inB.length;
  const points = whiten(scores, SIZE_PER_BLOCK * blocks);
  const stream = rng("joint comparison");
  const prepared = {
    pairwise: pairwise(points, perBlock),
    slices: slicesOf(points, perBlock, stream.split("directions")),
    perBlock,
  };
  const groups = Uint8Array.from({ length: blocks }, (_, block) => (block < inA.length ? 1 : 2));
  const measure = (division: Uint8Array): number[] => metricsBetween(prepared, division);
  const values = measure(groups);
  const floors = noiseFloors(measure, groups, stream.split("halves"));
  const { permutations, ps, familyPs } = permutationTest(measure, groups, stream.split("permutations"));
  const metrics = METRICS.map((metric, k): RawMetric => {
    const value = values[k] as number;
    // A classifier that cannot tell them apart is right as often as by chance.
    const floor = metric === "rStar" ? 1 : (floors[k] as number);
    return { metric, value, floor, ratio: value / floor, p: ps[k] as number, familyP: familyPs[k] as number };
  });
  return {
    correlations: correlationRows(scores, perBlock, inA.length, names),
    metrics,
    basis: {
      scalars: keys.length,
      points: [perBlock * inA.length, perBlock * inB.length],
      blocks: [inA.length, inB.length],
      permutations,
      untested: null,
    },
  };
}

/** Whether all draws of a scalar are finite, and not all equal. */
function varies({ scalars }: JointDraws, key: string): boolean {
  const sorted = scalars.get(key)?.law().sorted;
  if (!sorted) return false;
  const [least, most] = [sorted[0] ?? NaN, sorted.at(-1) ?? NaN];
  return Number.isFinite(least) && Number.isFinite(most) && least < most;
}

/** The worst scalar tells how long blocks must be. */
function layoutOf({ scalars, chains, draws }: JointDraws, keys: readonly string[]): Layout {
  const size = keys.reduce((least, key) => {
    const { sizes } = (scalars.get(key) as SourceScalar).law();
    return [0.05, 0.5, 0.95].reduce((so, p) => Math.min(so, finiteOr(sizes.below(p), so)), least);
  }, chains * draws);
  return { chains, draws, size };
}

const finiteOr = (figure: number, otherwise: number): number => (Number.isNaN(figure) ? otherwise : figure);

/** The draws of a scalar at the places of the blocks. */
function* take({ scalars, draws }: JointDraws, key: string, blocks: Blocks): Generator<number> {
  const chains = scalars.get(key)?.chains() as readonly Float64Array[];
  for (const block of blocks) {
    for (const place of block) yield chains[Math.floor(place / draws)]?.[place % draws] as number;
  }
}
