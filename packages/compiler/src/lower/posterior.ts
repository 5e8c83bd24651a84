/** Rewrite a posterior in terms of free positions: latent variables become transformed inputs, families become log densities. */
import {
  type Axes,
  type Bound,
  dataNode,
  describeSupport,
  ExprNode,
  type Family,
  inOrder,
  inputNode,
  isDiscrete,
  type NamedNode,
  type Posterior,
  rangeOfSupport,
  type Standardisation,
  type Support,
  standardisationOf,
  supportOf,
  topological,
  transformOf,
} from "@credence/model";
import { guard, membership, penalty } from "./guard.js";

/** A latent variable and its place in the position. */
export interface Latent {
  readonly name: string;
  /** Dims of the variable. */
  readonly axes: Axes;
  /** The free coordinates: unconstrained reals, or the whole numbers of a discrete variable. */
  readonly free: ExprNode;
  /** The variable's value, as a function of free coordinates. */
  readonly value: ExprNode;
  /** Its support, in terms of the values of other variables. */
  readonly support: Support;
  readonly discrete: boolean;
  readonly nonCentered: boolean;
  /** Where its prior is normal: the free coordinates in terms of standardised ones, and back. */
  readonly normalPrior: NormalPrior | undefined;
  /** Free coordinates of a value `x`, given the free coordinates of the variables it depends on. */
  unconstrain(x: ExprNode): ExprNode;
}

/** Free coordinates as a function of independent standard normal ones. */
export interface NormalPrior {
  free(z: ExprNode): ExprNode;
  standardised(free: ExprNode): ExprNode;
}

/** One addend of the log density, over its own dims. */
export interface Term {
  /** The variable it belongs to. */
  readonly name: string;
  readonly role: "prior" | "likelihood" | "jacobian" | "guard";
  /** What it says, for messages: "the sigma of y must lie in (0, ∞)". */
  readonly note: string;
  readonly value: ExprNode;
}

/** A posterior over free positions. */
export interface LoweredPosterior {
  readonly latents: readonly Latent[];
  readonly terms: readonly Term[];
  /** Named quantities that are not random, in terms of free positions. */
  readonly derived: readonly NamedNode[];
}

/** Replaces nodes bottom-up: `replace` returns a stand-in, or undefined to keep the operation on replaced arguments. */
export function substitution(
  replace: (node: ExprNode, args: readonly ExprNode[]) => ExprNode | undefined,
): (root: ExprNode) => ExprNode {
  const memo = new Map<ExprNode, ExprNode>();
  return (root) => {
    for (const node of memo.has(root) ? [] : topological([root])) {
      if (memo.has(node)) continue;
      const args = node.args.map((arg) => memo.get(arg) as ExprNode);
      const kept = args.every((arg, i) => arg === node.args[i])
        ? node
        : new ExprNode(node.operation, args, node.axes, node.range);
      memo.set(node, replace(node, args) ?? kept);
    }
    return memo.get(root) as ExprNode;
  };
}

/**
 * What the log density is a density of: "unconstrained" positions, with the Jacobians of the transforms,
 * or the "constrained" values themselves, without.
 */
export type Scale = "unconstrained" | "constrained";

/** Lowers a posterior. Families and promises that can fail get guards. */
export function lowerPosterior({ quantities, data }: Posterior<unknown, unknown>, scale: Scale): LoweredPosterior {
  const names = new Map(quantities.map(({ name, node }) => [node, name]));
  const latents: Latent[] = [];
  const terms: Term[] = [];

  const random = (node: ExprNode, args: readonly ExprNode[]): ExprNode => {
    const name = names.get(node) as string;
    const observed = data.get(name);
    guardParameters(node, args, name, terms);
    const required = requirement(node);
    if (required !== undefined) terms.push({ ...required, name, value: penalty(lower(required.value)) });
    if (observed !== undefined) {
      const value = dataNode(node.axes, observed);
      terms.push(...likelihoodTerms(node, args, name, value));
      return value;
    }
    const latent = latentOf(node, args, name);
    latents.push(latent);
    terms.push(...priorTerms(node, args, latent, scale));
    return latent.value;
  };
  const lower = substitution((node, args) => {
    if (node.operation.op === "random") return random(node, args);
    if (node.operation.op === "assume") {
      const { support } = node.operation;
      const x = args[0] as ExprNode;
      const value = guard(x, support);
      if (value !== undefined)
        terms.push({
          name: "assume",
          role: "guard",
          note: `a value promised by assume must lie in ${describeSupport(support)}`,
          value,
        });
      return new ExprNode(node.operation, args, node.axes, node.range);
    }
    if (node.operation.op === "term") {
      const role = isSeen(node, names, data) ? "likelihood" : "prior";
      terms.push({ name: names.get(node) as string, role, note: "", value: args[0] as ExprNode });
    }
    return undefined;
  });
  const values = quantities.map(({ name, node }) => ({
    name,
    node: lower(node),
    random: node.operation.op === "random",
  }));
  return { latents, terms, derived: values.filter((quantity) => !quantity.random) };
}

/** Whether a term of the log density depends on data or on observed variables, and so is likelihood. */
const isSeen = (term: ExprNode, names: ReadonlyMap<ExprNode, string>, data: ReadonlyMap<string, unknown>): boolean =>
  topological([term]).some((node) => node.operation.op === "data" || data.has(names.get(node) ?? ""));

const familyOf = (node: ExprNode) => {
  if (node.operation.op !== "random") throw new Error("internal: not a random variable");
  return node.operation;
};

/** Guards each parameter that may leave its range. */
function guardParameters(node: ExprNode, args: readonly ExprNode[], name: string, terms: Term[]): void {
  const { family } = familyOf(node);
  args.forEach((arg, i) => {
    const parameter = family.parameters[i];
    if (parameter === undefined || node.args[i]?.known) return;
    const value = guard(arg, parameter.support);
    const note = `the ${parameter.name} of ${family.constructorName} must lie in ${describeSupport(parameter.support)}`;
    if (value !== undefined) terms.push({ name, role: "guard", note, value });
  });
}

/** What must hold among parameters that were not all known when the variable was made, in terms of the model's own nodes. */
function requirement(node: ExprNode): Pick<Term, "role" | "note" | "value"> | undefined {
  const { requires, constructorName } = familyOf(node).family;
  if (requires === undefined || node.args.every((arg) => arg.known)) return undefined;
  const note = `the parameters of ${constructorName} must have ${requires.text}`;
  return { role: "guard", note, value: requires.holds(...node.args) as ExprNode };
}

/** Bounds that depend on other variables, observed ones included, were not checked when the value was observed. */
const hasOpenBounds = (support: Support): boolean =>
  boundsOf(support).some((bound) => bound instanceof ExprNode && !bound.known);
const boundsOf = (support: Support): readonly (Bound | undefined)[] =>
  support.kind === "interval" || support.kind === "integer"
    ? [support.lower, support.upper]
    : support.kind === "counts"
      ? [support.total]
      : [];

function likelihoodTerms(node: ExprNode, args: readonly ExprNode[], name: string, value: ExprNode): Term[] {
  const { family } = familyOf(node);
  const support = supportOf(node, args);
  const density: Term = { name, role: "likelihood", note: "", value: family.logDensity(value, ...args) };
  const outside = hasOpenBounds(supportOf(node)) ? membership(value, support) : undefined;
  return outside === undefined
    ? [density]
    : [
        density,
        { name, role: "guard", note: `an observed value must lie in ${describeSupport(support)}`, value: outside },
      ];
}

function latentOf(node: ExprNode, args: readonly ExprNode[], name: string): Latent {
  const { nonCentered, family } = familyOf(node);
  if (family.mixed === true)
    throw new TypeError(
      `\`${name}\` cannot be sampled: ${family.constructorName} has single values with a probability of their own beside a density; observe it, or write what is inside it as a variable`,
    );
  const support = supportOf(node, args);
  const common = { name, axes: node.axes, support, nonCentered };
  if (isDiscrete(support)) {
    const free = inputNode(name, node.axes, rangeOfSupport(support));
    return { ...common, discrete: true, free, value: free, normalPrior: undefined, unconstrain: (x) => x };
  }
  const normalPrior = normalPriorOf(node, args);
  if (nonCentered) return { ...common, discrete: false, normalPrior, ...standardised(node, args, name) };
  const transform = transformOf(support);
  const free = inputNode(name, transform.axes(node.axes));
  return {
    ...common,
    discrete: false,
    free,
    value: ranged(transform.constrain(free), node),
    normalPrior,
    unconstrain: transform.unconstrain,
  };
}

/** Families that are location + scale · z, z standard normal. */
const normalFamilies = new Set(["normal", "multivariate_normal", "multivariate_normal_cholesky", "gaussian_process"]);

/** Whether a family, or start and steps of a path, are location + scale · z, z standard normal. */
function isNormal(family: Family): boolean {
  if (family.event !== "path") return normalFamilies.has(family.name);
  const { start, step, of } = family.steps;
  return [start, step].every((laws) => isNormal(familyOf(laws[of] as ExprNode).family));
}

/** Non-centred coordinates are standard normal as they are. */
function normalPriorOf(node: ExprNode, args: readonly ExprNode[]): NormalPrior | undefined {
  const { family, nonCentered, constraint } = familyOf(node);
  const found = isNormal(family) && constraint === undefined ? standardisationOf(family) : undefined;
  if (found === undefined) return undefined;
  if (nonCentered) return { free: (z) => z, standardised: (free) => free };
  return {
    free: (z) => inOrder(found.value(z, ...args), node.axes),
    standardised: (free) => inOrder(found.residual(free, ...args), node.axes),
  };
}

/** A constrained value is laid out like its variable and has its range; a bare input is as wide as its variable already. */
function ranged(free: ExprNode, { axes, range }: ExprNode): ExprNode {
  const value = inOrder(free, axes);
  return value.operation.op === "input" ? value : new ExprNode(value.operation, value.args, axes, range);
}

/** @throws TypeError when the family has no location and scale. */
function standardisationFor(node: ExprNode, name: string): Standardisation {
  const { family } = familyOf(node);
  const found = standardisationOf(family);
  if (found === undefined)
    throw new TypeError(`\`${name}\` cannot be non-centred: ${family.constructorName} has no location and scale`);
  return found;
}

/** The free coordinate is the standardised residual. */
function standardised(
  node: ExprNode,
  args: readonly ExprNode[],
  name: string,
): Pick<Latent, "free" | "value" | "unconstrain"> {
  const { value, residual } = standardisationFor(node, name);
  const free = inputNode(name, node.axes);
  return {
    free,
    value: inOrder(value(free, ...args), node.axes),
    unconstrain: (x) => inOrder(residual(x, ...args), node.axes),
  };
}

function priorTerms(node: ExprNode, args: readonly ExprNode[], latent: Latent, scale: Scale): Term[] {
  const { family } = familyOf(node);
  const { name, value, free, support } = latent;
  if (latent.nonCentered && scale === "unconstrained") {
    return [{ name, role: "prior", note: "", value: standardisationFor(node, name).logDensity(free, ...args) }];
  }
  const density: Term = { name, role: "prior", note: "", value: family.logDensity(value, ...args) };
  if (latent.discrete) {
    const outside = membership(value, support);
    return outside === undefined
      ? [density]
      : [density, { name, role: "guard", note: `the value must lie in ${describeSupport(support)}`, value: outside }];
  }
  if (scale === "constrained") return [density];
  return [density, { name, role: "jacobian", note: "", value: transformOf(support).logJacobian(free) }];
}
