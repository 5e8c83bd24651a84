/** Tell where trajectories diverged: which scalars have other values there than elsewhere. */
import { type AnyTrace, type Run, scalarsOf } from "@credence/draws";
import { quantile } from "@credence/math";
import { listed } from "./findings.js";
import { printable } from "./printable.js";

/** A divergence that the sampler has kept: the values of its variables where the diverging step began and where it led. */
export interface DivergencePoint {
  readonly chain: number;
  readonly draw: number;
  /** By dotted name, row-major. */
  readonly start: Readonly<Record<string, readonly number[]>>;
  readonly end: Readonly<Record<string, readonly number[]>>;
}

/** The divergences of a run that were kept, at most a hundred of each chain. */
export function divergencePoints({ options }: Run): readonly DivergencePoint[] {
  const { divergences } = (options ?? {}) as { divergences?: unknown };
  return Array.isArray(divergences) ? (divergences as readonly DivergencePoint[]) : [];
}

/** How one scalar differs where trajectories diverged. */
export interface Displaced {
  readonly name: string;
  /** Kolmogorov and Smirnov's distance between its values there and elsewhere. */
  readonly distance: number;
  readonly there: number;
  readonly elsewhere: number;
}

/** Fewer divergences than this tell nothing of their place. */
const FEWEST = 5;
/** How often scalars that do not matter are named, over all of them together, were draws independent. */
const FALSE_ALARM = 0.01;

/**
 * Sampled scalars whose marginal distribution differs between divergences and other draws, worst first: at the starts of
 * diverging steps where these were kept, else at draws whose trajectory diverged.
 *
 * @param diverging for each draw, chain by chain, more than 0 where its trajectory diverged
 */
export function displacedScalars(trace: AnyTrace, diverging: Float64Array): readonly Displaced[] {
  const points = divergencePoints(trace.$);
  const derived = new Set(trace.$.variables.filter((each) => each.derived).map(({ name }) => name));
  const scalars = scalarsOf(trace).filter(({ variable }) => !derived.has(variable));
  const cells = new Map<string, number>();
  const found = scalars.flatMap(({ name, variable, chains }): Displaced[] => {
    const cell = cells.get(variable) ?? 0;
    cells.set(variable, cell + 1);
    const all = chains.flatMap((chain) => Array.from(chain));
    const kept = points.map(({ start }) => start[variable]?.[cell]).filter((value) => value !== undefined);
    const there = kept.length > 0 ? kept : all.filter((_, i) => (diverging[i] as number) > 0);
    const elsewhere = all.filter((_, i) => !((diverging[i] as number) > 0));
    if (there.length < FEWEST || elsewhere.length < FEWEST) return [];
    const [a, b] = [Float64Array.from(there).sort(), Float64Array.from(elsewhere).sort()];
    const distance = kolmogorovSmirnov(a, b);
    if (!(distance > critical(a.length, b.length, FALSE_ALARM / scalars.length))) return [];
    return [{ name, distance, there: quantile(a, 0.5), elsewhere: quantile(b, 0.5) }];
  });
  return found.sort((a, b) => b.distance - a.distance);
}

/** A sentence on the worst of them; nothing where none stands out. */
export function placesText(displaced: readonly Displaced[]): string {
  if (displaced.length === 0) return "";
  const figures = displaced.map(
    ({ name, there, elsewhere }) => `\`${printable(name)}\` (median ${figure(there)}, elsewhere ${figure(elsewhere)})`,
  );
  return `They begin at other values of ${listed(figures, 3)}. `;
}

const figure = (value: number): string => `${Number(value.toPrecision(3))}`;

/** Largest difference of two empirical distribution functions, of sorted values. */
function kolmogorovSmirnov(a: Float64Array, b: Float64Array): number {
  let largest = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const at = Math.min(a[i] as number, b[j] as number);
    while (i < a.length && (a[i] as number) <= at) i++;
    while (j < b.length && (b[j] as number) <= at) j++;
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length));
  }
  return largest;
}

/** The distance that independent values of one distribution pass with a probability of `level` (Smirnov's leading term). */
const critical = (n: number, m: number, level: number): number =>
  Math.sqrt((-Math.log(level / 2) * (n + m)) / (2 * n * m));
