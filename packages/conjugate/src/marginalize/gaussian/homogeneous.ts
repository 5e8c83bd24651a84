/** Recognise known multiples of powers of a variable, cell by cell: √v, √(v / 3), 1 / √λ. */
import { broadcast, type ExprNode, evaluate, lengthOf, provablyWithin, raw, sameAxes } from "@credence/model";

/** `factor` times the variable to the power `power`, over the variable's own cells. */
export interface Homogeneous {
  readonly power: number;
  readonly factor: Float64Array;
}

export function homogeneousIn(expression: ExprNode, variable: ExprNode): Homogeneous | undefined {
  const { axes } = variable;
  const visit = (node: ExprNode): Homogeneous | undefined => {
    if (node === variable) return { power: 1, factor: new Float64Array(lengthOf(variable)).fill(1) };
    if (node.known) return knownOver(node);
    if (!sameAxes(node.axes, axes)) return undefined;
    const { operation } = node;
    if (operation.op === "assume")
      return provablyWithin(node.args[0] as ExprNode, operation.support) ? visit(node.args[0] as ExprNode) : undefined;
    if (operation.op !== "elementwise") return undefined;
    const [x, y] = node.args.map(visit);
    if (x === undefined || (node.args.length > 1 && y === undefined)) return undefined;
    return combine(operation.name, x, y);
  };
  const knownOver = (node: ExprNode): Homogeneous | undefined =>
    node.axes.every(({ name }) => axes.some((axis) => axis.name === name))
      ? { power: 0, factor: broadcast(evaluate(node), node.axes, axes).slice() }
      : undefined;
  const found = visit(expression);
  return found?.factor.every((f) => f > 0 && f < Infinity) ? found : undefined;
}

function combine(name: string, x: Homogeneous, y: Homogeneous | undefined): Homogeneous | undefined {
  const raised = (p: number): Homogeneous => ({ power: x.power * p, factor: x.factor.map((f) => f ** p) });
  switch (name) {
    case "sqrt":
      return { power: x.power / 2, factor: x.factor.map(Math.sqrt) };
    case "square":
      return raised(2);
    case "mul":
      return y && { power: x.power + y.power, factor: x.factor.map((f, i) => f * (y.factor[i] as number)) };
    case "div":
      return y && { power: x.power - y.power, factor: x.factor.map((f, i) => f / (y.factor[i] as number)) };
    case "pow": {
      const p = y?.factor[0];
      return y?.power === 0 &&
        (p === 2 || p === 1 || p === -1 || p === -2 || p === 0.5 || p === -0.5) &&
        y.factor.every((f) => f === p)
        ? p === 0.5 || p === -0.5
          ? { power: x.power * p, factor: x.factor.map((f) => (p > 0 ? Math.sqrt(f) : 1 / Math.sqrt(f))) }
          : raised(p)
        : undefined;
    }
    default:
      return undefined;
  }
}

const powers = new WeakMap<ExprNode, Map<number, ExprNode>>();

/** A power of a variable: one expression for each. */
export function powerOf(variable: ExprNode, power: number): ExprNode {
  const known = powers.get(variable) ?? new Map<number, ExprNode>();
  powers.set(variable, known);
  const found = known.get(power) ?? written(variable, power);
  known.set(power, found);
  return found;
}

const written = (x: ExprNode, power: number): ExprNode =>
  power === 1 ? x : power === 0.5 ? raw.sqrt(x) : power < 0 ? raw.div(1, written(x, -power)) : raw.pow(x, power);
