/** Integrate rates and proportions out of counts and waiting times: the beta and the gamma pairs, with unknown priors. */
import { lbetaDiff, log, log1p, logRisingRatio } from "@credence/math";
import {
  type Axes,
  broadcastPositions,
  constant,
  dataNode,
  type ExprNode,
  lengthOf,
  raw,
  sizeOf,
  sumAll,
  unionAxes,
} from "@credence/model";
import type { Variable } from "../../graph/condition.js";
import { type Match, matchOf } from "../../graph/match.js";
import { conjugatePrior } from "../../graph/prior.js";
import { cellwise } from "../cellwise.js";
import { distinct } from "../gaussian/distinct.js";
import { cellsOf, tally } from "../gaussian/factor.js";
import { guarded } from "../guarded.js";
import { rowsDim } from "../rows-dim.js";
import type { Factor, Outcome, Rule, VariablesByNode } from "../step.js";

/** What observations add to the two parameters of each cell, and the part of the log evidence that they alone decide. */
interface Totals {
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly constant: number;
}

/** A prior family of two parameters whose posterior adds totals to them. */
interface Kind {
  /** Log evidence of totals, less what the observations alone decide, for one cell. */
  readonly logEvidence: (a: number, b: number, first: number, second: number) => number;
  /** The same for all cells together, as an expression. */
  readonly density: (a: ExprNode, b: ExprNode, totals: Totals, axes: Axes) => ExprNode;
}

const kinds: Readonly<Record<string, Kind>> = {
  beta: { logEvidence: lbetaDiff, density: betaDensity },
  gamma: {
    logEvidence: (a, b, x, e) => logRisingRatio(a, x) + x * log(a / (b + e)) - a * log1p(e / b),
    density: gammaDensity,
  },
};

export const countCells: Rule = (latent, touched, variables): Outcome | undefined => {
  const { family, args } = conjugatePrior(latent);
  const kind = kinds[family.name];
  if (kind === undefined) return undefined;
  const matches = matchesOf(latent, touched, variables);
  if ("reason" in matches) return matches;
  const { axes } = latent.node;
  const [a, b] = args.map((arg, i) => guarded(arg, family.parameters[i])) as [ExprNode, ExprNode];
  const totals = totalsOf(matches, kind, lengthOf(latent.node));
  if (!Number.isFinite(totals.constant))
    return { reason: `the observations of \`${latent.name}\` have no finite density` };
  const observed = matches.map(({ child }) => child.name);
  const how = { pair: [...new Set(matches.map(({ edge }) => edge.pair))].join(", "), observed, family: family.name };
  const value = kind.density(a, b, totals, axes).add(totals.constant);
  const parameters = [
    [a, totals.first],
    [b, totals.second],
  ] as const;
  return {
    factors: [{ kind: "term", name: observed.join(", "), value }],
    recovery: cellwise(
      latent,
      how,
      parameters.map(([prior, total]) => flat(prior, axes).add(dataNode([rowsDim(total.length)], total))),
    ),
  };
};

/** An expression over some of the dims, over the flattened cells; a single number stays one. */
const flat = (x: ExprNode, axes: Axes): ExprNode => cellsOf(x, broadcastPositions(x.axes, axes));

function matchesOf(
  latent: Variable,
  touched: readonly Factor[],
  variables: VariablesByNode,
): readonly Match[] | { readonly reason: string } {
  const matches: Match[] = [];
  for (const factor of touched) {
    if (factor.kind !== "variable") return { reason: `\`${latent.name}\` is in a term of the log density` };
    const { variable } = factor;
    if (variable.values === undefined)
      return { reason: `\`${variable.name}\`, which depends on \`${latent.name}\`, is not observed` };
    const match = matchOf(variable, variables);
    if ("reason" in match) return match;
    matches.push(match);
  }
  return matches;
}

/** Adds up the observations; their own constant is what the evidence under a prior of (1, 1) has beside the totals'. */
function totalsOf(matches: readonly Match[], { logEvidence }: Kind, size: number): Totals {
  const totals = [new Float64Array(size), new Float64Array(size)] as const;
  const ones = [new Float64Array(size).fill(1), new Float64Array(size).fill(1)] as const;
  let constant = 0;
  for (const { edge, seen } of matches) {
    edge.absorb(totals, seen);
    constant += edge.absorb(ones, seen);
  }
  const [first, second] = totals;
  first.forEach((x, c) => {
    constant -= logEvidence(1, 1, x, second[c] as number);
  });
  return { first, second, constant };
}

/**
 * Σ log B(a + y, b + m) − log B(a, b), as y log(a/s) + m log(b/s) + R(a, y) + R(b, m) − R(s, y + m) with s = a + b and
 * R(x, k) = log[(x)_k / x^k]: exact where a and b are huge, and each R is computed once for each of its distinct counts.
 */
function betaDensity(a: ExprNode, b: ExprNode, { first, second }: Totals, axes: Axes): ExprNode {
  const s = a.add(b);
  const all = first.map((y, c) => y + (second[c] as number));
  return weighted(raw.div(a, s), first, axes)
    .add(weighted(raw.div(b, s), second, axes))
    .add(rising(a, first, axes))
    .add(rising(b, second, axes))
    .sub(rising(s, all, axes));
}

/** Σ log Γ(a + x) / Γ(a) + a log b − (a + x) log(b + e), as R(a, x) + x log(a / (b + e)) − a log(1 + e/b). */
function gammaDensity(a: ExprNode, b: ExprNode, { first, second }: Totals, axes: Axes): ExprNode {
  const own = unionAxes(a.axes, b.axes);
  const place = broadcastPositions(own, axes);
  const cells = Int32Array.from(first.keys());
  const groups = distinct(cells, (c) => [first[c], second[c], place[c]].join());
  const rows = [rowsDim(groups.first.length)];
  const pick = (values: Float64Array): ExprNode =>
    dataNode(
      rows,
      Float64Array.from(groups.first, (c) => values[c] as number),
    );
  const at = (x: ExprNode): ExprNode => {
    const cell = broadcastPositions(x.axes, axes);
    return cellsOf(
      x,
      groups.first.map((c) => cell[c] as number),
    );
  };
  const times = tally(groups.group, groups.first.length);
  const [x, e] = [pick(first), pick(second)];
  const [shape, rate] = [at(a), at(b)];
  const each = raw.xlogy(x, shape.div(rate.add(e))).sub(shape.mul(raw.log1p(e.div(rate))));
  return sumAll(each.mul(dataNode(rows, times))).add(rising(a, first, axes));
}

/** Σ k log x, where the k that read the same cell of x are added up. */
function weighted(x: ExprNode, k: Float64Array, axes: Axes): ExprNode {
  const place = broadcastPositions(x.axes, axes);
  const sums = new Float64Array(sizeOf(x.axes));
  k.forEach((v, c) => {
    sums[place[c] as number] = (sums[place[c] as number] as number) + v;
  });
  return sumAll(raw.xlogy(dataNode(x.axes, sums), x));
}

/** Σ log[(x)_k / x^k], where equal k that read the same cell of x are computed once. */
function rising(x: ExprNode, k: Float64Array, axes: Axes): ExprNode {
  const place = broadcastPositions(x.axes, axes);
  const cells = Int32Array.from(k.keys()).filter((c) => k[c] !== 0 && k[c] !== 1);
  if (cells.length === 0) return constant(0);
  const groups = distinct(cells, (c) => `${k[c]},${place[c]}`);
  const rows = [rowsDim(groups.first.length)];
  const times = tally(groups.group, groups.first.length);
  const at = cellsOf(
    x,
    groups.first.map((c) => place[c] as number),
  );
  const counts = dataNode(
    rows,
    Float64Array.from(groups.first, (c) => k[c] as number),
  );
  return sumAll(raw.logRisingRatio(at, counts).mul(dataNode(rows, times)));
}
