/** Ask the distribution of a state, given what its stand-ins are: where it lies, and its log density. */
import { provablyWithin } from "../check.js";
import { everywhere, guarded, interior } from "../distributions/composite/guarded.js";
import { hull } from "../distributions/composite/mixture-densities.js";
import { ExprNode, supportOf, topological } from "../expr/node.js";
import { mul, where } from "../expr/raw.js";
import { replaced, type StandIns } from "../expr/rebuild.js";
import type { Bound, Family, Operation, Steps, Support } from "../expr/records.js";
import { insideOf } from "../inside.js";

/** What a random expression does. */
export function randomOf({ operation }: ExprNode): Extract<Operation, { op: "random" }> {
  if (operation.op !== "random") throw new Error("internal: the state of a path is random");
  return operation;
}

/** The random start and step of the path's state. */
export function laws({ start, step, of }: Steps): readonly [ExprNode, ExprNode] {
  return [start[of] as ExprNode, step[of] as ExprNode];
}

/** Where start and steps both may lie; bounds that depend on states are left to the density. */
export function supportOfPath(steps: Steps, parameters: readonly ExprNode[]): Support {
  const known = new Map(
    steps.shared.map((standIn, i) => [standIn, parameters[steps.read.length + i] ?? standIn] as const),
  );
  const open = new Set<ExprNode>([...steps.before, ...steps.present, ...steps.read]);
  const supports = laws(steps).map((law) => {
    const support = supportOf(law);
    return support.kind === "interval" || support.kind === "integer" ? withBounds(support, known, open) : support;
  });
  const [first, second] = supports as [Support, Support];
  if (first.kind === "label" && second.kind === "label") return first;
  return "dim" in first && first.kind === second.kind ? first : hull(supports);
}

function withBounds(
  { lower, upper, ...rest }: Extract<Support, { kind: "interval" | "integer" }>,
  known: StandIns,
  open: ReadonlySet<ExprNode>,
): Support {
  const kept = (bound: Bound | undefined): Bound | undefined => {
    if (!(bound instanceof ExprNode)) return bound;
    return topological([bound]).some((node) => open.has(node)) ? undefined : replaced([bound], known)[0];
  };
  const [low, high] = [kept(lower), kept(upper)];
  if (rest.kind === "interval" && low === undefined && high === undefined) return { kind: "real" };
  return { ...rest, ...(low === undefined ? {} : { lower: low }), ...(high === undefined ? {} : { upper: high }) };
}

/** The log density of a law at x, of which `known` is known; −∞ where its parameters leave their ranges. */
export function lawDensity(law: ExprNode, values: StandIns, x: ExprNode, known: Support): ExprNode {
  const { family, event } = randomOf(law);
  return whereAllowed(family, replaced(law.args, values), (...safe) =>
    known.kind === "label"
      ? family.logDensity(x, ...safe)
      : guarded(x, family.support(safe, event), (inside) => family.logDensity(inside, ...safe), known),
  );
}

/** A function of parameters that is −∞ where these leave their ranges or do not fit together. */
export function whereAllowed(
  family: Family,
  parameters: readonly ExprNode[],
  logDensity: (...safe: readonly ExprNode[]) => ExprNode,
): ExprNode {
  const conditions: ExprNode[] = [];
  const safe = parameters.map((parameter, i) => {
    const support = family.parameters[i]?.support;
    if (support === undefined || provablyWithin(parameter, support)) return parameter;
    const inside = insideOf(parameter, support);
    if (inside === undefined) return parameter;
    conditions.push(inside);
    return where(inside, parameter, interior(support));
  });
  if (family.requires !== undefined && !parameters.every((parameter) => parameter.known))
    conditions.push(family.requires.holds(...safe) as ExprNode);
  const value = logDensity(...safe);
  if (conditions.length === 0) return value;
  return where(conditions.map((condition) => everywhere(condition, value.axes)).reduce(mul), value, -Infinity);
}
