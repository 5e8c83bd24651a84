/** Draw many variates at once, stretch by stretch: a fraction of the time of as many calls. */
import type { Rng } from "../rng/index.js";
import type { Stretch } from "./plain-stretch.js";
import { stretch, stretchFor } from "./stretch.js";

/** Fills an array stretch by stretch: `draw` draws so many from a place on. */
function inStretches(rng: Rng, into: Float64Array, draw: (own: Stretch, from: number, count: number) => void): void {
  for (let from = 0; from < into.length; from += stretch) {
    const count = Math.min(stretch, into.length - from);
    const own = stretchFor(rng, count);
    draw(own, from, count);
    into.set(own.draws.subarray(0, count), from);
  }
}

/** Fills an array with what as many calls of {@link Rng.normal} would return. */
export function fillNormal(rng: Rng, into: Float64Array): void {
  inStretches(rng, into, (own, _, count) => own.normals(rng, count));
}

/**
 * Fills an array with gamma draws of unit rate, one for each shape. The draws are others than those of
 * {@link randomGamma}, of the same distributions.
 *
 * @param shapes positive, as many as `into` has places
 * @throws RangeError when a shape is not positive and finite
 */
export function fillGamma(rng: Rng, shapes: Float64Array, into: Float64Array): void {
  inStretches(rng, into, (own, from, count) => {
    own.shapes.set(shapes.subarray(from, from + count));
    own.gammas(rng, count);
  });
}

/**
 * Fills an array with beta draws, one for each pair of parameters. The draws are others than those of
 * {@link randomBeta}, of the same distributions.
 *
 * @param a positive, as many as `into` has places
 * @param b positive, likewise
 * @throws RangeError when a parameter is not positive and finite
 */
export function fillBeta(rng: Rng, a: Float64Array, b: Float64Array, into: Float64Array): void {
  inStretches(rng, into, (own, from, count) => {
    own.shapes.set(a.subarray(from, from + count));
    own.seconds.set(b.subarray(from, from + count));
    own.betas(rng, count);
  });
}
