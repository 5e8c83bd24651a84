/** Find on a model's graph what makes its log density kinked or torn, since no test of its values finds that reliably. */
import {
  type ExprNode,
  type Graph,
  isDiscrete,
  provablyWithin,
  type Support,
  supportOf,
  topological,
} from "@credence/model";
import { condition, unknownsIn, type Variable } from "../graph/condition.js";

/** Functions with a kink or a jump, unless the range of the argument keeps them on one side. */
const kinked: ReadonlySet<string> = new Set([
  "abs",
  "sign",
  "floor",
  "max",
  "min",
  "gt",
  "ge",
  "lt",
  "le",
  "eq",
  "select",
]);

/** Families whose log density is analytic in the value and in all parameters wherever it is finite. */
const analytic: ReadonlySet<string> = new Set([
  "bernoulli",
  "bernoulli_logit",
  "beta",
  "beta_binomial",
  "beta_proportion",
  "binomial",
  "binomial_logit",
  "categorical",
  "categorical_logit",
  "cauchy",
  "chi_squared",
  "dirichlet",
  "dirichlet_multinomial",
  "exgaussian",
  "exponential",
  "flat",
  "frechet",
  "gamma",
  "geometric0",
  "geometric1",
  "gumbel",
  "half_cauchy",
  "half_normal",
  "half_student_t",
  "inverse_chi_squared",
  "inverse_gamma",
  "inverse_gaussian",
  "kumaraswamy",
  "log_logistic",
  "logistic",
  "logit_normal",
  "lognormal",
  "multinomial",
  "multivariate_normal",
  "multivariate_normal_cholesky",
  "multivariate_student_t",
  "negative_binomial",
  "negative_binomial_mu",
  "normal",
  "ordered_logistic",
  "ordered_probit",
  "pareto",
  "poisson",
  "poisson_log",
  "rayleigh",
  "scaled_inverse_chi_squared",
  "skew_normal",
  "student_t",
  "uniform",
  "weibull",
]);
/** Wrappers that leave a family analytic in its own parameters; their other ones must be known. */
const wrapper = /^(truncated|censored|zero_inflated|hurdle)\((.*)\)$/;

/**
 * Why the log density of a posterior may not be analytic, in a sentence; undefined where it is: every operation on
 * unknown values, every family and every support is smooth there, and nothing cuts it.
 */
export function roughness(graph: Graph): string | undefined {
  const { variables, quantities } = condition(graph);
  const terms = quantities.filter(({ node }) => node.operation.op === "term").map(({ node }) => node);
  const dense = [...variables.map(({ node }) => node), ...terms];
  for (const node of topological(dense)) {
    const reason = node.known ? undefined : roughOperation(node);
    if (reason !== undefined) return reason;
  }
  for (const variable of variables) {
    const reason = roughVariable(variable);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function roughOperation({ operation, args }: ExprNode): string | undefined {
  const [x] = args;
  if (operation.op === "elementwise" && kinked.has(operation.name) && !staysOnOneSide(operation.name, x as ExprNode))
    return `\`${operation.name === "select" ? "where" : operation.name}\` of unknown values has a kink or a jump`;
  if (operation.op === "assume" && !provablyWithin(x as ExprNode, operation.support))
    return "a promise (assume) about unknown values cuts the density where it does not hold";
  return undefined;
}

const staysOnOneSide = (name: string, { range }: ExprNode): boolean =>
  (name === "abs" || name === "sign") && (range.lower >= 0 || range.upper <= 0);

function roughVariable({ name, node, family, values, nonCentered }: Variable): string | undefined {
  const open = node.args.some((arg) => unknownsIn(arg).length > 0);
  if (values !== undefined && !open) return undefined;
  const [, wrapped, base] = wrapper.exec(family.name) ?? [];
  if (!analytic.has(base ?? family.name))
    return `the density of \`${name}\` (${family.constructorName}) is not known to be smooth`;
  const support = supportOf(node);
  if (values === undefined && isDiscrete(support)) return `\`${name}\` is discrete`;
  if (values !== undefined || nonCentered) {
    if (boundsOf(support).some((bound) => unknownsIn(bound).length > 0))
      return `the density of \`${name}\` is cut off at bounds that are unknown`;
  }
  if (wrapped === "censored" || wrapped === "truncated") {
    const bounds = node.args.filter((_, i) => ["lower", "upper"].includes(family.parameters[i]?.name ?? ""));
    if (bounds.some((bound) => unknownsIn(bound).length > 0))
      return `the density of \`${name}\` is ${wrapped} at bounds that are unknown`;
  }
  if (family.requires !== undefined && open)
    return `\`${name}\` requires ${family.requires.text}, which cuts the density where it does not hold`;
  const loose = family.parameters.find(({ support: within }, i) => {
    const arg = node.args[i];
    return arg !== undefined && unknownsIn(arg).length > 0 && !provablyWithin(arg, within);
  });
  return loose === undefined
    ? undefined
    : `the ${loose.name} of \`${name}\` may leave its range, where the density is cut off`;
}

const boundsOf = (support: Support): readonly ExprNode[] =>
  support.kind === "interval" || support.kind === "integer"
    ? [support.lower, support.upper].filter((bound): bound is ExprNode => typeof bound === "object")
    : [];
