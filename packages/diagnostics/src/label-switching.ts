/** Recognise chains that disagree only in which label names which component, as in mixtures. */
import { type AnyTrace, cellCount, type Dim, type TraceVariable, variablesOf } from "@credence/draws";
import { mean, variance } from "@credence/math";
import { cheapestPairing } from "./assignment.js";
import { rhat } from "./rhat.js";

/** A dim whose labels the chains use in different orders. */
export interface Switching {
  readonly dim: Dim;
  /** For each chain and label, the position of the label that the chain uses in its place; the first chain's own. */
  readonly orders: readonly (readonly number[])[];
}

/** Pairing costs the cube of the number of labels, and components that can be switched are few. */
const MOST_LABELS = 50;

/**
 * The dims over which chains agree (R-hat at most `limit` for every scalar over the dim) once each chain's labels are
 * permuted to match the first chain's: by the pairing whose means are nearest, in units of the spread within chains
 * (Stephens 2000, "Dealing with label switching in mixture models", JRSS B 62, for the problem).
 *
 * @param failing dotted names of the variables whose R-hat is above the limit
 */
export function switchedDims(trace: AnyTrace, failing: ReadonlySet<string>, limit: number): Switching[] {
  const variables = variablesOf(trace).filter(({ draws }) => draws.values.every(Number.isFinite));
  const suspects = variables.filter(({ name }) => failing.has(name)).flatMap(({ draws }) => draws.axes);
  const dims = new Map(suspects.filter(({ size }) => size > 1 && size <= MOST_LABELS).map((dim) => [dim.name, dim]));
  if (trace.$.draws < 2) return [];
  return [...dims.values()].flatMap((dim) => {
    const over = variables.filter(({ draws }) => draws.axes.some((axis) => means(axis, dim)));
    const orders = matchingOrders(over, dim, trace.$.chains);
    if (orders.every((order) => order.every((to, from) => to === from))) return [];
    return over.every((variable) => agrees(variable, dim, orders, limit)) ? [{ dim, orders }] : [];
  });
}

/** Whether the axis is the dim or its primed copy. */
const means = (axis: Dim, dim: Dim): boolean => axis.name.replace(/'+$/u, "") === dim.name;

/** The position of a cell on each of its axes. */
function positionsOf(axes: readonly Dim[], cell: number): number[] {
  const positions: number[] = [];
  let rest = cell;
  for (const axis of [...axes].reverse()) {
    positions.unshift(rest % axis.size);
    rest = Math.floor(rest / axis.size);
  }
  return positions;
}

/** The cell that has the positions of this one, but for the labels of the dim, which are replaced. */
function moved(axes: readonly Dim[], cell: number, dim: Dim, to: (position: number) => number): number {
  const positions = positionsOf(axes, cell);
  return axes.reduce((target, axis, a) => {
    const position = positions[a] as number;
    return target * axis.size + (means(axis, dim) ? to(position) : position);
  }, 0);
}

/** The draws of one cell in one chain. */
function drawsOf({ draws: { values, draws, axes } }: TraceVariable, chain: number, cell: number): Float64Array {
  const width = cellCount(axes);
  const chosen = new Float64Array(draws);
  for (let i = 0; i < draws; i++) chosen[i] = values[(chain * draws + i) * width + cell] as number;
  return chosen;
}

const cellsOf = ({ draws: { axes } }: TraceVariable): number[] =>
  Array.from({ length: cellCount(axes) }, (_, cell) => cell);

/** For each chain the order of labels under which its means are nearest to the first chain's. */
function matchingOrders(variables: readonly TraceVariable[], dim: Dim, chains: number): number[][] {
  const places = dim.labels.map((_, i) => i);
  const costs = Array.from({ length: chains }, () => places.map(() => places.map(() => 0)));
  // Where a variable has the dim twice, what a label costs hangs on where the others go.
  const once = variables.filter(({ draws }) => draws.axes.filter((axis) => means(axis, dim)).length === 1);
  for (const variable of once) addDistances(variable, dim, costs);
  return costs.map((cost) => {
    const order = cheapestPairing(cost);
    return moves(order, cost) ? order : places;
  });
}

/**
 * Whether labels moved far: by more than the spread within chains each, root mean square. Where labels have like values
 * some pairing is always nearer than the labels' own, and tells nothing.
 */
function moves(order: readonly number[], cost: readonly (readonly number[])[]): boolean {
  const moved = order.flatMap((to, from) => (to === from ? [] : [cost[from]?.[from] as number]));
  return moved.length > 0 && mean(moved) > 1;
}

/** Add the squared distance between each label's mean in the first chain and each label's mean in the others. */
function addDistances(variable: TraceVariable, dim: Dim, costs: number[][][]): void {
  const { axes } = variable.draws;
  const cells = cellsOf(variable);
  const runs = costs.map((_, chain) => cells.map((cell) => drawsOf(variable, chain, cell)));
  const centres = runs.map((run) => run.map(mean));
  const unit = mean(runs.flatMap((run) => run.map(variance))) || 1;
  const axis = axes.findIndex((each) => means(each, dim));
  for (const cell of cells) {
    const from = positionsOf(axes, cell)[axis] as number;
    for (const [chain, cost] of costs.entries()) {
      const row = cost[from] as number[];
      for (let to = 0; to < dim.size; to++) {
        const theirs = centres[chain]?.[moved(axes, cell, dim, () => to)] as number;
        row[to] = (row[to] as number) + (theirs - (centres[0]?.[cell] as number)) ** 2 / unit;
      }
    }
  }
}

function agrees(variable: TraceVariable, dim: Dim, orders: readonly (readonly number[])[], limit: number): boolean {
  const { axes } = variable.draws;
  return cellsOf(variable).every((cell) => {
    const chains = orders.map((order, chain) =>
      drawsOf(
        variable,
        chain,
        moved(axes, cell, dim, (position) => order[position] as number),
      ),
    );
    return !(rhat(chains) > limit);
  });
}
