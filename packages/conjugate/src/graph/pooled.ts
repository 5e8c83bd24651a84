/** Lay observations of several batches side by side, all of the same unknown variables. */
import { ExprNode, graphOf, type NamedNode, topological } from "@credence/model";
import type { Observed } from "./condition.js";

/** What was observed in earlier batches goes by its name and this sign with the number of the batch. */
const earlier = "\u0000";

/** Whether a name is that of an observation of an earlier batch. */
export const isEarlier = (name: string): boolean => name.includes(earlier);

/**
 * The unknown variables and the observations of `batch`, and beside them the observations of `before`; a sentence where
 * the unknown variables or their priors differ.
 */
export function pooled(before: Observed, batch: Observed): Observed | { readonly reason: string } {
  const change = changeOf(before, batch);
  if (change !== undefined) return { reason: change };
  const now = new Map(latentsOf(batch).map(({ name, node }) => [name, node]));
  const made = new Map<ExprNode, ExprNode>(
    latentsOf(before).map(({ name, node }) => [node, now.get(name) as ExprNode]),
  );
  for (const node of topological(before.quantities.map((quantity) => quantity.node))) {
    if (made.has(node)) continue;
    const args = node.args.map((arg) => made.get(arg) as ExprNode);
    // a batch may share its nodes with the one before: what was observed twice is two variables
    const same = node.operation.op !== "random" && args.every((arg, i) => arg === node.args[i]);
    made.set(node, same ? node : new ExprNode(node.operation, args, node.axes, node.range));
  }
  const batches = before.quantities.filter(({ name }) => isEarlier(name)).length;
  const kept = before.quantities.filter(({ name }) => before.data.has(name));
  const named = (name: string): string => (isEarlier(name) ? name : `${name}${earlier}${batches}`);
  const seen = kept.map(({ name, node }): NamedNode => ({ name: named(name), node: made.get(node) as ExprNode }));
  return {
    quantities: [...batch.quantities, ...seen],
    data: new Map([
      ...batch.data,
      ...kept.map(({ name }) => [named(name), before.data.get(name) as Float64Array] as const),
    ]),
  };
}

const latentsOf = ({ quantities, data }: Observed): readonly NamedNode[] =>
  quantities.filter(({ name, node }) => node.operation.op === "random" && !data.has(name));

function changeOf(before: Observed, batch: Observed): string | undefined {
  const [was, is] = [before, batch].map(latentsOf) as [readonly NamedNode[], readonly NamedNode[]];
  const names = (list: readonly NamedNode[]): string => list.map(({ name }) => name).join(", ");
  if (names(was) !== names(is)) return `the unknown variables are ${names(is)}, and were ${names(was)}`;
  const differs = is.find((latent, i) => written(latent) !== written(was[i] as NamedNode));
  return differs && `the prior of \`${differs.name}\`, its dims or its labels are not what they were`;
}

/** A variable's prior as text. */
const written = (latent: NamedNode): string =>
  JSON.stringify(graphOf({ quantities: [latent] }), (_, value) =>
    ArrayBuffer.isView(value) ? Array.from(value as Float64Array, String) : value,
  );
