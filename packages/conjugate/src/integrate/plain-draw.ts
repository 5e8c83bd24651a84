/** Draw positions under an envelope in plain code, and state what draws them. */
import { exp, log, type Rng } from "@credence/math";
import { aliasTable, drawIndex } from "./alias-table.js";
import { cellOf, densityIn, heightIn } from "./box.js";
import type { CubicMap } from "./cubic-map.js";
import type { Envelope } from "./envelope.js";

/** Fills an array with positions, one after the other. */
export type Draw = (rng: Rng, into: Float64Array) => void;

/** Proposals that may be refused one after the other: of densities that were integrated nearly all are taken. */
export const mostProposals = 1e6;

export const neverTaken = (): Error =>
  new Error("no proposal is accepted: the density changed since it was integrated");

/** The table from which nodes are proposed. */
export const nodeTable = ({ logDensities, top }: Envelope["lattice"]): ReturnType<typeof aliasTable> =>
  aliasTable(logDensities.map((height) => exp(height - top)));

/** @param logDensity at lattice coordinates */
export function plainDraw(
  { lattice, box, doubt, constant }: Envelope,
  map: CubicMap,
  logDensity: (z: Float64Array) => number,
): Draw {
  const { dimension, step, top, places } = lattice;
  const table = nodeTable(lattice);
  const point = new Float64Array(dimension);
  const z = new Float64Array(dimension);
  const accepted = (logUniform: number, cell: number): boolean => {
    const interpolated = heightIn(box, cell);
    if (Math.abs(interpolated - logUniform) > (doubt[cell] as number)) return interpolated > logUniform;
    return logDensity(z) - top > logUniform;
  };
  const draw = (rng: Rng, into: Float64Array, at: number): void => {
    for (let proposal = 0; proposal < mostProposals; proposal++) {
      const from = drawIndex(table, rng) * dimension;
      for (let i = 0; i < dimension; i++) {
        const place = (places[from + i] as number) + rng.uniform() + rng.uniform() - 1;
        point[i] = place;
        z[i] = step * place;
      }
      const cell = cellOf(box, point);
      if (!accepted(log(rng.uniform() * constant * densityIn(box, cell)), cell)) continue;
      map.place(z, into, at);
      return;
    }
    throw neverTaken();
  };
  return (rng, into) => {
    for (let at = 0; at < into.length; at += dimension) draw(rng, into, at);
  };
}
