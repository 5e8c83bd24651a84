/** Integrate prior times likelihood of a graph's own densities numerically: the oracle of closed forms. */
import { integrate } from "@credence/math";
import {
  apply,
  constant,
  dataNode,
  ExprNode,
  evaluateAll,
  graphOf,
  inputNode,
  type Posterior,
  sumAll,
  topological,
} from "@credence/model";
import { type ExactPosterior, recognise } from "../src/index.js";

/** The closed form, which must be there. */
export function exactOf<V, O>(posterior: Posterior<V, O>): ExactPosterior {
  const found = recognise(graphOf(posterior));
  if ("reason" in found) throw new Error(`not recognised: ${found.reason}`);
  return found.exact;
}

/** Why there is no closed form, which must not be there. */
export function reasonOf<V, O>(posterior: Posterior<V, O>): string {
  const found = recognise(graphOf(posterior));
  if ("exact" in found) throw new Error(`recognised: ${JSON.stringify(found.exact.pieces)}`);
  return found.reason;
}

/** Log joint density of the data and one scalar latent variable, as a function of the latter. */
export function logJoint<V, O>({ quantities, data }: Posterior<V, O>): (value: number) => number {
  const standIns = new Map<ExprNode, ExprNode>();
  const terms: ExprNode[] = [];
  const latents: ExprNode[] = [];
  const names = new Map(quantities.map(({ name, node }) => [node, name]));
  for (const node of topological(quantities.map((quantity) => quantity.node))) {
    const args = node.args.map((arg) => standIns.get(arg) as ExprNode);
    if (node.operation.op !== "random") {
      standIns.set(node, new ExprNode(node.operation, args, node.axes, node.range));
      continue;
    }
    const values = data.get(names.get(node) as string);
    const value = values === undefined ? inputNode("latent", node.axes, node.range) : dataNode(node.axes, values);
    if (values === undefined) latents.push(value);
    standIns.set(node, value);
    const density = node.operation.family.logDensity(value, ...args);
    const zeros = dataNode(node.axes, new Float64Array(node.axes.reduce((size, axis) => size * axis.size, 1)));
    terms.push(sumAll(apply("add", density, zeros)));
  }
  const [latent] = latents;
  if (latent === undefined || latents.length > 1 || latent.axes.length > 0)
    throw new Error("the oracle wants one scalar latent variable");
  const total = terms.reduce((sum, term) => sum.add(term), constant(0));
  return (value) => (evaluateAll([total], new Map([[latent, Float64Array.of(value)]]))[0] as Float64Array)[0] as number;
}

/** Log evidence, mean and standard deviation by quadrature, cut where the closed form claims the mass to be. */
export function byQuadrature<V, O>(
  posterior: Posterior<V, O>,
  [low, high]: readonly [number, number],
  [center, spread]: readonly [number, number],
) {
  const logDensity = logJoint(posterior);
  const top = logDensity(center);
  const cuts = [
    low,
    ...[-30, -8, -3, 0, 3, 8, 30].map((k) => center + k * spread).filter((x) => x > low && x < high),
    high,
  ];
  const moment = (power: number): number =>
    cuts.slice(1).reduce((sum, to, i) => {
      const weight = (x: number): number => Math.exp(logDensity(x) - top);
      return (
        sum +
        integrate((x) => (x - center) ** power * weight(x), cuts[i] as number, to, {
          relativeTolerance: 1e-12,
          absoluteTolerance: 1e-300,
        }).value
      );
    }, 0);
  const mass = moment(0);
  const shift = moment(1) / mass;
  return { logEvidence: Math.log(mass) + top, mean: center + shift, sd: Math.sqrt(moment(2) / mass - shift * shift) };
}
