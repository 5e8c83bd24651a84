/** Write log evidences of totals as expressions of the prior's parameters, each distinct value computed once. */
import {
  type Axes,
  broadcastPositions,
  constant,
  dataNode,
  type ExprNode,
  raw,
  sizeOf,
  sumAll,
  unionAxes,
} from "@credence/model";
import { distinct } from "./gaussian/distinct.js";
import { cellsOf, tally } from "./gaussian/factor.js";
import { rowsDim } from "./rows-dim.js";

/** What observations add to the two parameters of each cell. */
export interface Totals {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/**
 * Σ log B(a + y, b + m) − log B(a, b), as y log(a/s) + m log(b/s) + R(a, y) + R(b, m) − R(s, y + m) with s = a + b and
 * R(x, k) = log[(x)_k / x^k]: exact where a and b are huge, and each R is computed once for each of its distinct counts.
 */
export function betaDensity(a: ExprNode, b: ExprNode, { first, second }: Totals, axes: Axes): ExprNode {
  const s = a.add(b);
  const all = first.map((y, c) => y + (second[c] as number));
  return logTimes(raw.div(a, s), first, axes)
    .add(logTimes(raw.div(b, s), second, axes))
    .add(densityOfRising(a, first, axes))
    .add(densityOfRising(b, second, axes))
    .sub(densityOfRising(s, all, axes));
}

/** Σ log Γ(a + x) / Γ(a) + a log b − (a + x) log(b + e), as R(a, x) + x log(a / (b + e)) − a log(1 + e/b). */
export function gammaDensity(a: ExprNode, b: ExprNode, { first, second }: Totals, axes: Axes): ExprNode {
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
  return sumAll(each.mul(dataNode(rows, times))).add(densityOfRising(a, first, axes));
}

/** Σ k log x, where the k that read the same cell of x are added up. */
export function logTimes(x: ExprNode, k: Float64Array, axes: Axes): ExprNode {
  const place = broadcastPositions(x.axes, axes);
  const sums = new Float64Array(sizeOf(x.axes));
  k.forEach((v, c) => {
    sums[place[c] as number] = (sums[place[c] as number] as number) + v;
  });
  return sumAll(raw.xlogy(dataNode(x.axes, sums), x));
}

/** Σ log[(x)_k / x^k], where equal k that read the same cell of x are computed once. */
export function densityOfRising(x: ExprNode, k: Float64Array, axes: Axes): ExprNode {
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
