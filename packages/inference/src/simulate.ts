/** Draw from a joint distribution: what the model believes before it has seen data, and what data it expects. */
import type { Trace } from "@credence/draws";
import { rng } from "@credence/math";
import { type Joint, lengthOf } from "@credence/model";
import { checkOptionNames, wholeNumber } from "./check.js";
import { forward, leftOut, nothingObserved, refuseImproper } from "./forward.js";
import { checkedJoint } from "./joint.js";
import { traceOfValues } from "./trace-of.js";

/** How much to simulate. */
export interface SimulateOptions {
  /** 1000 when left out. */
  draws?: number;
  /** Same seed, same draws; draw number i is the same however many there are. */
  seed?: number;
}

/**
 * Prior and prior predictive draws: every random variable by ancestral sampling, parents before children, as one chain of
 * independent draws; derived quantities are computed from them when first read.
 *
 * @throws TypeError when a variable has an improper prior (naming it), RangeError when its parents' values are no
 *   parameters of its family.
 */
export function simulate<V>(joint: Joint<V>, options: SimulateOptions = {}): Trace<V> {
  const startedAt = performance.now();
  checkOptionNames("simulate", options, ["draws", "seed"]);
  const { quantities } = checkedJoint("simulate", joint);
  const draws = wholeNumber("draws", options.draws ?? 1000, 1);
  const seed = wholeNumber("seed", options.seed ?? 1, Number.MIN_SAFE_INTEGER);
  const plan = forward(quantities);
  refuseImproper("simulate", plan.variables);
  const drawn = plan.variables.map(({ name, node }) => ({ name, values: new Float64Array(draws * lengthOf(node)) }));
  for (let d = 0; d < draws; d++) {
    const stream = rng(seed, "simulate", d);
    const point: Float64Array[] = [];
    drawn.forEach(({ name, values }, v) => {
      const value = plan.draw(v, point, stream.split(name));
      point.push(value);
      values.set(value, d * value.length);
    });
  }
  return traceOfValues(
    nothingObserved(quantities),
    drawn,
    {
      sampler: "simulate",
      seed,
      elapsedMs: performance.now() - startedAt,
      chains: 1,
      draws,
      tune: 0,
      stats: {},
      options: { draws, seed },
      messages: [
        "simulate: independent draws from the joint distribution, nothing observed",
        ...leftOut("simulate", quantities),
      ],
      interrupted: false,
      independent: true,
    },
    undefined,
  ) as Trace<V>;
}
