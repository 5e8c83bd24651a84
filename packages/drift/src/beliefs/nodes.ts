/** Filter on fixed nodes, as a hidden Markov model: one matrix for each length of step, and any likelihood. */
import { exp, lchoose, log, log1p } from "@credence/math";
import { polynomialLaw, type Series } from "../laws/polynomial.js";
import type { Basis } from "../polynomials/basis.js";
import type { Rule } from "../polynomials/gauss.js";
import type { Parameters } from "../process/parameters.js";
import type { Belief } from "./belief.js";

/** Nodes to begin with, and at most. */
const FEWEST = 64;
const MOST = 1024;
/** Beliefs are resolved when the last tenth of their coefficients is this small. */
const RESOLVED = 1e-11;

/** The stationary belief after counts; the number of nodes doubles whenever data sharpen a belief beyond them. */
export function nodesBelief(process: Parameters, basis: Basis, successes: number, failures: number): Belief {
  const stationary = onNodes({ process, basis, size: FEWEST, transitions: new Map() }, undefined, []);
  return successes === 0 && failures === 0 ? stationary : stationary.given(successes, failures).belief;
}

interface Grid {
  readonly process: Parameters;
  readonly basis: Basis;
  readonly size: number;
  /** The matrix of each length of step. */
  readonly transitions: Map<number, Float64Array>;
}

type Step = { readonly dt: number } | { readonly successes: number; readonly failures: number };

/** The belief with these probabilities of the nodes; none: the stationary ones. */
function onNodes(grid: Grid, probability: Float64Array | undefined, history: readonly Step[]): Belief {
  const { basis } = grid;
  const rule = basis.stationary(grid.size);
  const current = probability ?? rule.weight;
  let law: ReturnType<typeof polynomialLaw> | undefined;
  const belief: Belief = {
    get law() {
      law ??= polynomialLaw(basis, 0, 0, seriesOf(rule, current));
      return law;
    },
    after: (dt) => (dt === 0 ? belief : onNodes(grid, moved(grid, rule, current, dt), [...history, { dt }])),
    given: (successes, failures) => {
      const { updated, logEvidence } = weighed(rule, current, successes, failures);
      const step = { successes, failures };
      if (resolved(rule, updated)) return { belief: onNodes(grid, updated, [...history, step]), logEvidence };
      return finer(grid, history).given(successes, failures);
    },
  };
  return belief;
}

/** The same history on twice as many nodes. */
function finer(grid: Grid, history: readonly Step[]): Belief {
  const size = 2 * grid.size;
  if (size > MOST)
    throw new RangeError(
      `filter: these counts are too sharp or too surprising for ${MOST} fixed nodes; use the engine "spectral", whose nodes move with the data`,
    );
  const start = onNodes({ ...grid, size, transitions: new Map() }, undefined, []);
  return history.reduce(
    (belief, step) => ("dt" in step ? belief.after(step.dt) : belief.given(step.successes, step.failures).belief),
    start,
  );
}

function moved(grid: Grid, rule: Rule, probability: Float64Array, dt: number): Float64Array {
  const matrix = transition(grid, rule, dt);
  const size = rule.x.length;
  return Float64Array.from({ length: size }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += (matrix[i * size + j] as number) * (probability[j] as number);
    return sum * (rule.weight[i] as number);
  });
}

/** T[i, j] = Σ exp(−λ[n] dt) φ[n](x[i]) φ[n](x[j]): the transition density relative to the stationary one. */
function transition({ basis, transitions }: Grid, { x, table }: Rule, dt: number): Float64Array {
  const known = transitions.get(dt);
  if (known !== undefined) return known;
  const size = x.length;
  const matrix = new Float64Array(size * size);
  for (let n = 0; n < size; n++) {
    const damping = exp(-basis.decay(n) * dt);
    if (damping < 1e-30) break;
    for (let i = 0; i < size; i++) {
      const factor = damping * (table[n * size + i] as number);
      for (let j = 0; j < size; j++)
        matrix[i * size + j] = (matrix[i * size + j] as number) + factor * (table[n * size + j] as number);
    }
  }
  transitions.set(dt, matrix);
  return matrix;
}

function weighed({ x }: Rule, probability: Float64Array, successes: number, failures: number) {
  const logs = x.map((at) => successes * log(at) + failures * log1p(-at));
  const peak = logs.reduce((most, value) => Math.max(most, value));
  const updated = probability.map((p, i) => p * exp((logs[i] as number) - peak));
  const total = updated.reduce((sum, p) => sum + p, 0);
  return {
    updated: updated.map((p) => p / total),
    logEvidence: lchoose(successes + failures, successes) + peak + log(total),
  };
}

/** Whether the nodes hold all of a belief: its last coefficients are gone. */
function resolved(rule: Rule, probability: Float64Array): boolean {
  const size = rule.x.length;
  for (let n = Math.floor(0.9 * size); n < size; n++)
    if (!(Math.abs(coefficient(rule, probability, n)) < RESOLVED)) return false;
  return true;
}

function seriesOf(rule: Rule, probability: Float64Array): Series {
  const coefficients = rule.x.map((_, n) => coefficient(rule, probability, n));
  return { coefficients, sizes: coefficients.map(Math.abs) };
}

function coefficient({ x, table }: Rule, probability: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (probability[i] as number) * (table[n * x.length + i] as number);
  return sum;
}
