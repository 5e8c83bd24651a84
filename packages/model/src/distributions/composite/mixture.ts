/** Mix distributions by weights: along a dim, or a list of families. */
import type { Dim, DimsOf } from "@credence/draws";
import { assume } from "../../expr/assume.js";
import { type Axis, hasAxis, unionAxes } from "../../expr/layout.js";
import { constant, type ExprNode, gather, nodeOf } from "../../expr/node.js";
import type { ScalarFamily } from "../../expr/records.js";
import { stack } from "../../expr/stack.js";
import type {
  DslError,
  Input,
  Integer,
  Join,
  KindOf,
  Node,
  RandomNode,
  Real,
  Simplex,
  Unit,
  Variable,
} from "../../expr/types.js";
import { isDiscrete } from "../../support.js";
import { simplexDim } from "../simplex-dim.js";
import { compositeVariable } from "./composite.js";
import { type Base, consume } from "./consume.js";
import { mixtureAlongFamily } from "./mixture-along.js";
import { mixtureOfFamily } from "./mixture-of.js";

/** The members of a list, or what is no list. */
export type Each<C> = C extends readonly (infer T)[] ? T : C;
/** What components must be: a list all discrete or all continuous, or one distribution that varies along the weights' dim. */
export type Mixable<W extends string, C> = C extends readonly (infer T)[] ? OneMeasure<KindOf<T>> : Along<W, DimsOf<C>>;
/** All discrete or all continuous. */
export type OneMeasure<K> = [Extract<K, Integer>] extends [never]
  ? unknown
  : [K] extends [Integer]
    ? unknown
    : DslError<"a mixture is of discrete or of continuous families, not of both">;
/** Whether dims D hold the dim W of the weights. */
export type Along<W extends string, D> = [W] extends [never]
  ? DslError<"plain weights want a list of components">
  : [W] extends [D]
    ? unknown
    : DslError<`the components do not vary along '${W}'`>;

/** Proportions along a dim, or one number or expression for each component of a list. */
type Weights = Node<string, Real> | readonly Input<Real>[];

/** How far weights may miss a sum of one. */
const sumTolerance = 1e-8;

/**
 * One of several distributions, each with its weight, the choice summed out: log Σ wₖ pₖ(x).
 *
 * @param weights proportions along a dim; for a list of components also one number or expression for each, as in
 *   `[p, complement(p)]`, that sum to one: draws for which expressions do not are impossible.
 * @param components one distribution whose parameters vary along the weights' dim (which the mixture then lacks), or a
 *   list of distributions, all discrete or all continuous. They are consumed: distributions here and no variables.
 * @throws TypeError when weights and components do not fit, or a component was consumed before; RangeError when plain
 *   weights do not sum to one.
 */
export function mixture<
  C extends RandomNode<string, Real> | readonly RandomNode<string, Real>[],
  E extends string = never,
  W extends string = never,
>(
  weights: Node<E, Simplex<W>> | readonly Input<Unit>[],
  components: C & Mixable<W, C>,
): Variable<Exclude<E | DimsOf<Each<C>>, W>, C extends readonly unknown[] ? Join<KindOf<Each<C>>> : KindOf<C>> {
  return Array.isArray(components)
    ? ofList(weights, components as readonly RandomNode<string, Real>[])
    : along(weights, components as RandomNode<string, Real>);
}

function along<T>(weights: Weights, component: RandomNode<string, Real>): T {
  if (Array.isArray(weights)) throw new TypeError("mixture: plain weights want a list of components");
  const share = nodeOf(weights as Node<string, Real>);
  const dim = simplexDim(share);
  const { family, args, axes } = consume(component, "mixture");
  if (!hasAxis(axes, dim.name))
    throw new TypeError(`mixture: the components do not vary along "${dim.name}", the dim of the weights`);
  const rest = unionAxes(share.axes, axes).filter(({ name }) => name !== dim.name);
  return compositeVariable(mixtureAlongFamily(family, dim.name), [share, ...args], rest);
}

function ofList<T>(weights: Weights, components: readonly RandomNode<string, Real>[]): T {
  if (components.length === 0) throw new TypeError("mixture: the list of components is empty; give at least one");
  const bases = components.map((component) => consume(component, "mixture"));
  const discrete = bases.map(({ family, args }) => isDiscrete(family.support(args, [])));
  if (new Set(discrete).size > 1)
    throw new TypeError(
      "a mixture is of discrete or of continuous families, not of both; a probability of zero beside a density is hurdle()",
    );
  const rows = bases.find(({ family }) => family.event !== "scalar");
  if (rows !== undefined)
    throw new TypeError(
      `mixture: a list cannot hold ${rows.family.constructorName}, which lies along a dim; list its components`,
    );
  const { shares, dim } = sharesOf(weights, bases);
  const axes = unionAxes(...bases.map((base) => base.axes));
  if (dim !== undefined && hasAxis(axes, dim.name))
    throw new TypeError(`mixture: the list lies along "${dim.name}", the dim of the weights, and its members may not`);
  const family = mixtureOfFamily(bases.map((base) => base.family as ScalarFamily));
  const all = [...shares, ...bases.flatMap(({ args }) => args)];
  return compositeVariable(family, all, unionAxes(...shares.map((share) => share.axes), axes));
}

/** One weight for each member of the list. */
function sharesOf(
  weights: Weights,
  bases: readonly Base[],
): { readonly shares: readonly ExprNode[]; readonly dim?: Axis } {
  if (Array.isArray(weights)) {
    if (weights.length !== bases.length)
      throw new RangeError(`mixture: ${bases.length} components and ${weights.length} weights; give one for each`);
    if (weights.every((weight) => typeof weight === "number")) {
      checkPlain(weights);
      return { shares: weights.map(constant) };
    }
    return { shares: promised(weights) };
  }
  const share = nodeOf(weights as Node<string, Real>);
  if (share.axes.length === 0)
    throw new TypeError(
      `mixture: one weight for ${bases.length} components; give one for each, as in [p, complement(p)]`,
    );
  const dim = simplexDim(share);
  if (dim.size !== bases.length)
    throw new RangeError(
      `mixture: ${bases.length} components and ${dim.size} weights along "${dim.name}"; give one for each`,
    );
  return { shares: bases.map((_, k) => gather(share, dim, Int32Array.of(k), [])), dim };
}

/** Weights that are expressions, promised to sum to one. */
function promised(weights: readonly Input<Real>[]): readonly ExprNode[] {
  const labels = weights.map((_, k) => k + 1);
  const among: Dim<string> = { name: `weight of ${labels.length}`, labels, size: labels.length };
  const shares = nodeOf(assume.simplex(stack(among, weights), among));
  return labels.map((_, k) => gather(shares, among, Int32Array.of(k), []));
}

function checkPlain(weights: readonly number[]): void {
  const total = weights.reduce((sum, w) => sum + w, 0);
  if (!weights.every((w) => w >= 0) || !(Math.abs(total - 1) <= sumTolerance))
    throw new RangeError(
      `mixture: the weights ${weights.join(", ")} sum to ${total}; they must be proportions that sum to 1`,
    );
}
