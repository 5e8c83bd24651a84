/** Integrate latent variables out of a posterior, one rule after another, and keep what is needed to draw them back. */
import {
  type ExprNode,
  type Graph,
  type NamedNode,
  ExprNode as Node,
  posteriorOf,
  provablyWithin,
  sameAxes,
  supportOf,
} from "@credence/model";
import { type Conditioned, condition, type Observed, unknownsIn, type Variable } from "../graph/condition.js";
import { impossibility } from "../graph/known.js";
import { densityOf } from "./gaussian/factor.js";
import { blockOf } from "./recover.js";
import { countCells } from "./rules/counts.js";
import { dirichletRows } from "./rules/dirichlet.js";
import { isNormal, jointNormal } from "./rules/joint-normal.js";
import { finiteValues } from "./rules/labels.js";
import { normalCells } from "./rules/normal.js";
import { priorOnly } from "./rules/prior.js";
import { normalVariance } from "./rules/variance.js";
import type { Factor, Outcome, Recovery, Rule, VariablesByNode } from "./step.js";
import type { Choice, Left, Marginalized, Thrift } from "./types.js";

const rules: readonly Rule[] = [priorOnly, finiteValues, normalVariance, countCells, dirichletRows, normalCells];

/**
 * The posterior without the latent variables that are chosen and can be integrated out exactly, and their conditional
 * laws. The marginal log density of what is left equals the log of the integral of the joint density, constants included.
 */
export function marginalize(graph: Graph | Observed, choice: Choice = true, thrift: Thrift = "possible"): Marginalized {
  const conditioned = condition(graph);
  const { variables } = conditioned;
  const byNode = new Map(variables.map((variable) => [variable.node, variable]));
  const impossible = variables.map(impossibility).find((reason) => reason !== undefined);
  const recoveries: Recovery[] = [];
  const reasons = new Map<Variable, string>();
  let factors: readonly Factor[] = variables.map((variable): Factor => ({ kind: "variable", variable }));
  const wanted = variables.filter(
    ({ name, values }) => values === undefined && (choice === true || choice.includes(name)),
  );
  const open = new Set(wanted);
  for (let found = true; found && impossible === undefined; ) {
    found = false;
    // children before parents: what depends on a variable must be integrated before it can be
    for (const latent of [...open].reverse()) {
      if (thrift === "together" && isNormal(latent)) continue;
      const outcome = integrate(latent, factors, conditioned, byNode);
      if ("reason" in outcome) {
        reasons.set(latent, outcome.reason);
        continue;
      }
      recoveries.unshift(outcome.recovery);
      factors = outcome.factors;
      open.delete(latent);
      found = true;
    }
    if (found) continue;
    const free = [...open].filter((latent) => outsideProblem(latent, conditioned) === undefined);
    const { step, reasons: why } = jointNormal(free, factors, thrift);
    for (const [latent, reason] of why) reasons.set(latent, reason);
    if (step === undefined) continue;
    recoveries.unshift(step.recovery);
    factors = step.factors;
    for (const latent of step.recovery.variables) open.delete(latent);
    found = true;
  }
  const removed = new Set(recoveries.flatMap((recovery) => recovery.variables));
  return {
    rest: restOf(conditioned, factors, removed),
    removed: recoveries.map((recovery) => blockOf(recovery, variables)),
    left: leftOf(variables, removed, reasons, impossible),
  };
}

/** All factors after `latent` was integrated out. */
function integrate(
  latent: Variable,
  factors: readonly Factor[],
  conditioned: Conditioned,
  variables: VariablesByNode,
): Outcome {
  const problem = outsideProblem(latent, conditioned);
  if (problem !== undefined) return { reason: problem };
  // rules take the cells of a variable to be independent given its parameters
  if (latent.family.event === "path")
    return { reason: `the values of ${latent.family.constructorName} depend on each other` };
  const touched = factors.filter((factor) => !isOf(factor, latent) && dependsOn(factor, latent.node));
  const others = factors.filter((factor) => !touched.includes(factor) && !isOf(factor, latent));
  for (const rule of rules) {
    const outcome = rule(latent, touched, variables);
    if (outcome === undefined) continue;
    return "reason" in outcome ? outcome : { ...outcome, factors: [...others, ...outcome.factors] };
  }
  return { reason: `a ${latent.family.constructorName} prior has no conjugate pair here` };
}

const isOf = (factor: Factor, latent: Variable): boolean => factor.kind === "variable" && factor.variable === latent;

function dependsOn(factor: Factor, node: ExprNode): boolean {
  const among = (expressions: readonly ExprNode[]): boolean =>
    expressions.some((expression) => unknownsIn(expression).includes(node));
  switch (factor.kind) {
    case "variable":
      return among(factor.variable.node.args);
    case "gaussian":
      return among([factor.gaussian.base, ...factor.gaussian.residual.parts.map(({ atom }) => atom)]);
    case "term":
      return among([factor.value]);
  }
}

/** What keeps a variable from being integrated whatever it is a parameter of. */
export function outsideProblem(
  { name, node, constrained }: Variable,
  { nodes, quantities }: Conditioned,
): string | undefined {
  if (constrained && supportOf(node).kind !== "label") return `\`${name}\` is constrained beyond its distribution`;
  const term = quantities.find((q) => q.node.operation.op === "term" && unknownsIn(q.node).includes(node));
  if (term !== undefined) return `\`${name}\` is in the potential \`${term.name}\``;
  const promise = nodes.find(
    ({ operation, args: [x] }) =>
      operation.op === "assume" &&
      x !== undefined &&
      unknownsIn(x).includes(node) &&
      !provablyWithin(x, operation.support),
  );
  return promise === undefined
    ? undefined
    : `a promise (assume) about \`${name}\` cuts the posterior where it does not hold`;
}

/** What is left as a posterior: variables that stay, quantities of them, and the integrals as terms. */
function restOf(
  { quantities, data }: Conditioned,
  factors: readonly Factor[],
  removed: ReadonlySet<Variable>,
): Marginalized["rest"] {
  const gone = new Set([...removed].map(({ node }) => node));
  const stays = new Set(factors.flatMap((factor) => (factor.kind === "variable" ? [factor.variable.node] : [])));
  const kept = quantities.filter(({ node }) =>
    node.operation.op === "random" ? stays.has(node) : !unknownsIn(node).some((x) => gone.has(x)),
  );
  const names = new Set(kept.map(({ name }) => name));
  const seen = new Map(quantities.filter(({ name }) => data.has(name)).map(({ name, node }) => [name, node]));
  const terms = factors.flatMap((factor): NamedNode[] => {
    if (factor.kind === "variable") return [];
    const [of, value] =
      factor.kind === "term"
        ? [factor.name, factor.value]
        : [factor.gaussian.observed.join(", "), densityOf(factor.gaussian)];
    // a density for each observed value stands for the variable itself
    const itself = !names.has(of) && seen.has(of) && sameAxes(value.axes, (seen.get(of) as ExprNode).axes);
    const name = itself ? of : unused(of, names);
    names.add(name);
    return [{ name, node: new Node({ op: "term" }, [value], value.axes, value.range) }];
  });
  const left = new Set([...kept, ...terms].map(({ name }) => name));
  return posteriorOf([...kept, ...terms], new Map([...data].filter(([name]) => left.has(name))));
}

/** The name of a term: that of what was observed, with a number where one is taken. */
function unused(of: string, names: ReadonlySet<string>): string {
  const name = `density_of_${of.replaceAll(", ", "_and_").replaceAll(".", "_")}`;
  for (let k = 1; ; k++) {
    const own = k === 1 ? name : `${name}_${k}`;
    if (!names.has(own)) return own;
  }
}

const leftOf = (
  variables: readonly Variable[],
  removed: ReadonlySet<Variable>,
  reasons: ReadonlyMap<Variable, string>,
  impossible: string | undefined,
): readonly Left[] =>
  variables
    .filter((variable) => variable.values === undefined && !removed.has(variable))
    .map((variable) => ({
      name: variable.name,
      reason: impossible ?? reasons.get(variable) ?? "it was not asked for",
    }));
