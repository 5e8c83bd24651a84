/** Integrate a normal variable over cells that no observation links: each observation reads one cell at most. */
import { LOG_SQRT_TWO_PI, log } from "@credence/math";
import { broadcastPositions, dataNode, type ExprNode, lengthOf, raw } from "@credence/model";
import type { Variable } from "../../graph/condition.js";
import { guarded } from "../guarded.js";
import { rowsDim } from "../rows-dim.js";
import { type Affine, affineOf, at, plus, spread } from "./affine.js";
import { distinct } from "./distinct.js";
import { affineNode, cellsOf, type Gaussian, tally } from "./factor.js";
import { type Reads, readsOf } from "./reads.js";
import { grouped, identity, picked } from "./rows.js";

/** Normal cells: their means, and the expression of their standard deviations with the cell that each reads. */
export interface CellPrior {
  /** Over the flattened cells. */
  readonly mean: Affine;
  readonly sd: ExprNode;
  readonly sdCells: Int32Array;
  /** Where the standard deviations are known multiples of cells of one expression: that, and the cell that each reads. */
  readonly spread?: { readonly of: ExprNode; readonly cells: Int32Array };
}

/** The Gaussians that are left, and the cells given everything else. */
export interface Absorbed {
  readonly left: readonly Gaussian[];
  readonly posterior: CellPrior;
}

/** The prior of a normal variable as cells. */
export function cellPriorOf({ node, family }: Variable): CellPrior {
  const [mean, sd] = node.args as [ExprNode, ExprNode];
  return {
    mean: spread(affineOf(mean), mean.axes, node.axes),
    sd: guarded(sd, family.parameters[1]),
    sdCells: broadcastPositions(sd.axes, node.axes),
  };
}

/** For each cell Σ a², whether any observation reads it, and the standard deviation that those share. */
interface Seen {
  readonly power: Float64Array;
  readonly spread: Int32Array;
  /** The cells that observations read. */
  readonly cells: Int32Array;
  /** Σ a e / Σ a² of the residuals e, the variable's share left out. */
  readonly average: Affine;
}

/**
 * Integrates the cells of `latent` out of one Gaussian; a sentence where observations link cells, or differ in unknown
 * spread within a cell.
 *
 * In each cell, residuals eᵣ − aᵣ f θ of spread σ say of f θ as much as one, ē − f θ with ē = Σ aᵣ eᵣ / P and P = Σ aᵣ²,
 * of spread σ / √P, beside what they say of each other: eᵣ − aᵣ ē, with one observation less. Over a prior with mean m and
 * spread τ, the former becomes ē − f m with variance σ² / P + f² τ².
 */
export function absorbCells(
  latent: Variable,
  prior: CellPrior,
  gaussian: Gaussian,
): Absorbed | { readonly reason: string } {
  const reads = readsOf(latent, gaussian);
  if ("reason" in reads) return reads;
  if (reads.touched.length === 0) return { left: [gaussian], posterior: prior };
  const seen = seenOf(reads, gaussian, lengthOf(latent.node));
  if (seen === undefined) return { reason: `observations of one cell of \`${latent.name}\` differ in unknown spread` };
  const factor = { of: reads.factor, cells: broadcastPositions(reads.factor.axes, latent.node.axes) };
  const among = amongThemselves(gaussian, reads, seen);
  const about = aboutThePrior(gaussian, seen, prior, factor);
  const left = saysNothing(among) ? [{ ...about, constant: about.constant + among.constant }] : [among, about];
  return { left, posterior: posteriorOf(gaussian, seen, prior, factor) };
}

/**
 * The same where the prior has the observations' standard deviation and is among the rows of the Gaussian: what it and the
 * observations say of each other is left, and the cells are normal about ē with spread σ / √P.
 */
export function absorbOwnCells(latent: Variable, gaussian: Gaussian): Absorbed | { readonly reason: string } {
  const reads = readsOf(latent, gaussian);
  if ("reason" in reads) return reads;
  const size = lengthOf(latent.node);
  const seen = seenOf(reads, gaussian, size);
  if (seen === undefined) return { reason: `observations of one cell of \`${latent.name}\` differ in unknown spread` };
  if (!isOne(reads.factor)) return { reason: `\`${latent.name}\` is times something unknown` };
  const perRoot = dataNode(
    [rowsDim(size)],
    seen.power.map((p) => 1 / Math.sqrt(p)),
  );
  return {
    left: [amongThemselves(gaussian, reads, seen)],
    posterior: {
      mean: seen.average,
      sd: cellsOf(gaussian.base, seen.spread).mul(perRoot),
      sdCells: Int32Array.from({ length: size }, (_, c) => c),
      spread: { of: gaussian.base, cells: seen.spread },
    },
  };
}

/** Whether only the constant is left: every observation was alone in its cell. */
const saysNothing = ({ residual, logs }: Gaussian): boolean =>
  residual.constant.length === 0 && logs.every((count) => count === 0);

function seenOf({ cell, by, touched, others }: Reads, gaussian: Gaussian, size: number): Seen | undefined {
  const power = new Float64Array(size);
  const spread = new Int32Array(size).fill(-1);
  for (let i = 0; i < touched.length; i++) {
    const c = cell[i] as number;
    const s = gaussian.cells[touched[i] as number] as number;
    if (spread[c] !== -1 && spread[c] !== s) return undefined;
    spread[c] = s;
    power[c] = (power[c] as number) + (by[i] as number) ** 2;
  }
  const weights = by.map((a, i) => a / (power[cell[i] as number] as number));
  const own = at({ constant: gaussian.residual.constant, parts: others }, touched);
  return {
    power,
    spread: spread.map((s) => Math.max(s, 0)),
    cells: Int32Array.from(power.keys()).filter((c) => (power[c] as number) > 0),
    average: averages(own, cell, size, weights),
  };
}

function averages({ constant, parts }: Affine, cell: Int32Array, size: number, weights: Float64Array): Affine {
  const average = new Float64Array(size);
  cell.forEach((c, i) => {
    average[c] = (average[c] as number) + (weights[i] as number) * (constant[i] as number);
  });
  return {
    constant: average,
    parts: parts.map(({ atom, rows }) => ({ atom, rows: grouped(rows, cell, size, weights) })),
  };
}

/** What observations say of each other; one that is alone in its cell says nothing. */
function amongThemselves(gaussian: Gaussian, { cell, by, touched, others }: Reads, seen: Seen): Gaussian {
  const { residual, base, cells, observed } = gaussian;
  const size = residual.constant.length;
  const members = tally(cell, seen.power.length);
  const a = new Float64Array(size);
  const of = new Int32Array(size);
  const alone = new Uint8Array(size);
  touched.forEach((r, i) => {
    a[r] = by[i] as number;
    of[r] = cell[i] as number;
    alone[r] = members[of[r] as number] === 1 ? 1 : 0;
  });
  const shares: Affine = {
    constant: a.map((x, r) => x * (seen.average.constant[of[r] as number] as number)),
    parts: seen.average.parts.map(({ atom, rows }) => ({ atom, rows: picked(rows, of, a) })),
  };
  const kept = Int32Array.from(a.keys()).filter((r) => alone[r] === 0);
  const lost = tally(
    seen.spread.filter((_, c) => (seen.power[c] as number) > 0),
    lengthOf(base),
  );
  const volume = seen.cells.reduce((sum, c) => sum + LOG_SQRT_TWO_PI - 0.5 * log(seen.power[c] as number), 0);
  return {
    observed,
    residual: at(plus({ constant: residual.constant, parts: others }, shares, -1), kept),
    base,
    cells: Int32Array.from(kept, (r) => cells[r] as number),
    logs: gaussian.logs.map((count, c) => count - (lost[c] as number)),
    constant: gaussian.constant + volume,
  };
}

/** An expression and the cell of it that each cell of the variable reads. */
interface Factor {
  readonly of: ExprNode;
  readonly cells: Int32Array;
}

/** f times the cells' means, as known maps where f is 1. */
function timesFactor(mean: Affine, { of, cells }: Factor): Affine {
  if (isOne(of)) return mean;
  const size = mean.constant.length;
  if (mean.parts.length === 0 && mean.constant.every((x) => x === 0)) return mean;
  const atom = affineNode(mean).mul(cellsOf(of, cells));
  return { constant: new Float64Array(size), parts: [{ atom, rows: identity(size) }] };
}
const isOne = ({ operation }: ExprNode): boolean => operation.op === "constant" && operation.value === 1;

/** What the averages say of the prior: √(σ² / P + f² τ²) is one standard deviation for all cells that agree in its parts. */
function aboutThePrior(gaussian: Gaussian, seen: Seen, prior: CellPrior, factor: Factor): Gaussian {
  const groups = distinct(seen.cells, (c) => [seen.power[c], seen.spread[c], prior.sdCells[c], factor.cells[c]].join());
  const first = (numbers: Int32Array): Int32Array => Int32Array.from(groups.first, (c) => numbers[c] as number);
  const sigma = cellsOf(gaussian.base, first(seen.spread));
  const tau = cellsOf(prior.sd, first(prior.sdCells));
  const f = cellsOf(factor.of, first(factor.cells));
  const perPower = dataNode(
    [rowsDim(groups.first.length)],
    Float64Array.from(groups.first, (c) => 1 / (seen.power[c] as number)),
  );
  return {
    observed: gaussian.observed,
    residual: at(plus(seen.average, timesFactor(prior.mean, factor), -1), seen.cells),
    base: raw.sqrt(
      raw
        .square(sigma)
        .mul(perPower)
        .add(raw.square(tau.mul(f))),
    ),
    cells: groups.group,
    logs: tally(groups.group, groups.first.length),
    constant: -seen.cells.length * LOG_SQRT_TWO_PI,
  };
}

/** The cells given everything else: with q = P / σ² and k = 1 + f² τ² q, mean m + f τ² q (ē − f m) / k and spread τ / √k. */
function posteriorOf(gaussian: Gaussian, seen: Seen, { mean, sd, sdCells }: CellPrior, factor: Factor): CellPrior {
  const size = seen.power.length;
  const tau = cellsOf(sd, sdCells);
  const f = cellsOf(factor.of, factor.cells);
  const precision = dataNode([rowsDim(size)], seen.power).div(raw.square(cellsOf(gaussian.base, seen.spread)));
  const gain = raw.square(tau).mul(f).mul(precision);
  const shrink = gain.mul(f).add(1);
  const distance = affineNode(plus(seen.average, timesFactor(mean, factor), -1));
  const moved = affineNode(mean).add(gain.div(shrink).mul(distance));
  return {
    mean: { constant: new Float64Array(size), parts: [{ atom: moved, rows: identity(size) }] },
    sd: tau.div(raw.sqrt(shrink)),
    sdCells: Int32Array.from({ length: size }, (_, c) => c),
  };
}
