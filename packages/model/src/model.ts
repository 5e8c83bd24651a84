/** Turn a function into a model: names from the object it returns, a joint distribution for its inputs, a posterior once observed. */
import type { Held, Nodes, Only, Without } from "@credence/draws";
import { consumerOf } from "./distributions/composite/consume.js";
import { unionAxes } from "./expr/layout.js";
import { ExprNode, topological } from "./expr/node.js";
import { withoutVariables } from "./marginalizer.js";
import type { NamedNode } from "./named.js";
import type { Checked, Finite, Latent, Observations } from "./names.js";
import { observed } from "./observe.js";
import { withTerms } from "./potential.js";

/** A model of inputs I with variables V: call it with its inputs to get a joint distribution. */
export type Model<I, V> = (...inputs: {} extends I ? [inputs?: I] : [inputs: I]) => Joint<V>;

/** A joint distribution over named variables. */
export interface Joint<V> {
  /** The variables and derived quantities in the order of the returned record. */
  readonly quantities: readonly NamedNode[];
  /**
   * Conditions on values of some variables; those of which some cells are missing go through `impute` or `omit`. The index signature lets `Checked` answer instead of a page of types.
   * @throws when a name is unknown, a length is wrong, or a value is missing or outside the support.
   */
  observe<O extends Observations<V> & { readonly [name: string]: unknown }>(
    values: O & Checked<V, O>,
  ): Posterior<Latent<V, O>, Only<V, Held<V, O>>>;
}

/** What is known after observing: latent variables V given observed ones. */
export interface Posterior<V, Obs = {}> {
  /** For the types only: the latent variables. */
  readonly latent: V;
  /** For the types only: the observed variables. */
  readonly observed: Obs;
  readonly quantities: readonly NamedNode[];
  /** Observed values by dotted name, row-major over the variable's dims. */
  readonly data: ReadonlyMap<string, Float64Array>;
  /**
   * The posterior without finite variables: they are summed over for good, and are in no trace. What was observed through
   * them stays observed, with its density after the sum. (`marginalize` among the options of `sample` draws them back.)
   * @throws TypeError when one of them cannot be summed out, saying why.
   */
  marginalize<P extends Finite<V>>(...names: P[]): Posterior<Without<V, P>, Obs>;
}

/**
 * A model is a function of its inputs that returns its variables.
 *
 * @param build runs once for each call of the model; the keys of the object it returns name the variables.
 * @throws when a random variable is used but not returned, or two dims share a name.
 * @example
 * ```ts
 * const coin = model(({ n }: { n: number }) => {
 *   const theta = beta(1, 1);
 *   const heads = binomial(n, theta);
 *   return { theta, heads };
 * });
 * ```
 */
export function model<V extends Nodes, I extends object = {}>(build: (inputs: I) => V): Model<I, V> {
  return ((inputs?: I) => {
    const { value, terms } = withTerms(() => build(inputs ?? ({} as I)));
    return jointOf<V>(value, terms);
  }) as Model<I, V>;
}

function jointOf<V>(record: unknown, terms: readonly ExprNode[]): Joint<V> {
  const quantities = namedNodes(record, "");
  if (quantities.length === 0)
    throw new TypeError("the model returned no variables: end it with `return { theta, … }`");
  checkNames(quantities);
  checkTerms(quantities, terms);
  const observe = (values: unknown): Posterior<unknown, unknown> => {
    const split = observed(quantities, values);
    return posteriorOf(split.quantities, split.data);
  };
  return { quantities, observe } as unknown as Joint<V>;
}

export function posteriorOf<V, Obs>(
  quantities: readonly NamedNode[],
  data: ReadonlyMap<string, Float64Array>,
): Posterior<V, Obs> {
  const posterior = { quantities, data };
  const marginalize = (...names: string[]) => withoutVariables(posterior, names);
  // not enumerable, so that posteriors are compared, spread and written by what they hold
  return Object.defineProperty(posterior, "marginalize", { value: marginalize }) as unknown as Posterior<V, Obs>;
}

/** Walks the returned record. */
function namedNodes(record: unknown, prefix: string): NamedNode[] {
  if (record === null || typeof record !== "object") {
    throw new TypeError(
      `${prefix === "" ? "a model must return an object of its variables" : `\`${prefix.slice(0, -1)}\` is ${typeof record === "string" ? `the text "${record}"` : String(record)}: return variables, expressions and records of them`}`,
    );
  }
  return Object.entries(record).flatMap(([key, value]) => {
    if (/[.$[\]]/.test(key)) throw new TypeError(`a variable cannot be named "${key}": leave out . $ [ ]`);
    const name = prefix + key;
    return value instanceof ExprNode ? [{ name, node: value }] : namedNodes(value, `${name}.`);
  });
}

function checkNames(quantities: readonly NamedNode[]): void {
  const names = new Map<ExprNode, string>();
  for (const { name, node } of quantities) {
    const other = names.get(node);
    if (other !== undefined && node.operation.op === "random") {
      throw new TypeError(
        `\`${other}\` and \`${name}\` are the same variable: to make a second one, call its constructor again`,
      );
    }
    names.set(node, other ?? name);
  }
  const order = topological(quantities.map(({ node }) => node));
  unionAxes(...order.map((node) => node.axes));
  for (const node of order) {
    const consumer = consumerOf(node);
    if (consumer !== undefined)
      throw new TypeError(
        `${describeNode(node, names)} is consumed by ${consumer} and used as a variable too: as an argument of ${consumer} it is a distribution; call its constructor again for the variable`,
      );
    if (node.operation.op === "input")
      throw new TypeError(
        "a quantity is made of what scan gives to its step: previous and now mean nothing outside it; use the path that scan returns",
      );
    if (node.operation.op === "random" && !names.has(node)) {
      throw new TypeError(
        `unnamed variable ${describeNode(node, names)}: add it to the returned object, as in \`return { …, name }\``,
      );
    }
  }
}

/** @throws TypeError when a term was forgotten or stands where a quantity should. */
function checkTerms(quantities: readonly NamedNode[], terms: readonly ExprNode[]): void {
  const returned = new Set(quantities.map(({ node }) => node));
  if (terms.some((term) => !returned.has(term)))
    throw new TypeError(
      "unnamed term potential(…): add it to the returned object, as in `return { …, name }`, or it would count for nothing",
    );
  const user = topological(returned).find(({ args }) => args.some(({ operation }) => operation.op === "term"));
  if (user !== undefined)
    throw new TypeError("a potential is no quantity to compute with: use the expression that it was made of");
}

/** An expression much as its author would write it, one level deep: `normal(mu, tau)`, `div(…, rate)`. */
export function describeNode(node: ExprNode, names: ReadonlyMap<ExprNode, string>): string {
  const { operation } = node;
  const args = node.args.map(
    (arg) => names.get(arg) ?? (arg.operation.op === "constant" ? `${arg.operation.value}` : "…"),
  );
  switch (operation.op) {
    case "random": {
      const { family } = operation;
      const time = family.event === "path" ? [family.steps.time.name] : [];
      return `${family.constructorName}(${[...time, ...args].join(", ")})`;
    }
    case "elementwise":
      return `${operation.name}(${args.join(", ")})`;
    case "sum":
      return `sum(${args[0]}, ${operation.over.name})`;
    case "gather":
      return `${args[0]}.at(… in ${operation.of.name})`;
    case "take":
      return `lookup(${args.join(", ")})`;
    default:
      return args.length === 0 ? "data" : `${operation.op}(${args.join(", ")})`;
  }
}
