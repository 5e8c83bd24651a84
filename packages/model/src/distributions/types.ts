/** State what a distribution is: a value with a density in the language's own functions and plain-number companions. */
import type { Rng } from "@credence/math";
import { checkKnown } from "../check.js";
import { evaluate } from "../expr/evaluate.js";
import type { Axes } from "../expr/layout.js";
import { type ExprNode, nodeOf, randomNode, typed } from "../expr/node.js";
import type { Arg } from "../expr/types.js";
import type { Support } from "../support.js";

/** A parameter: its name in messages and by keyword, and where its values must lie. */
export interface Parameter {
  readonly name: string;
  readonly support: Support;
}

/** What must hold among parameters besides their own ranges: an expression that is 1 where it does, and the same in words. */
export interface Requirement {
  readonly text: string;
  holds(...parameters: readonly ExprNode[]): ExprNode;
}

interface FamilyBase {
  /** Key in the registry and in files, snake_case: "student_t". */
  readonly name: string;
  /** The constructor users call: "studentT". */
  readonly constructorName: string;
  readonly parameters: readonly Parameter[];
  readonly requires?: Requirement;
  /** Positions of location and scale among the parameters, where the family has them: nonCentered() needs both. */
  readonly locationScale?: readonly [location: number, scale: number];
  /** Where a value may lie; bounds may be parameters. `event` are the dims of one draw. */
  support(parameters: readonly ExprNode[], event: Axes): Support;
  /** Log density or mass, constants included, for `x` in the support; broadcasts over dims. */
  logDensity(x: ExprNode, ...parameters: readonly ExprNode[]): ExprNode;
}

/** A family of single numbers. Every function takes the parameters as numbers, in the order of `parameters`. */
export interface ScalarFamily extends FamilyBase {
  readonly event: "scalar";
  random(rng: Rng, ...parameters: readonly number[]): number;
  mean?(...parameters: readonly number[]): number;
  variance?(...parameters: readonly number[]): number;
  /** In nats; differential for continuous families. */
  entropy?(...parameters: readonly number[]): number;
  mode?(...parameters: readonly number[]): number;
  /** P(X ≤ x). */
  cdf?(x: number, ...parameters: readonly number[]): number;
  /** P(X > x), precise in the upper tail. */
  sf?(x: number, ...parameters: readonly number[]): number;
  logCdf?(x: number, ...parameters: readonly number[]): number;
  logSf?(x: number, ...parameters: readonly number[]): number;
  /** The smallest x with cdf(x) ≥ p. */
  quantile?(p: number, ...parameters: readonly number[]): number;
  /** The smallest x with sf(x) ≤ p, precise in the upper tail. */
  upperQuantile?(p: number, ...parameters: readonly number[]): number;
}

/** A family of vectors along one dim; parameters are arrays or numbers. */
export interface VectorFamily extends FamilyBase {
  readonly event: "vector";
  random(rng: Rng, ...parameters: readonly Float64Array[]): Float64Array;
  mean?(...parameters: readonly Float64Array[]): Float64Array;
  variance?(...parameters: readonly Float64Array[]): Float64Array;
  entropy?(...parameters: readonly Float64Array[]): number;
}

/** A family of labels: one draw is a position along a dim that its parameters have and the variable has not. */
export interface LabelFamily extends FamilyBase {
  readonly event: "label";
  random(rng: Rng, ...parameters: readonly Float64Array[]): number;
}

export type Family = ScalarFamily | VectorFamily | LabelFamily;

/**
 * A random variable of a family. Parameters that are data are checked here; those that depend on other variables
 * give log density −∞ where they leave their range.
 */
export function variable<T>(family: Family, parameters: readonly Arg[], event: Axes = []): T {
  const nodes = checkedParameters(family, parameters);
  return typed(randomNode(family, nodes, event));
}

/** The parameters as expressions; those that are data are checked, alone and together. */
export function checkedParameters(family: Family, parameters: readonly Arg[]): readonly ExprNode[] {
  const nodes = family.parameters.map(({ name, support }, i) => {
    const parameter = parameters[i];
    if (parameter === undefined)
      throw new TypeError(
        `${family.constructorName} wants ${family.parameters.map((p) => p.name).join(", ")}; ${name} is missing`,
      );
    const node = nodeOf(parameter);
    if (node.known) checkKnown(`the ${name} of ${family.constructorName}`, node, support);
    return node;
  });
  checkTogether(family, nodes);
  return nodes;
}

/** @throws RangeError when parameters that are data break what the family requires of them together. */
export function checkTogether({ constructorName, parameters, requires }: Family, nodes: readonly ExprNode[]): void {
  if (requires === undefined || !nodes.every((node) => node.known)) return;
  if (evaluate(requires.holds(...nodes)).every((holds) => holds === 1)) return;
  const got = nodes.map((node, i) => `${parameters[i]?.name} = ${shown(evaluate(node))}`);
  throw new RangeError(`${constructorName} wants ${requires.text}; got ${got.join(", ")}`);
}

const shown = (values: Float64Array): string =>
  values.length > 6 ? `${values.slice(0, 6).join(", ")}, …` : values.join(", ");
