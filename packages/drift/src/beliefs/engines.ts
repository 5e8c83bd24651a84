/** List the filters: one entry is one engine, and all answer to the same calls. */
import { matched } from "../laws/matched.js";
import { betaMixture } from "../laws/mixture.js";
import type { Basis } from "../polynomials/basis.js";
import { momentsAfter } from "../process/moments.js";
import type { Parameters } from "../process/parameters.js";
import type { Belief } from "./belief.js";
import { latticeBelief } from "./lattice.js";
import { matchingError, momentsBelief } from "./moments.js";
import { type Motion, mixtureFrom, moranBelief } from "./moran.js";
import { nodesBelief } from "./nodes.js";
import { knownSpectralBelief, spectralBelief } from "./spectral.js";

/** How an engine begins. */
export interface Engine {
  /** The stationary belief after these counts, which need not be whole or positive: any beta distribution. */
  counted(process: Parameters, basis: Basis, successes: number, failures: number): Belief;
  /** The belief `dt` after the rate was known to be x. */
  readonly known?: (process: Parameters, basis: Basis, x: number, dt: number) => Belief;
}

/**
 * What users call the engines: `spectral` (exact, quick), `moran` (exact, relative accuracy however improbable the data; the two
 * after it move its weights in one way only), `lattice` (exact, small counts), `nodes` (exact on a grid that refines
 * itself; for many equal steps) and `moments` (approximate: one beta).
 */
export type EngineName =
  | "spectral"
  | "moran"
  | "moran-uniformisation"
  | "moran-talbot"
  | "lattice"
  | "nodes"
  | "moments";

const moran = (motion?: Motion): Engine => ({
  counted: (process, _basis, successes, failures) =>
    moranBelief(process, betaMixture(process, successes, failures), motion),
  known: (process, _basis, x, dt) => moranBelief(process, mixtureFrom(process, x, dt), motion),
});

/** The engines by name. */
export const engines: Readonly<Record<EngineName, Engine>> = {
  spectral: { counted: spectralBelief, known: knownSpectralBelief },
  moran: moran(),
  "moran-uniformisation": moran("uniformisation"),
  "moran-talbot": moran("talbot"),
  lattice: { counted: (process, _basis, successes, failures) => latticeBelief(process, successes, failures) },
  nodes: { counted: nodesBelief },
  moments: {
    counted: (process, _basis, successes, failures) =>
      momentsBelief(process, process.alpha + successes, process.beta + failures),
    known: (process, _basis, x, dt) => {
      const next = matched(momentsAfter(process, { mean: x, variance: 0 }, dt));
      return momentsBelief(process, next.a, next.b, () => matchingError(process, [x, x ** 2, x ** 3], next, dt));
    },
  },
};
