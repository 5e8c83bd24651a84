/** Find the curvature of a log density at its mode from differences of its gradient, and draw from the normal with it. */
import type { CompiledPosterior } from "@credence/compiler";
import { cholesky, log, type Rng, solveLowerTransposed, symmetricEigen } from "@credence/math";

/** Steps of the second pass, in standard deviations given all other coordinates: its error is their square. */
const relativeStep = 1e-3;
const LOG_TWO_PI = 1.8378770664093453;

/** The negative Hessian at a position, row-major: central differences, with steps that fit each coordinate's width. */
export function curvatureAt(compiled: CompiledPosterior, position: Float64Array): Float64Array {
  const first = position.map((value) => 1e-5 * (1 + Math.abs(value)));
  const rough = differences(compiled, position, first);
  const size = position.length;
  const steps = first.map((step, i) => {
    const curvature = rough[i * size + i] as number;
    return curvature > 0 ? relativeStep / Math.sqrt(curvature) : step;
  });
  return differences(compiled, position, steps);
}

function differences(compiled: CompiledPosterior, position: Float64Array, steps: Float64Array): Float64Array {
  const size = position.length;
  const memory = new Float64Array(2 * size);
  const out = new Float64Array(size * size);
  const slope = (i: number, by: number): Float64Array => {
    memory.set(position);
    memory[i] = (memory[i] as number) + by;
    compiled.logDensityGradient(memory, 0, size);
    return memory.slice(size);
  };
  for (let i = 0; i < size; i++) {
    const step = steps[i] as number;
    const [above, below] = [slope(i, step), slope(i, -step)];
    for (let j = 0; j < size; j++) {
      const value = ((below[j] as number) - (above[j] as number)) / (2 * step);
      out[i * size + j] = (out[i * size + j] as number) + 0.5 * value;
      out[j * size + i] = (out[j * size + i] as number) + 0.5 * value;
    }
  }
  return out;
}

/** The normal around a mode. */
export interface ModeNormal {
  /** ½ log |2π Σ|: with the log density at the mode, Laplace's estimate of the log evidence. */
  readonly logVolume: number;
  /** Writes a draw to `out` and returns its log density. */
  draw(stream: Rng, out: Float64Array): number;
}

/** @throws Error where the density does not fall in every direction */
export function normalAround(
  verb: string,
  compiled: CompiledPosterior,
  mode: Float64Array,
  curvature: Float64Array,
): ModeNormal {
  refuseFlat(verb, compiled, curvature);
  const factor = cholesky(curvature);
  const size = mode.length;
  let logDiagonal = 0;
  for (let i = 0; i < size; i++) logDiagonal += log(factor[i * size + i] as number);
  const logVolume = 0.5 * size * LOG_TWO_PI - logDiagonal;
  return {
    logVolume,
    draw: (stream, out) => {
      let squares = 0;
      for (let i = 0; i < size; i++) {
        const z = stream.normal();
        squares += z * z;
        out[i] = z;
      }
      solveLowerTransposed(factor, out, out);
      for (let i = 0; i < size; i++) out[i] = (mode[i] as number) + (out[i] as number);
      return -logVolume - 0.5 * squares;
    },
  };
}

function refuseFlat(verb: string, { latents }: CompiledPosterior, curvature: Float64Array): void {
  const size = Math.sqrt(curvature.length);
  const unknown = curvature.some((value) => !Number.isFinite(value));
  const { values, vectors } = unknown ? { values: [Number.NaN], vectors: [1] } : symmetricEigen(curvature);
  if ((values[0] as number) > 0) return;
  const weights = Array.from({ length: size }, (_, i) => Math.abs(vectors[i * size] ?? 0));
  const at = weights.indexOf(Math.max(...weights));
  const along = latents.find(({ offset, length }) => at >= offset && at < offset + length)?.name;
  throw new Error(
    `${verb}: the density does not fall in every direction from the point that the climbs reached (along \`${along}\` most of all), so that no normal fits there: hierarchies often peak where a scale vanishes: write them with nonCentered(), or sample instead`,
  );
}
