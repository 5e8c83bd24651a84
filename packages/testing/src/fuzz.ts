/** Try a distribution with arguments of all sizes, sensible or not: every answer must be a number, or a sentence of ours. */
import type { NumericDistribution, NumericParameters, NumericValue } from "@credence/inference";
import { rng } from "@credence/math";
import { allFamilies, constant, type Family, firstOutside, namedComposites } from "@credence/model";
import fc from "fast-check";
import { drawnRows } from "./margins.js";
import type { ReferenceDistribution, ReferencePoint } from "./reference-distributions.js";

const ends = [
  ...[0, -0, 0.5, 1, -1, 1 - 2 ** -53, 1 + 2 ** -52, Math.PI, -Math.PI, 2 ** 53, 2 ** 53 + 2, Number.NaN],
  ...[5e-324, 2 ** -1022, 1e-300, 1e300, Number.MAX_VALUE, Infinity].flatMap((x) => [x, -x]),
];
const signed = (exponent: number): fc.Arbitrary<number> =>
  fc
    .tuple(fc.constantFrom(-1, 1, 1), fc.double({ min: -exponent, max: exponent, noNaN: true }))
    .map(([sign, e]) => sign * 10 ** e);
const number: fc.Arbitrary<number> = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -3, max: 50 }) },
  { weight: 3, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
  { weight: 3, arbitrary: signed(3) },
  { weight: 2, arbitrary: signed(308) },
  { weight: 1, arbitrary: fc.double({ min: 0, max: 16, noNaN: true }).map((e) => Math.round(10 ** e)) },
  { weight: 1, arbitrary: fc.constantFrom(...ends) },
);

interface Arguments {
  readonly x: NumericValue;
  readonly params: NumericParameters;
}

/** Any numbers in the shapes of the arguments of single numbers. */
const anything = ({ params }: ReferenceDistribution): fc.Arbitrary<Arguments> =>
  fc.record({ x: number, params: fc.record(Object.fromEntries(params.map((p) => [p, number]))) });

/** A reference point of which some numbers are replaced: arrays keep their shapes, and often what they must satisfy. */
const nearby = ({ points }: ReferenceDistribution): fc.Arbitrary<Arguments> =>
  fc
    .tuple(
      fc.constantFrom(...points),
      fc.array(fc.tuple(fc.nat(), number), { maxLength: 3 }),
      fc.constantFrom(1, 1, 1e-200, 1e-6, 1e6, 1e200),
    )
    .map(([point, changes, scale]) => changed(point, changes, scale));

function changed(
  { x, params }: ReferencePoint,
  changes: readonly (readonly [number, number])[],
  scale: number,
): Arguments {
  const leaves: { readonly of: Record<string, unknown> | unknown[]; readonly key: never }[] = [];
  const collect = (of: object): void => {
    for (const [key, value] of Object.entries(of))
      if (typeof value === "object") collect(value);
      else leaves.push({ of: of as unknown[], key: key as never });
  };
  const copy = structuredClone({ x, params }) as unknown as Arguments;
  collect(copy);
  for (const [at, value] of changes) {
    const { of, key } = leaves[at % leaves.length] as (typeof leaves)[number];
    of[key] = (Math.abs(value) > 1 ? value * scale : value) as never;
  }
  return copy;
}

/** The functions whose answers must be in a range; a mean, variance or mode that does not exist is NaN. */
const ranges: Readonly<Record<string, readonly [number, number]>> = {
  logDensity: [-Infinity, Infinity],
  gradient: [-Infinity, Infinity],
  random: [-Infinity, Infinity],
  cdf: [0, 1],
  sf: [0, 1],
  logCdf: [-Infinity, 0],
  logSf: [-Infinity, 0],
  quantile: [-Infinity, Infinity],
  upperQuantile: [-Infinity, Infinity],
  entropy: [-Infinity, Infinity],
  variance: [0, Infinity],
};
const mayBeMissing = new Set(["mean", "variance", "mode"]);
const names = [...Object.keys(ranges), "mean", "mode"] as const;

/** All answers of a distribution to some arguments, lazily. */
function answers(d: NumericDistribution, { x, params }: Arguments, p: number): Readonly<Record<string, () => unknown>> {
  const given = { ...params, dimension: drawnRows };
  return {
    logDensity: () => d.logDensity(x, params),
    gradient: () => Object.values(d.gradient(x, params)),
    random: () => d.random(rng(1), given),
    ...Object.fromEntries(
      (["cdf", "sf", "logCdf", "logSf"] as const).map((name) => [name, () => d[name]?.(x as number, params)]),
    ),
    ...Object.fromEntries((["quantile", "upperQuantile"] as const).map((name) => [name, () => d[name]?.(p, params)])),
    ...Object.fromEntries(
      (["entropy", "mean", "variance", "mode"] as const).map((name) => [name, () => d[name]?.(params)]),
    ),
  };
}

/** V8's own words, which no argument may bring about. */
const foreign = /call stack|Invalid|not iterable|undefined|is not a function|precision/;

/** The numbers of an answer; none where the arguments are refused. @throws what is not ours. */
function attempt(f: () => unknown): readonly number[] {
  try {
    return [f() ?? []].flat(3) as number[];
  } catch (error) {
    if (error instanceof RangeError && !foreign.test(error.message)) return [];
    throw error;
  }
}

/** @throws when an answer is NaN, out of its range, or not silent outside the support. */
function check(d: NumericDistribution, family: Family | undefined, args: Arguments, p: number, also: string): void {
  const all = answers(d, args, p);
  const fail = (name: string, values: readonly number[]): never => {
    throw new Error(`${name} is ${values} at ${written(args)}, p = ${p}`);
  };
  const tried = (name: string): readonly number[] => {
    const values = attempt(all[name] as () => unknown);
    const [least, most] = ranges[name] ?? [-Infinity, Infinity];
    const fits = (v: number): boolean => (v >= least && v <= most) || (Number.isNaN(v) && mayBeMissing.has(name));
    return values.every(fits) ? values : fail(name, values);
  };
  const [value] = tried("logDensity");
  const slopes = tried("gradient");
  if (value !== undefined && isOutside(family, args)) {
    if (value !== -Infinity) fail("logDensity outside the support", [value]);
    if (slopes.some((slope) => slope !== 0)) fail("gradient outside the support", slopes);
  }
  tried(also);
}

/** Whether a single number is none that the family can take. */
function isOutside(family: Family | undefined, { x, params }: Arguments): boolean {
  if (family === undefined || typeof x !== "number") return false;
  const parameters = family.parameters.map(({ name }) => constant(params[name] as number));
  return firstOutside(family.support(parameters, []), Float64Array.of(x), []) >= 0;
}

const written = (value: unknown): string =>
  JSON.stringify(value, (_, v: unknown) =>
    typeof v === "number" && (!Number.isFinite(v) || Object.is(v, -0)) ? `${v}` : v,
  );

/** Tries so many arguments; each is given to the log density, its gradient and one more function. */
export function tryArguments(
  name: string,
  d: NumericDistribution,
  reference: ReferenceDistribution,
  numRuns: number,
): void {
  const family = [...allFamilies(), ...namedComposites].find((each) => each.name === name && each.event === "scalar");
  const args =
    d.cdf === undefined
      ? nearby(reference)
      : fc.oneof({ weight: 3, arbitrary: anything(reference) }, nearby(reference));
  const probability = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.constantFrom(0, 1, 5e-324, 1e-300, 1 - 2 ** -53, Number.NaN, -1),
  );
  fc.assert(
    fc.property(args, probability, fc.constantFrom(...names), (given, p, also) => check(d, family, given, p, also)),
    { numRuns, seed: 11 },
  );
}
