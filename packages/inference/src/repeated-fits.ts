/** Fit the data that were seen together with data that draws of their posterior make again. */
import type { AnyTrace } from "@credence/draws";
import { ExprNode, type NamedNode, posteriorOf, topological } from "@credence/model";
import type { AnyPosterior } from "./given.js";
import { checkedTrace } from "./joint.js";
import { predict } from "./predict.js";
import { drawOf, type FitOptions, type SimulatedFit } from "./simulated-fits.js";

/** What the copy of an observed variable is called: `again.y`. */
const again = (name: string): string => `again.${name}`;

/** One fit for each of several draws of the posterior, taken evenly. */
export async function* repeatedFits(
  verb: string,
  posterior: AnyPosterior,
  { simulations, seed, infer }: { simulations: number; seed: number; infer: NonNullable<FitOptions["infer"]> },
): AsyncGenerator<SimulatedFit> {
  const seen = posterior.quantities.filter(({ name }) => posterior.data.has(name));
  const copies = copiesOf(verb, seen);
  const base = checkedTrace(verb, await infer(posterior as never, seed - 1));
  const replicates = predict({ quantities: posterior.quantities } as never, base as never, { seed }) as AnyTrace;
  const count = base.$.chains * base.$.draws;
  for (let s = 0; s < simulations; s++) {
    const at = Math.floor(((s + 0.5) * count) / simulations);
    const made = drawOf(replicates, at).$.variables;
    const data = new Map(posterior.data);
    for (const { name } of seen) {
      const drawn = made.find((variable) => variable.name === name);
      data.set(again(name), (drawn as (typeof made)[number]).draws.values);
    }
    const both = posteriorOf([...posterior.quantities, ...copies], data) as AnyPosterior;
    yield { truth: drawOf(base, at), posterior: both, trace: checkedTrace(verb, await infer(both as never, seed + s)) };
  }
}

/** Observed variables once more, given the same latent ones; what depends on the data depends on the copies then. */
function copiesOf(verb: string, seen: readonly NamedNode[]): readonly NamedNode[] {
  if (seen.length === 0) throw new TypeError(`${verb}: nothing is observed, so that no data can be made again`);
  const odd = seen.find(({ node }) => node.operation.op !== "random");
  if (odd !== undefined)
    throw new TypeError(`${verb}: \`${odd.name}\` cannot be drawn again, as what it hangs on was summed out`);
  const observed = new Set(seen.map(({ node }) => node));
  const copies = new Map<ExprNode, ExprNode>();
  for (const node of topological([...observed])) {
    const args = node.args.map((arg) => copies.get(arg) ?? arg);
    const changed = args.some((arg, i) => arg !== node.args[i]) && node.operation.op !== "random";
    if (observed.has(node) || changed) copies.set(node, new ExprNode(node.operation, args, node.axes, node.range));
  }
  return seen.map(({ name, node }) => ({ name: again(name), node: copies.get(node) as ExprNode }));
}
