/** Find posteriors that improper priors leave improper, and name the variable, before chains wander off to infinity. */
import type { CompiledPosterior, LatentLayout } from "@credence/compiler";
import { log, type Rng, rng, symmetricEigen } from "@credence/math";
import { elementName, evaluate } from "@credence/model";
import type { AnyPosterior } from "./given.js";

/** Places far out on a coordinate: of a whole line, and of the logarithm or another transform of part of one. */
const farOut = { line: [1e3, 1e6, 1e9], transformed: [50, 300, 600] } as const;
/** A density that falls as 1 / u is improper; one that falls by this much faster over a stretch may be proper. */
const margin = 0.05;
const points = 2;
/** More unknowns with improper priors are looked at one by one only. */
const mostTogether = 64;

/**
 * Why a posterior is improper, as far as single variables and linear combinations tell; undefined where nothing speaks for
 * it. A density must fall faster than 1 / u along every line; where it does not at two places, on a long stretch far out,
 * it has no integral.
 */
export function improperPosterior(posterior: AnyPosterior, compiled: CompiledPosterior): string | undefined {
  const open = openCoordinates(posterior, compiled);
  if (open.length === 0) return undefined;
  const stream = rng("improper");
  const places = Array.from({ length: points }, () => possiblePlace(compiled, stream));
  const here = places.filter((place) => place !== undefined);
  if (here.length < points) return undefined;
  for (const { coordinate, name } of open)
    for (const sign of [1, -1])
      if (
        here.every((place) =>
          neverFalls(compiled, place, unit(compiled.dimension, coordinate, sign), farOutOf(compiled, coordinate)),
        )
      )
        return `the posterior is improper: \`${name}\` has the improper prior flat(), and the density does not fall as it goes to ${sign > 0 ? "" : "−"}infinity${scaleOf(compiled, coordinate)}: what was observed does not hold it. Give it a proper prior, such as normal(0, 10)`;
  const lines = open.filter(({ coordinate }) => isLine(compiled, coordinate));
  const together =
    lines.length < 2 || lines.length > mostTogether
      ? undefined
      : unheld(compiled, lines, here[0] as Float64Array, stream);
  if (together === undefined || !here.every((place) => neverFalls(compiled, place, together, farOut.line)))
    return undefined;
  const names = lines
    .filter(({ coordinate }) => Math.abs(together[coordinate] as number) > 1e-3)
    .map(({ name }) => `\`${name}\``);
  return `the posterior is improper: ${names.join(", ")} have improper priors, flat(), and can move together without changing the density: only a combination of them is told by what was observed. Give all but one a proper prior, such as normal(0, 10)`;
}

/** A free coordinate of a variable whose prior is flat and without end. */
interface Open {
  readonly coordinate: number;
  readonly name: string;
}

function openCoordinates({ quantities, data }: AnyPosterior, { latents }: CompiledPosterior): readonly Open[] {
  return latents.flatMap(({ name, axes, offset, length, size }: LatentLayout) => {
    const { operation, args } = quantities.find((quantity) => quantity.name === name)?.node ?? {};
    const endless = args?.some((bound) => bound.known && evaluate(bound).some((b) => !Number.isFinite(b)));
    if (operation?.op !== "random" || operation.family.name !== "flat" || data.has(name) || !endless) return [];
    return Array.from({ length }, (_, i) => ({
      coordinate: offset + i,
      name: length === size ? elementName(name, axes, i) : name,
    }));
  });
}

function possiblePlace({ dimension, ...kernel }: CompiledPosterior, stream: Rng): Float64Array | undefined {
  for (let attempt = 0; attempt < 20; attempt++) {
    const place = Float64Array.from({ length: dimension }, () => 2 * stream.uniform() - 1);
    if (kernel.logDensity(place, 0) > -Infinity) return place;
  }
  return undefined;
}

const isLine = ({ coordinates }: CompiledPosterior, i: number): boolean => {
  const coordinate = coordinates[i];
  return coordinate?.kind === "continuous" && coordinate.scale === "identity";
};
const farOutOf = (compiled: CompiledPosterior, i: number): readonly number[] =>
  isLine(compiled, i) ? farOut.line : farOut.transformed;
const scaleOf = (compiled: CompiledPosterior, i: number): string =>
  isLine(compiled, i) ? "" : " on its unconstrained scale";
const unit = (size: number, at: number, by: number): Float64Array =>
  Float64Array.from({ length: size }, (_, i) => (i === at ? by : 0));

/** Whether the density falls no faster than 1 / u along a direction, on both stretches between three places far out. */
function neverFalls(
  { logDensity }: CompiledPosterior,
  place: Float64Array,
  direction: Float64Array,
  distances: readonly number[],
): boolean {
  const values = distances.map((u) =>
    logDensity(
      place.map((x, i) => x + u * (direction[i] as number)),
      0,
    ),
  );
  return values.slice(1).every((value, k) => {
    const fall = (values[k] as number) - value;
    return fall < log((distances[k + 1] as number) / (distances[k] as number)) + margin;
  });
}

/** A direction along which no gradient points, at as many places as there are coordinates and more; undefined where there is none. */
function unheld(
  { dimension, logDensityGradient }: CompiledPosterior,
  lines: readonly Open[],
  center: Float64Array,
  stream: Rng,
): Float64Array | undefined {
  const size = lines.length;
  const products = new Float64Array(size * size);
  const memory = new Float64Array(2 * dimension);
  for (let k = 0; k < size + 2; k++) {
    memory.set(center.map((x) => x + stream.normal()));
    if (!Number.isFinite(logDensityGradient(memory, 0, dimension))) continue;
    const slopes = lines.map(({ coordinate }) => memory[dimension + coordinate] as number);
    const length = Math.hypot(...slopes) || 1;
    slopes.forEach((a, i) => {
      slopes.forEach((b, j) => {
        products[i * size + j] = (products[i * size + j] as number) + (a / length) * (b / length);
      });
    });
  }
  const { values, vectors } = symmetricEigen(products);
  const least = values.reduce((at, value, k) => (value < (values[at] as number) ? k : at), 0);
  if (!((values[least] as number) < 1e-20 * size + 1e-14)) return undefined;
  const direction = new Float64Array(dimension);
  lines.forEach(({ coordinate }, i) => {
    direction[coordinate] = vectors[i * size + least] as number;
  });
  return direction;
}
