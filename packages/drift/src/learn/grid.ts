/** Lay the nodes on which the evidence of a series is computed, and the eigenfunctions that its gaps leave. */
import { exp, log } from "@credence/math";
import { gaussRule } from "../polynomials/gauss.js";
import { polynomialTable, recurrence } from "../polynomials/recurrence.js";
import type { Table } from "../polynomials/rows.js";
import { planTrapezoid, type TrapezoidPlan, trapezoidUnder, waveNumber } from "../polynomials/trapezoid.js";
import type { Parameters } from "../process/parameters.js";
import type { Sighting } from "./sightings.js";

/** Nodes with log weights under the stationary law, and φ[0…degree] there. */
export interface Grid extends Table {
  readonly process: Parameters;
  readonly degree: number;
  readonly logWeight: Float64Array;
  /** One over the root of each weight: a probability times this is an amplitude, which bounds what it adds to a coefficient. */
  readonly perRoot: Float64Array;
  readonly logX: Float64Array;
  readonly logRest: Float64Array;
  /** Whether weights are those of a Gauss rule, which integrates polynomials and no logarithms. */
  readonly gauss: boolean;
}

/** How many functions and which nodes a series takes. */
interface Plan {
  readonly degree: number;
  /** Nodes of a Gauss rule, or a trapezoid rule in log odds. */
  readonly rule: number | TrapezoidPlan;
}

/** Gauss rules of so many nodes are always quick enough. */
const FEW_GAUSS = 160;
/** Gauss rules of more nodes are not used. */
const MOST_GAUSS = 800;
/** Tables of eigenfunctions at nodes have no more entries than this. */
const LARGEST_TABLE = 2e7;

/** The grid of a series, `finer` times as fine as it should have to be; undefined where it would be too large. */
export function gridOf(process: Parameters, sightings: readonly Sighting[], finer: number): Grid | undefined {
  const { degree, rule } = planOf(process, sightings, finer);
  const { alpha, beta } = process;
  if (typeof rule === "number") {
    const gauss = gaussRule(alpha, beta, rule);
    return gridAt(process, degree, gauss, gauss.weight.map(log), gauss.table, true);
  }
  if (rule.size * degree > LARGEST_TABLE) return undefined;
  const nodes = trapezoidUnder(alpha, beta, rule);
  const table = polynomialTable(recurrence(alpha, beta, degree + 1), degree, nodes.x, nodes.rest);
  return gridAt(process, degree, nodes, nodes.logWeight, table, false);
}

const gridAt = (
  process: Parameters,
  degree: number,
  { x, rest }: { readonly x: Float64Array; readonly rest: Float64Array },
  logWeight: Float64Array,
  table: Float64Array,
  gauss: boolean,
): Grid => ({
  process,
  degree,
  x,
  table,
  stride: x.length,
  logWeight,
  perRoot: logWeight.map((value) => exp(-0.5 * value)),
  logX: x.map(log),
  logRest: rest.map(log),
  gauss,
});

/** Powers of e that coefficients fall by before the last: products of two of them count, and have fallen twice as far. */
const FALLEN = 20;
/** The same for a law smoothed at nodes; and where logarithms have poles of the stationary law to meet. */
const [SMOOTHED, WITH_POLES] = [30, 46];
/** Eigenfunctions that a gap damps by this power of e are gone. */
const DAMPED = 40;

function planOf(process: Parameters, sightings: readonly Sighting[], finer: number): Plan {
  const { rate, alpha, beta } = process;
  const s = alpha + beta;
  const known = knownFrom(process, sightings);
  const sharpest = known.reduce((most, trials) => Math.max(most, trials), 0) - s;
  // Beliefs much sharper than the stationary law are like a normal in arc sines; those little sharper, as one in another.
  const narrowing = -log(sharpest / (sharpest + s));
  const resolving = (fallen: number): number =>
    Math.ceil(finer * Math.min(8 + Math.sqrt(fallen * sharpest), 16 + (2 * fallen) / narrowing));
  const shortest = sightings.reduce((least, { gap }, i) => (i === 0 ? least : Math.min(least, gap)), Infinity);
  // λ[n] = rate · n (n + s − 1)/s
  const surviving = Math.ceil(
    finer * (0.5 * Math.sqrt((s - 1) ** 2 + (4 * DAMPED * s) / (rate * shortest)) + 8 - 0.5 * (s - 1)),
  );
  const degree = Math.max(4, Math.min(resolving(FALLEN), surviving));
  const smoothed = resolving(Math.min(alpha, beta) < 3 ? WITH_POLES : SMOOTHED);
  const gauss = Math.max(smoothed, degree + 4);
  if (gauss <= FEW_GAUSS) return { degree, rule: gauss };
  let [first, last, step] = [Infinity, -Infinity, Infinity];
  sightings.forEach(({ successes, trials }, i) => {
    const share = (alpha + successes) / (s + trials);
    const wide = planTrapezoid(alpha + successes, beta + trials - successes, 0);
    const sharp = planTrapezoid(
      (known[i] as number) * share,
      (known[i] as number) * (1 - share),
      2 * waveNumber(Math.min(smoothed, surviving), s),
    );
    first = Math.min(first, wide.first);
    last = Math.max(last, wide.first + (wide.size - 1) * wide.step);
    step = Math.min(step, sharp.step / finer);
  });
  const size = Math.ceil((last - first) / step) + 1;
  return { degree, rule: size < gauss || gauss > MOST_GAUSS ? { first, step, size } : gauss };
}

/** About how many trials each sighting's belief is worth, from before or after it, the stationary law's among them. */
function knownFrom({ rate, alpha, beta }: Parameters, sightings: readonly Sighting[]): Float64Array {
  const s = alpha + beta;
  const result = new Float64Array(sightings.length);
  const towards = (from: number, by: 1 | -1): void => {
    let known = s;
    for (let i = from; i >= 0 && i < sightings.length; i += by) {
      const { trials } = sightings[i] as Sighting;
      const gap = by === 1 ? (sightings[i] as Sighting).gap : (sightings[i + 1]?.gap ?? 0);
      const left = exp((-2 * rate * gap * (s + 1)) / s);
      known = 1 / (left / (known + 1) + (1 - left) / (s + 1)) - 1 + trials;
      result[i] = Math.max(result[i] as number, known);
    }
  };
  towards(0, 1);
  towards(sightings.length - 1, -1);
  return result;
}
