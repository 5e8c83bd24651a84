/** Approximate a Gaussian process by few basis functions, at a cost of places times functions instead of places cubed. */
import { advise } from "../advice.js";
import { hasAxis } from "../expr/layout.js";
import { type ExprNode, nodeOf, typed } from "../expr/node.js";
import { mul, sum } from "../expr/raw.js";
import type { Expr, Node, Real } from "../expr/types.js";
import type { Basis } from "./bases.js";
import { adviceFor } from "./hilbert-advice.js";
import { type Inputs, onlyInput, type Places, placesOf } from "./inputs.js";
import { checkedKernel, type Expansion, type Kernel } from "./kernel.js";

/** One basis, or one for each input by name. */
export type Bases<B extends string> = Basis<B> | { readonly [input: string]: Basis<B> };

/**
 * A Gaussian process in few weights: Σ_j φ_j(x) √S(ω_j) w_j, where φ_j are the functions of the basis, ω_j their frequencies, S
 * the spectral density of the kernel and w_j independent standard normals (Solin and Särkkä 2020; Riutort-Mayol et al. 2023).
 * For several inputs the functions are products of those along each, whose weights vary over all bases. A `periodic` kernel
 * takes a `fourierBasis` (the same paper, appendix B).
 *
 * Where the length scale leaves what the basis represents well, a known length is an error and a random one a message in
 * the trace.
 *
 * @param x data along one dim, or several such columns by name.
 * @param kernel `squaredExponential`, a Matérn or `periodic`; of a sum write the sum of processes.
 * @param basis a basis for the only input, or one for each by name.
 * @param weights `normal(0, 1).over(basis)`, returned by the model under a name; over further dims one process for each label.
 * @throws TypeError when kernel and basis do not fit, or weights are none; RangeError when an input lies outside the domain.
 * @example
 * ```ts
 * const day = dim("day", 50);
 * const x = column(day, Array.from({ length: 50 }, (_, i) => i));
 * const basis = hilbertBasis("basis", { domain: [0, 60], kernel: "matern52", lengths: [10, 30] });
 * const growth = model(() => {
 *   const weights = normal(0, 1).over(basis);
 *   const f = hilbertGaussianProcess(x, matern52({ length: 12 }), basis, weights);
 *   const y = normal(f, 0.1);
 *   return { weights, f, y };
 * });
 * ```
 */
export function hilbertGaussianProcess<D extends string, K extends string, B extends string, W extends string>(
  x: Inputs<D>,
  kernel: Kernel<K>,
  basis: Bases<B>,
  weights: Node<W | B, Real>,
): Expr<Exclude<W, B> | D | K, Real> {
  const places = placesOf("hilbertGaussianProcess", x);
  const { name, expansion } = checkedKernel("hilbertGaussianProcess", kernel);
  if (expansion === undefined)
    throw new TypeError(
      `hilbertGaussianProcess: ${name} is not expanded as one; add processes of the parts of a sum, each with weights of its own`,
    );
  const bases = basesOf(places, basis, expansion, name);
  const free = standardWeights(weights as unknown as ExprNode, bases);
  const { functions, sd } = expansion.expand(places, bases);
  const heights = mul(sd, free);
  const process = [...bases.values()].reduceRight((rest, each) => sum(rest, each), mul(functions, heights));
  return typed(advise(process, adviceFor(name, expansion, bases)));
}

/** The basis of each input that counts. @throws TypeError where one is missing, too many, or of the other kind. */
function basesOf(
  { inputs }: Places,
  given: Bases<string>,
  expansion: Expansion,
  kernel: string,
): ReadonlyMap<string, Basis<string>> {
  if (given === null || typeof given !== "object")
    throw new TypeError("hilbertGaussianProcess wants a basis, such as hilbertBasis or fourierBasis makes");
  const single = typeof (given as Basis<string>).name === "string" && Array.isArray((given as Basis<string>).labels);
  const named = single
    ? { [onlyInput]: given as Basis<string> }
    : (given as { readonly [input: string]: Basis<string> });
  const wanted = [...inputs.keys()].filter((input) => expansion.length(input) !== undefined);
  const bases = wanted.map((input) => [input, named[input]] as const);
  const missing = bases.find(([, basis]) => basis === undefined);
  const extra = Object.keys(named).find((input) => !wanted.includes(input));
  if (missing !== undefined || extra !== undefined)
    throw new TypeError(
      `hilbertGaussianProcess: ${kernel} reads ${wanted.join(", ")}, and there are bases for ${Object.keys(named).join(", ")}: give one for each, as in { ${wanted.map((input) => `${input}: …`).join(", ")} }`,
    );
  const wrong = bases.find(([, basis]) => basis?.functions !== expansion.basis);
  if (wrong !== undefined)
    throw new TypeError(
      `hilbertGaussianProcess: ${kernel} wants ${expansion.basis === "interval" ? "a hilbertBasis" : "a fourierBasis"} along ${wrong[0]}`,
    );
  return new Map(bases as readonly (readonly [string, Basis<string>])[]);
}

/** @throws TypeError unless the weights are independent standard normals over every basis. */
function standardWeights(weights: ExprNode, bases: ReadonlyMap<string, Basis<string>>): ExprNode {
  const node = nodeOf(weights);
  const missing = [...bases.values()].find(({ name }) => !hasAxis(node.axes, name));
  const { operation, args } = node;
  const standard =
    operation.op === "random" &&
    operation.family.name === "normal" &&
    [0, 1].every((value, i) => args[i]?.operation.op === "constant" && args[i]?.range.lower === value);
  if (missing !== undefined || !standard)
    throw new TypeError(
      `hilbertGaussianProcess: the weights are independent standard normals over the basis, normal(0, 1).over(${(missing ?? [...bases.values()][0])?.name})`,
    );
  return node;
}
