/** Offer Gibbs sampling: draws from exact laws given everything else, told by the model, enumerated, or read off slopes. */
import { exp, type Rng } from "@credence/math";
import { coordinatesOf, requireDiscrete, requireFinite, requirePosition, requireTune } from "../check.js";
import { ours } from "../ours.js";
import type { Chain, Coordinate, Sampler, Stats, Target } from "../types.js";
import { conjugateCells, type Draw } from "./conjugate-cells.js";

/** More values than this are better moved by steps than enumerated. */
const MOST_VALUES = 10_000;

/**
 * Gibbs sampling (Geman and Geman 1984). A block whose law given everything else the model knows in closed form is drawn
 * from it as a whole. Otherwise discrete coordinates with finitely many values are drawn one by one, from the densities at
 * all of their values; and continuous ones whose law is normal, gamma, inverse gamma or beta, element by element, from
 * that law, which two slopes of the log density tell and every draw confirms (see `conjugateCells`). Nothing is tuned and
 * nothing rejected. Stats of each draw: `logDensity`; `evaluations`.
 *
 * @throws where a chain starts, if the law of a coordinate is none of these
 */
export function gibbs(): Sampler<"any"> {
  return named("gibbs", "any");
}

/** The same for discrete variables alone, so that the compiler refuses it for any other. */
export function gibbsDiscrete(): Sampler<"discrete"> {
  return named("gibbsDiscrete", "discrete");
}

const named = <Scope extends "any" | "discrete">(name: string, scope: Scope): Sampler<Scope> =>
  ours({
    name,
    scope,
    needs: "conditionalLaw",
    options: {},
    stats: ["logDensity", "evaluations"],
    start: (target, position, rng, tune) => startChain(name, scope, target, position, rng, tune),
  });

function startChain(
  sampler: string,
  scope: "any" | "discrete",
  target: Target,
  start: ArrayLike<number>,
  rng: Rng,
  tune: number,
): Chain {
  const name = target.name === undefined ? sampler : `${sampler} for \`${target.name}\``;
  requirePosition(name, target, start);
  requireTune(name, tune);
  const continuous = coordinatesOf(target).some(({ kind }) => kind === "continuous");
  if (scope === "discrete" && continuous)
    throw new Error(
      `${name}: ${sampler} moves discrete coordinates only: give continuous ones gibbs(), slice() or nuts()`,
    );
  const { dimension } = target;
  const memory = target.allocate?.(4 * dimension) ?? new Float64Array(4 * dimension);
  const slot = (i: number): Float64Array => memory.subarray(i * dimension, (i + 1) * dimension);
  const position = slot(0);
  position.set(start);
  let evaluations = 0;
  const counting: Target = {
    ...target,
    logDensity: (m, q) => {
      evaluations += 1;
      return target.logDensity(m, q);
    },
    logDensityGradient: (m, q, g) => {
      evaluations += 1;
      return target.logDensityGradient(m, q, g);
    },
  };
  let logDensity = 0;
  const refresh = (): void => {
    logDensity = target.logDensity(memory, 0);
    requireFinite(name, logDensity);
  };
  refresh();
  const slots = { memory, position, elsewhere: slot(1), here: slot(2), there: slot(3) };
  const draw =
    target.redraw !== undefined
      ? fromLaw(name, counting, memory)
      : continuous
        ? conjugateCells(name, counting, slots)
        : oneByOne(counting, memory, valuesOf(name, target, start));

  const step = (): Stats => {
    evaluations = 0;
    logDensity = draw(logDensity, rng);
    return { logDensity, evaluations };
  };

  return {
    position,
    get logDensity() {
      return logDensity;
    },
    step,
    refresh,
    tuning: () => ({}),
    adaptation: () => undefined,
  };
}

/** Draws the block from the law that the target knows. */
const fromLaw =
  (name: string, target: Target, memory: Float64Array): Draw =>
  (_, rng) => {
    target.redraw?.(memory, 0, rng);
    const after = target.logDensity(memory, 0);
    requireFinite(`${name}, after a draw`, after);
    return after;
  };

/** Draws discrete coordinates one after the other, each from the densities at all of its values. */
function oneByOne(target: Target, position: Float64Array, values: readonly Values[]): Draw {
  const densities = new Float64Array(Math.max(...values.map(({ count }) => count)));
  return (before, rng) => {
    let logDensity = before;
    values.forEach(({ lowest, count }, i) => {
      const now = (position[i] as number) - lowest;
      for (let k = 0; k < count; k++) {
        position[i] = lowest + k;
        densities[k] = k === now ? logDensity : target.logDensity(position, 0);
      }
      const drawn = drawIndex(densities, count, rng);
      position[i] = lowest + drawn;
      logDensity = densities[drawn] as number;
    });
    return logDensity;
  };
}

/** An index below `count`, with probability proportional to exp(logs[index]). */
export function drawIndex(logs: Float64Array, count: number, rng: Rng): number {
  let top = -Infinity;
  for (let k = 0; k < count; k++) top = Math.max(top, logs[k] as number);
  let total = 0;
  for (let k = 0; k < count; k++) total += exp((logs[k] as number) - top);
  let left = rng.uniform() * total;
  let last = 0;
  for (let k = 0; k < count; k++) {
    const weight = exp((logs[k] as number) - top);
    if (weight === 0) continue;
    last = k;
    left -= weight;
    if (left < 0) break;
  }
  return last;
}

interface Values {
  readonly lowest: number;
  readonly count: number;
}

/** The values of every coordinate. @throws where there are too many, or they are none that can be listed. */
function valuesOf(name: string, target: Target, start: ArrayLike<number>): readonly Values[] {
  requireDiscrete(name, target, start);
  return coordinatesOf(target).map((coordinate, i) => {
    const { lowest, count } = listed(coordinate);
    if (Number.isFinite(count) && count <= MOST_VALUES) return { lowest, count };
    const problem = Number.isFinite(count)
      ? `has ${count} values, more than the ${MOST_VALUES} that are enumerated: give it metropolis()`
      : "has no bounds, so that its values cannot be enumerated: give it metropolis(), or a distribution with bounds";
    throw new Error(`${name}: coordinate ${i} ${problem}.`);
  });
}

function listed(coordinate: Coordinate): Values {
  if (coordinate.kind === "label") return { lowest: 0, count: coordinate.size };
  const { lower = -Infinity, upper = Infinity } = coordinate.kind === "integer" ? coordinate : {};
  return { lowest: lower, count: upper - lower + 1 };
}
