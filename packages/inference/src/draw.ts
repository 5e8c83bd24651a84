/** Draw a variable from its family, value by value, vector by vector or label by label. */
import type { Rng } from "@credence/math";
import { type Axes, broadcast, broadcastPositions, type ExprNode, lengthOf, sizeOf, unionAxes } from "@credence/model";

/** Draws a variable of any family but that of a path, given values of its parameters, each over its own dims. */
export function drawValues(node: ExprNode, parameters: readonly Float64Array[], rng: Rng): Float64Array {
  if (node.operation.op !== "random") throw new Error("internal: only random variables are drawn");
  const { family, event, constraint } = node.operation;
  if (family.event === "path") throw new Error("internal: a path is drawn label by label");
  const values =
    family.event === "scalar"
      ? drawScalars(family.random, node, parameters, rng)
      : family.event === "label"
        ? drawLabels(family.random, node, parameters, rng)
        : drawVectors(family.random, node, event, parameters, rng);
  return constraint?.kind === "ordered" ? sortAlong(values, node.axes, constraint.dim.name) : values;
}

function drawScalars(
  random: (rng: Rng, ...p: readonly number[]) => number,
  node: ExprNode,
  parameters: readonly Float64Array[],
  rng: Rng,
): Float64Array {
  const full = parameters.map((values, i) => broadcast(values, (node.args[i] as ExprNode).axes, node.axes));
  return Float64Array.from({ length: lengthOf(node) }, (_, i) =>
    random(rng, ...full.map((values) => values[i] as number)),
  );
}

function drawVectors(
  random: (rng: Rng, ...p: readonly Float64Array[]) => Float64Array,
  node: ExprNode,
  event: Axes,
  parameters: readonly Float64Array[],
  rng: Rng,
): Float64Array {
  const out = new Float64Array(lengthOf(node));
  const batch = node.axes.slice(0, node.axes.length - event.length);
  eachRow(node, batch, event, parameters, (row, at) => out.set(random(rng, ...row), at * sizeOf(event)));
  return out;
}

function drawLabels(
  random: (rng: Rng, ...p: readonly Float64Array[]) => number,
  node: ExprNode,
  parameters: readonly Float64Array[],
  rng: Rng,
): Float64Array {
  const out = new Float64Array(lengthOf(node));
  const along = unionAxes(...node.args.map(({ axes }) => axes)).filter(
    ({ name }) => !node.axes.some((axis) => axis.name === name),
  );
  eachRow(node, node.axes, along, parameters, (row, at) => {
    out[at] = random(rng, ...row);
  });
  return out;
}

/** Calls `use` with the parameters along `row`, and along dims of their own, for each place over `batch`. */
function eachRow(
  node: ExprNode,
  batch: Axes,
  row: Axes,
  parameters: readonly Float64Array[],
  use: (row: readonly Float64Array[], at: number) => void,
): void {
  const full = parameters.map((values, i) => {
    const { axes } = node.args[i] as ExprNode;
    const whole = unionAxes(batch, row, axes);
    return { values: broadcast(values, axes, whole), width: sizeOf(whole.slice(batch.length)) };
  });
  for (let at = 0; at < sizeOf(batch); at++) {
    use(
      full.map(({ values, width }) => values.subarray(at * width, (at + 1) * width)),
      at,
    );
  }
}

/** Independent draws in increasing order are a draw from their ordered law. */
function sortAlong(values: Float64Array, axes: Axes, name: string): Float64Array {
  const groups = new Map<number, number[]>();
  broadcastPositions(
    axes.filter((axis) => axis.name !== name),
    axes,
  ).forEach((group, i) => {
    groups.set(group, [...(groups.get(group) ?? []), i]);
  });
  const out = Float64Array.from(values);
  for (const places of groups.values()) {
    const sorted = places.map((i) => values[i] as number).sort((a, b) => a - b);
    places.forEach((place, k) => {
      out[place] = sorted[k] as number;
    });
  }
  return out;
}
