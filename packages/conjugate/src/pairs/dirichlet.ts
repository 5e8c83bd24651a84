/** Update a Dirichlet prior by single labels or by counts of labels. */
import { lbetaDiff } from "@credence/math";
import { logBetaBinomial } from "../mass/beta-binomial.js";
import { checkedData, isCount, isPositive } from "./check.js";
import type { Pair, Sample } from "./types.js";

/** One positive parameter for each label. */
export interface Dirichlet {
  readonly alpha: readonly number[];
}

/**
 * Log evidence of counts of labels, split into "this label or a later one", label by label: one beta update each
 * (the aggregation property of the Dirichlet), `beta` being its evidence.
 */
function logEvidenceOf(
  alpha: Float64Array,
  counts: Float64Array,
  beta: (k: number, m: number, a: number, b: number) => number,
): number {
  let [later, others, logEvidence] = [0, 0, 0];
  for (let j = alpha.length - 1; j >= 0; j--) {
    const [a, k] = [alpha[j] as number, counts[j] as number];
    if (later > 0) logEvidence += beta(k, others, a, later);
    later += a;
    others += k;
  }
  return logEvidence;
}
const ofSequence = (k: number, m: number, a: number, b: number): number => lbetaDiff(a, b, k, m);

const plus = (a: ArrayLike<number>, b: ArrayLike<number>): number[] =>
  Array.from({ length: a.length }, (_, j) => (a[j] as number) + (b[j] as number));

const checkedAlpha = (pair: string, { alpha }: Dirichlet): Float64Array =>
  checkedData(pair, "alpha", alpha, isPositive);

const categorical = "dirichlet-categorical";

function tally(size: number, { x }: Sample): Float64Array {
  const counts = new Float64Array(size);
  for (const label of checkedData(categorical, "x", x, isCount)) {
    if (label >= size)
      throw new RangeError(`${categorical}: label ${label} does not exist; alpha has ${size} labels, counted from 0`);
    counts[label] = (counts[label] as number) + 1;
  }
  return counts;
}

/** Dirichlet(alpha) on the probabilities of labels `x`, given as positions from 0. */
export const dirichletCategorical: Pair<Dirichlet, Sample> = {
  name: categorical,
  update(prior, data) {
    const alpha = checkedAlpha(categorical, prior);
    return { alpha: plus(alpha, tally(alpha.length, data)) };
  },
  logEvidence(prior, data) {
    const alpha = checkedAlpha(categorical, prior);
    return logEvidenceOf(alpha, tally(alpha.length, data), ofSequence);
  },
  predictive(posterior) {
    const alpha = checkedAlpha(categorical, posterior);
    const one = (label: number): Float64Array => tally(alpha.length, { x: [label] });
    return {
      logDensity: (x) => (isCount(x) && x < alpha.length ? logEvidenceOf(alpha, one(x), ofSequence) : -Infinity),
    };
  },
};

const multinomial = "dirichlet-multinomial";
/** Rows of counts, one count for each label. */
export interface LabelCounts {
  readonly counts: readonly (readonly number[])[];
}

function checkedRows(size: number, { counts }: LabelCounts): Float64Array[] {
  return counts.map((row, i) => {
    const values = checkedData(multinomial, `counts[${i}]`, row, isCount);
    if (values.length !== size)
      throw new RangeError(`${multinomial}: counts[${i}] has ${values.length} labels; alpha has ${size}`);
    return values;
  });
}

/** Dirichlet(alpha) on the probabilities of labels of which each row of `counts` counts how often each came up. */
export const dirichletMultinomial: Pair<Dirichlet, LabelCounts, never, readonly number[]> = {
  name: multinomial,
  update(prior, data) {
    const alpha = checkedAlpha(multinomial, prior);
    return { alpha: checkedRows(alpha.length, data).reduce<number[]>(plus, Array.from(alpha)) };
  },
  logEvidence(prior, data) {
    let alpha = checkedAlpha(multinomial, prior);
    let logEvidence = 0;
    for (const row of checkedRows(alpha.length, data)) {
      logEvidence += logEvidenceOf(alpha, row, logBetaBinomial);
      alpha = Float64Array.from(plus(alpha, row));
    }
    return logEvidence;
  },
  predictive(posterior) {
    const alpha = checkedAlpha(multinomial, posterior);
    return {
      logDensity: (x) =>
        x.length === alpha.length && x.every(isCount)
          ? logEvidenceOf(alpha, Float64Array.from(x), logBetaBinomial)
          : -Infinity,
    };
  },
};
