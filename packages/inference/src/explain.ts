/** Explain a posterior in words: its variables, transforms, what answers it and why, and what makes a point impossible. */
import { type CompiledPosterior, compilePosterior, type Rewrite } from "@credence/compiler";
import type { Marginalized } from "@credence/conjugate";
import {
  describeAxes,
  describeNode,
  describeSupport,
  elementName,
  type Finite,
  type NamedNode,
  type Posterior,
  pointOf,
  type Support,
  supportOf,
  type Values,
} from "@credence/model";
import { checkedPosterior, checkedSwitch, checkOptionNames } from "./check.js";
import { chooseSampler } from "./choose.js";
import type { AnyPosterior } from "./given.js";
import { impossibilities } from "./impossible.js";
import { type Route, routesOf } from "./routes.js";

/** One quantity of a model as `explain` sees it. */
export interface ExplainedVariable {
  readonly name: string;
  readonly role: "latent" | "observed" | "derived";
  /** How it was written: "normal(mu, tau)". */
  readonly written: string;
  readonly dims: string;
  /** Where it may lie; empty for derived quantities. */
  readonly support: string;
  /** Free coordinates it takes; 0 unless latent. */
  readonly free: number;
  /** How free coordinates become values; empty unless latent. */
  readonly transform: string;
}

/** What one variable adds to the log density at a point. */
export interface ExplainedTerm {
  /** The variable. */
  readonly name: string;
  /** Its prior, its likelihood where it is observed, or the Jacobian of its transform. */
  readonly role: "prior" | "likelihood" | "jacobian";
  /** Summed over all elements; −Infinity or NaN where `impossible` says why. */
  readonly logDensity: number;
  /** The element that adds least, where there are several: "theta[3]". */
  readonly least?: { readonly element: string; readonly logDensity: number };
}

/** What `explain` found. */
export interface Explanation<Names extends string = string> {
  readonly variables: readonly ExplainedVariable[];
  /** How `sampler: "auto"` answers each latent variable, why, and what that saves. */
  readonly routes: readonly Route[];
  /** Names of the finite variables that are summed out before the others are sampled; `routes` tells of all variables. */
  readonly marginalized: readonly Names[];
  /** What was rewritten in the log density that a sampler sees, so that sums over data cost less, and what that saved. */
  readonly rewrites: readonly Rewrite[];
  /** Number of free coordinates. */
  readonly dimension: number;
  /** What `sampler: "auto"` would use, and why. */
  readonly sampler: string;
  readonly reason: string;
  /** Why a given point is impossible, a sentence each; empty when it is possible or none was given. */
  readonly impossible: readonly string[];
  /** Log density at the given point, on the unconstrained scale: the sum of `terms`. */
  readonly logDensity?: number;
  /** What each variable adds to it; none without a point. */
  readonly terms: readonly ExplainedTerm[];
  /** All of it as a text. */
  text(): string;
}

/** Options of `explain`. */
export interface ExplainOptions {
  /** Whether sums over data may be rewritten so that they cost less (true, the default); the posterior is the same. */
  rewrites?: boolean;
}

/**
 * Explains a posterior: the graph, the transforms, the free dimension, the sampler that "auto" takes and why.
 * Given a point (values for all latent variables), also what each term adds to the log density, and which makes it
 * impossible and why.
 */
export function explain<V, O>(
  posterior: Posterior<V, O>,
  point?: Values<V>,
  options: ExplainOptions = {},
): Explanation<Finite<V>> {
  checkOptionNames("explain", options, ["rewrites"]);
  const switches = { rewrites: checkedSwitch("rewrites", options.rewrites) };
  const any = checkedPosterior("explain", posterior);
  const compiled = compilePosterior(any, "unconstrained", switches);
  const { routes, plan, lattice, obstacle } = routesOf(any, switches);
  const sampled = plan === undefined ? compiled : compilePosterior(plan.rest, "unconstrained", switches);
  const choice =
    obstacle === undefined
      ? { sampler: "exact", reason: routes.map(({ name, why }) => `${name} by ${why}`).join("; ") }
      : lattice !== undefined
        ? { sampler: "integrated", reason: `${lattice} (${obstacle})` }
        : autoChoice(sampled, obstacle, plan);
  const summed = (name: string): boolean => compiled.latents.some((latent) => latent.name === name && latent.discrete);
  const marginalized = routes.flatMap(({ name, how }) => (how === "marginalized" && summed(name) ? [name] : []));
  const variables = any.quantities.map((quantity) => describe(any, compiled, quantity));
  const at = point === undefined ? undefined : positionAt(any, compiled, point);
  const explanation = {
    variables,
    routes,
    marginalized: marginalized as Finite<V>[],
    rewrites: sampled.rewrites,
    dimension: compiled.dimension,
    ...choice,
    impossible: at === undefined ? [] : impossibilities(compiled, at),
    ...(at === undefined ? {} : { logDensity: compiled.logDensity(at, 0) }),
    terms: at === undefined ? [] : termsAt(compilePosterior(any, "unconstrained", { rewrites: false }), at),
  };
  return { ...explanation, text: () => textOf(explanation) };
}

function autoChoice(
  compiled: CompiledPosterior,
  obstacle: string,
  plan: Marginalized | undefined,
): { sampler: string; reason: string } {
  const { sampler, reason } = chooseSampler(compiled, {}, plan === undefined ? {} : { plan });
  return { sampler: sampler.name, reason: `${reason} (${obstacle})` };
}

function positionAt(posterior: AnyPosterior, compiled: CompiledPosterior, point: unknown): Float64Array {
  const values = pointOf(posterior.quantities, point, "explain", "ignore");
  const missing = compiled.latents.filter(({ name }) => !values.has(name)).map(({ name }) => `\`${name}\``);
  if (missing.length > 0)
    throw new TypeError(`explain: the point lacks ${missing.join(", ")}: give a value for every latent variable`);
  return compiled.positionOf(values, new Float64Array(compiled.dimension));
}

/** Terms as the model has them. Guards add 0, or make the point impossible, which is said elsewhere; so does no transform. */
function termsAt(compiled: CompiledPosterior, position: Float64Array): readonly ExplainedTerm[] {
  return compiled.terms(position).flatMap(({ name, role, axes, values }): readonly ExplainedTerm[] => {
    if (role === "guard" || (role === "jacobian" && values.every((value) => value === 0))) return [];
    const logDensity = values.reduce((sum, value) => sum + value, 0);
    if (values.length < 2) return [{ name, role, logDensity }];
    const worst = values.reduce(
      (least, value, i) => (value < (values[least] as number) || Number.isNaN(value) ? i : least),
      0,
    );
    const least = { element: elementName(name, axes, worst), logDensity: values[worst] as number };
    return [{ name, role, logDensity, least }];
  });
}

function describe(posterior: AnyPosterior, compiled: CompiledPosterior, { name, node }: NamedNode): ExplainedVariable {
  const names = new Map(posterior.quantities.map((quantity) => [quantity.node, quantity.name]));
  const common = { name, dims: describeAxes(node.axes), free: 0, transform: "" };
  if (node.operation.op !== "random")
    return { ...common, role: "derived", written: describeNode(node, names), support: "" };
  const random = { ...common, written: describeNode(node, names), support: describeSupport(supportOf(node)) };
  if (posterior.data.has(name)) return { ...random, role: "observed" };
  const latent = compiled.lowered.latents.find((l) => l.name === name);
  const layout = compiled.latents.find((l) => l.name === name);
  return {
    ...random,
    role: "latent",
    free: layout?.length ?? 0,
    transform: transformText(latent?.discrete ?? false, latent?.nonCentered ?? false, supportOf(node)),
  };
}

const simplexText = {
  isometric: "isometric log-ratio",
  stickBreaking: "breaks of a stick",
  additive: "log-ratio to the last label",
};

function transformText(discrete: boolean, nonCentered: boolean, support: Support): string {
  if (discrete) return "none: discrete";
  if (nonCentered) return "location + scale · z (non-centred)";
  switch (support.kind) {
    case "interval":
      if (support.upper === undefined) return support.lower === 0 ? "log" : "log of the distance to its lower bound";
      return support.lower === undefined ? "log of the distance to its upper bound" : "logit between its bounds";
    case "simplex":
      return simplexText[support.transform ?? "isometric"];
    case "ordered":
      return "logs of increments";
    case "sumToZero":
      return "orthonormal directions that sum to zero";
    case "unitVector":
      return "direction of a normal vector";
    case "correlation":
    case "choleskyCorrelation":
      return "partial correlations";
    case "covariance":
    case "choleskyCovariance":
      return "Cholesky factor, its diagonal in logs";
    default:
      return "none";
  }
}

function textOf({
  variables,
  routes,
  rewrites,
  dimension,
  sampler,
  reason,
  impossible,
  logDensity,
  terms,
}: Omit<Explanation, "text">): string {
  const lines = variables.map(
    ({ name, role, written, dims, support, free, transform }) =>
      `  ${role.padEnd(8)} ${name} ${role === "derived" ? `= ${written}` : `~ ${written}`}${dims === "a single value" ? "" : ` over ${dims}`}${support === "" ? "" : `, in ${support}`}${free > 0 ? `; ${free} free, transform: ${transform}` : ""}`,
  );
  const point =
    logDensity === undefined
      ? []
      : [
          `log density at the point: ${logDensity}`,
          ...terms.map(termText),
          ...impossible.map((sentence) => `  ${sentence}`),
        ];
  return [
    `${dimension} free dimensions`,
    ...lines,
    ...routes.map(routeText),
    ...rewrites.map(({ pass, text }) => `log density: ${text} (${pass})`),
    `sampler: ${sampler}: ${reason}`,
    ...point,
  ].join("\n");
}

const termText = ({ name, role, logDensity, least }: ExplainedTerm): string =>
  `  ${role.padEnd(10)} ${name} ${figure(logDensity)}${least === undefined ? "" : `, least of ${least.element}: ${figure(least.logDensity)}`}`;
const figure = (value: number): string => `${Number(value.toPrecision(6))}`;

const headings: Readonly<Record<Route["how"], string>> = {
  exact: "exact",
  marginalized: "integrated out and drawn back",
  integrated: "integrated on a lattice",
  sampled: "sampled",
};

const routeText = ({ name, how, why, saves }: Route): string =>
  `${name}: ${headings[how]}: ${why}${saves === "" ? "" : `; ${saves}`}`;
