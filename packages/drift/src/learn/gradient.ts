/** Compute the evidence of a series and its gradient in the parameters, by one filter forwards and one backwards. */
import type { Step } from "../observations.js";
import type { Parameters } from "../process/parameters.js";
import { type BothWays, errorOf } from "./error.js";
import { gridOf } from "./grid.js";
import { passed, sceneOf } from "./passes.js";
import { type Sighting, sightingsOf } from "./sightings.js";
import { type Slopes, slopesOf } from "./slopes.js";

/** log p(all counts) and its derivatives. */
export interface Evidence {
  readonly value: number;
  readonly gradient: Slopes;
}

/** How far log evidence may be off. */
const SOUND = 1e-7;

/** The evidence on nodes with its gradient, to an accuracy; undefined where no grid holds the beliefs, or sums cancel. */
export function spectralEvidence(
  process: Parameters,
  steps: readonly Step[],
  accuracy: number = SOUND,
): Evidence | undefined {
  const { sightings, logCoefficients } = sightingsOf(steps);
  if (sightings.length === 0) return { value: 0, gradient: { rate: 0, alpha: 0, beta: 0 } };
  return resolved(process, sightings, accuracy, (found) => {
    const gradient = slopesOf(found, sightings, accuracy);
    return gradient && { value: found.forward.logEvidence + logCoefficients, gradient };
  });
}

/** The same without the gradient. */
export function spectralValue(
  process: Parameters,
  steps: readonly Step[],
  accuracy: number = SOUND,
): number | undefined {
  const { sightings, logCoefficients } = sightingsOf(steps);
  if (sightings.length === 0) return 0;
  return resolved(process, sightings, accuracy, ({ forward }) => forward.logEvidence + logCoefficients);
}

/** How much finer than planned a grid may have to be. */
const FINER = [1, 1.3, 1.7];

/** What `read` finds on the coarsest grid that tells log evidence to an accuracy. */
function resolved<T>(
  process: Parameters,
  sightings: readonly Sighting[],
  accuracy: number,
  read: (found: BothWays) => T | undefined,
): T | undefined {
  for (const finer of FINER) {
    const grid = gridOf(process, sightings, finer);
    if (grid === undefined) return undefined;
    const scene = sceneOf(grid, sightings);
    const forward = passed(scene, false);
    const backward = forward && passed(scene, true);
    if (forward === undefined || backward === undefined) continue;
    const found = { scene, forward, backward };
    const { rounding, missing } = errorOf(found);
    if (!(missing < accuracy)) continue;
    if (!(rounding < accuracy)) return undefined;
    const result = read(found);
    if (result !== undefined) return result;
  }
  return undefined;
}
