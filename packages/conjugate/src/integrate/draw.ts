/** Draw independent positions from an integrated density by rejection, evaluating it only where interpolation leaves a doubt. */
import type { Rng } from "@credence/math";
import { compiledDraw } from "./compiled-draw.js";
import { envelopeOf } from "./envelope.js";
import { plainDraw } from "./plain-draw.js";
import type { Integration } from "./types.js";

/** Independent draws. */
export interface DrawnPositions {
  /** One position after the other, those of the first stream first. */
  readonly positions: Float64Array;
  /** Estimated total variation between what is drawn and the density on the lattice. */
  readonly error: number;
}

/** Draws after which compiling the loop has paid for itself. */
const worthCompiling = 500;

/**
 * Draws as many positions from each stream.
 *
 * Proposals come from the multilinear interpolant q of the density at the nodes: a node, and on each axis the sum of two
 * uniform variates less 1. They are accepted with probability p / (c q), c being the ratio p / q that is exceeded
 * nowhere that matters on the lattice of cell centres. Which way it goes is mostly plain from p interpolated at high
 * order, whose error is known at the cell centres.
 */
export function drawPositions(
  { map, lattice, integrand }: Integration,
  streams: readonly Rng[],
  draws: number,
): DrawnPositions {
  const position = new Float64Array(map.dimension);
  const logDensity = (z: Float64Array): number => {
    const slope = map.forward(z, position, 0);
    return integrand.logDensity(position, 0) + slope;
  };
  const count = streams.length * draws;
  const envelope = envelopeOf(lattice, logDensity, count);
  const compiled = count >= worthCompiling ? compiledDraw(envelope, map, logDensity, streams, draws) : undefined;
  const draw = compiled ?? plainDraw(envelope, map, logDensity);
  const positions = new Float64Array(count * map.dimension);
  const each = draws * map.dimension;
  streams.forEach((stream, s) => {
    draw(stream, positions.subarray(s * each, (s + 1) * each));
  });
  return { positions, error: envelope.excess };
}
