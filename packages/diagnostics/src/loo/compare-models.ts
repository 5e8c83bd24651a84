/** Compare models by how well they predict what they have not seen: differences with their errors, and stacking weights. */
import { sum, variance } from "@credence/math";
import { printable } from "../printable.js";
import { type Layout, type Readable, withText } from "../with-text.js";
import type { Loo } from "./loo.js";
import { stackingWeights } from "./stacking.js";

/** Below this difference, in nats, models predict alike and its standard error is too small. */
const SMALL_DIFFERENCE = 4;

/** Below as many observations the normal approximation of a difference is poor. */
const FEW_OBSERVATIONS = 100;

/** What a comparison needs of a model's figures. */
export interface Compared extends Loo {
  /** Names of the observations; those of all models must agree. */
  readonly observations?: readonly string[];
}

/** A model beside the best one. */
export interface ComparedModel<N extends string = string> {
  readonly name: N;
  readonly elpd: number;
  readonly elpdSe: number;
  readonly pLoo: number;
  /** Its elpd less that of the best model: 0 for the best, else negative. */
  readonly difference: number;
  /** Standard error of the difference, from the differences by observation; 0 for the best. */
  readonly differenceSe: number;
  /** Stacking weight: its share in the mixture of models that predicts best. */
  readonly weight: number;
}

/** Models, best first, with what to make of them. */
export interface ModelComparison<N extends string = string> extends Readable {
  readonly models: readonly ComparedModel<N>[];
  /** What to keep in mind, one sentence each. */
  readonly messages: readonly string[];
}

/**
 * Differences of elpd with standard errors √(n · var) of the differences by observation (Vehtari, Gelman and Gabry,
 * arXiv:1507.04544, eq. 24), and stacking weights (arXiv:1704.02030). Which differences mean something follows Sivula,
 * Magnusson, Matamoros and Vehtari, arXiv:2008.10296.
 *
 * @param models figures by name, at least two, all of the same observations
 * @throws RangeError when there are fewer than two models or their observations differ
 */
export function compareModels<N extends string>(models: Readonly<Record<N, Compared>>): ModelComparison<N> {
  const entries = Object.entries(models) as [N, Compared][];
  checkSameObservations(entries);
  const weights = stackingWeights(entries.map(([, { pointwise }]) => pointwise.elpd));
  const best = entries.reduce((a, b) => (b[1].elpd > a[1].elpd ? b : a))[1];
  const rows = entries.map(([name, loo], k): ComparedModel<N> => {
    const differences = loo.pointwise.elpd.map((value, i) => value - (best.pointwise.elpd[i] as number));
    return {
      name,
      elpd: loo.elpd,
      elpdSe: loo.elpdSe,
      pLoo: loo.pLoo,
      difference: sum(differences),
      differenceSe: loo === best ? 0 : Math.sqrt(differences.length * variance(differences)),
      weight: weights[k] as number,
    };
  });
  rows.sort((a, b) => b.elpd - a.elpd);
  const comparison = { models: rows, messages: messagesOf(rows, entries) };
  return withText(comparison, () => layoutOf(comparison));
}

function checkSameObservations(entries: readonly (readonly [string, Compared])[]): void {
  const [first, ...others] = entries;
  if (first === undefined || others.length === 0)
    throw new RangeError("compareModels wants at least two models, as in compareModels({ linear, quadratic })");
  const [name, loo] = first;
  for (const [otherName, other] of others) {
    const [own, its] = [loo.pointwise.elpd.length, other.pointwise.elpd.length];
    if (own !== its)
      throw new RangeError(
        `compareModels: ${name} has ${own} observations and ${otherName} has ${its}: compare models of the same data`,
      );
    const at = loo.observations?.findIndex((label, i) => other.observations?.[i] !== label) ?? -1;
    if (at >= 0 && other.observations !== undefined)
      throw new RangeError(
        `compareModels: observation ${at} is ${loo.observations?.[at]} in ${name} and ${other.observations[at]} in ${otherName}: compare models of the same data, with the same names`,
      );
  }
}

function messagesOf(rows: readonly ComparedModel[], entries: readonly (readonly [string, Compared])[]): string[] {
  const size = entries[0]?.[1].pointwise.elpd.length ?? 0;
  const alike = rows.slice(1).filter(({ difference }) => difference > -SMALL_DIFFERENCE);
  const bad = entries.filter(([, { unreliable }]) => unreliable.length > 0);
  return [
    ...alike.map(
      ({ name, difference }) =>
        `${name} predicts about as well as ${rows[0]?.name}: a difference of ${Math.abs(difference).toFixed(1)} is small, and its standard error too optimistic.`,
    ),
    ...(size < FEW_OBSERVATIONS
      ? [`With ${size} observations the standard errors of differences are rough: read them as too small.`]
      : []),
    ...bad.map(
      ([name, { unreliable }]) =>
        `${name} has ${unreliable.length} unreliable observations (large Pareto k): its elpd is probably too high; see its own figures.`,
    ),
  ];
}

function layoutOf({ models, messages }: Omit<ModelComparison, keyof Readable>): Layout {
  const rows = models.map((row) => [
    printable(row.name),
    row.elpd.toFixed(1),
    row.elpdSe.toFixed(1),
    row.pLoo.toFixed(1),
    row.difference.toFixed(1),
    row.differenceSe.toFixed(1),
    row.weight.toFixed(2),
  ]);
  const header = ["model", "elpd", "se", "p", "difference", "se", "weight"];
  return [[header, ...rows], ...messages.map((message) => `· ${printable(message)}`)];
}
