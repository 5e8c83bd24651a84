/** Read observed values and other points: records nested like the model's, checked and laid out over each variable's dims. */
import { type Dim, positionOf } from "@credence/draws";
import { firstOutside } from "./check.js";
import { checkedValues } from "./data/column.js";
import { broadcast, evaluate } from "./expr/evaluate.js";
import { type Axes, describeAxes, elementName, hasAxis } from "./expr/layout.js";
import { ExprNode, supportOf } from "./expr/node.js";
import type { Index } from "./expr/types.js";
import { type Incomplete, isIncomplete } from "./missing/impute.js";
import { type Split, splitMissing } from "./missing/split.js";
import type { NamedNode } from "./named.js";
import { describeSupport } from "./support.js";

/** The model with the values that were observed of it; variables with missing cells are split into two. */
export function observed(quantities: readonly NamedNode[], values: unknown): Split {
  const incomplete = new Map<string, Incomplete>();
  const point = pointOf(quantities, values, "observe", "refuse", incomplete);
  const split = splitMissing(quantities, incomplete);
  const data = new Map([...point, ...split.data]);
  for (const [name, seen] of data) checkSupport(split.quantities.find((q) => q.name === name) as NamedNode, seen);
  return { quantities: split.quantities, data };
}

/**
 * The values that a nested record gives for random variables, by dotted name. Derived quantities are refused or ignored.
 * @throws when a name is unknown or derived, or a value has the wrong shape or is missing.
 */
export function pointOf(
  quantities: readonly NamedNode[],
  values: unknown,
  verb: string,
  derived: "refuse" | "ignore" = "refuse",
  incomplete?: Map<string, Incomplete>,
): Map<string, Float64Array> {
  const byName = new Map(quantities.map((quantity) => [quantity.name, quantity]));
  const point = new Map<string, Float64Array>();
  /** The imputed cells of a variable lie below its name. */
  const isBranch = (name: string, value: unknown): boolean =>
    isRecord(value) && "missing" in value && byName.has(`${name}.missing`);
  const walk = (record: object, prefix: string): void => {
    for (const [key, value] of Object.entries(record)) {
      const name = prefix + key;
      const quantity = byName.get(name);
      if (value === undefined || key === "$") continue;
      if (derived === "ignore" && quantity !== undefined && quantity.node.operation.op !== "random") continue;
      if (incomplete !== undefined && quantity !== undefined && isIncomplete(value)) {
        if (quantity.node.operation.op !== "random") valuesFor(quantity, 0, verb);
        incomplete.set(name, value);
      } else if (quantity !== undefined && !isBranch(name, value)) point.set(name, valuesFor(quantity, value, verb));
      else if (isRecord(value) && quantities.some((q) => q.name.startsWith(`${name}.`))) walk(value, `${name}.`);
      else
        throw new TypeError(
          `${verb}: the model has no variable \`${name}\`; it has ${quantities
            .filter((q) => q.node.operation.op === "random")
            .map((q) => q.name)
            .join(", ")}`,
        );
    }
  };
  if (!isRecord(values)) throw new TypeError(`${verb} wants an object of values by name, got ${String(values)}`);
  walk(values, "");
  return point;
}

const isRecord = (x: unknown): x is object =>
  typeof x === "object" && x !== null && !Array.isArray(x) && !ArrayBuffer.isView(x);

function valuesFor({ name, node }: NamedNode, value: unknown, verb: string): Float64Array {
  if (node.operation.op !== "random")
    throw new TypeError(`${verb}: \`${name}\` is derived from other variables; only random variables take values`);
  const labels = labelPositions(node, value);
  if (labels !== undefined) return valuesFor({ name, node }, labels, verb);
  if (typeof value === "number" || typeof value === "boolean") {
    if (node.axes.length > 0)
      throw new TypeError(
        `${verb}: \`${name}\` is a single number; the variable has dims ${describeAxes(node.axes)}: give one value for each label`,
      );
    return checkedValues(`\`${name}\``, [], [Number(value)]);
  }
  const axes = axesOf(value, node.axes);
  if (axes === undefined) {
    if (node.axes.length > 1)
      throw new TypeError(
        `${verb}: \`${name}\` has dims ${describeAxes(node.axes)}: a plain array cannot say which axis is which; use column([dim, dim], values)`,
      );
    if (node.axes.length === 0)
      throw new TypeError(
        `${verb}: \`${name}\` is a single number, got ${Array.isArray(value) ? `an array of ${value.length}` : String(value)}: a model of many values gives it a dim, as in normal(mu, sigma).over(dim("obs", y.length))`,
      );
    return checkedValues(`\`${name}\``, node.axes, value as ArrayLike<number>);
  }
  if (value instanceof ExprNode && !value.known)
    throw new TypeError(`${verb}: \`${name}\` is given as an expression of variables; what is observed is data`);
  const own = value instanceof ExprNode ? evaluate(value) : (value as { values: Float64Array }).values;
  const values = checkedValues(`\`${name}\``, axes, own);
  return broadcast(values, axes, node.axes);
}

/** Positions of labels that are given as texts or as an index; undefined where the variable is no label or numbers are given. */
function labelPositions(node: ExprNode, value: unknown): number | readonly number[] | LabelledPositions | undefined {
  const support = supportOf(node);
  if (support.kind !== "label") return undefined;
  if (typeof value === "string") return positionOf(support.dim, value);
  if (Array.isArray(value) && value.some((label) => typeof label === "string"))
    return value.map((label) => positionOf(support.dim, label as string));
  if (!isRecord(value) || !("of" in value && "positions" in value)) return undefined;
  const { of, positions, axes } = value as Index<string, string>;
  if (of.name !== support.dim.name)
    throw new TypeError(`an index into "${of.name}" is no label of "${support.dim.name}"`);
  return { dims: axes.map((axis) => axis.name), values: Float64Array.from(positions) };
}
/** Positions over dims, as `axesOf` reads them. */
interface LabelledPositions {
  readonly dims: readonly string[];
  readonly values: Float64Array;
}

/** The dims that a column or labelled value brings along, after checking that they are the variable's. */
function axesOf(value: unknown, wanted: Axes): Axes | undefined {
  const own: readonly (string | Dim<string>)[] | undefined =
    value instanceof ExprNode
      ? value.axes
      : isRecord(value) && "dims" in value && "values" in value
        ? (value.dims as readonly string[])
        : undefined;
  if (own === undefined) return undefined;
  const names = own.map((axis) => (typeof axis === "string" ? axis : axis.name));
  if (names.length !== wanted.length || names.some((name) => !hasAxis(wanted, name))) {
    throw new TypeError(`the value has dims ${names.join(", ") || "none"}; the variable has ${describeAxes(wanted)}`);
  }
  return names.map((name) => wanted.find((axis) => axis.name === name) as Dim<string>);
}

/** Refuses an observation outside the support, as far as bounds are known. */
function checkSupport({ name, node }: NamedNode, values: Float64Array): void {
  if (node.operation.op !== "random") return;
  const support = supportOf(node);
  const position = firstOutside(support, values, node.axes);
  if (position < 0) return;
  const { constructorName } = node.operation.family;
  throw new RangeError(
    `\`${elementName(name, node.axes, position)}\` = ${values[position]} lies outside the support of ${constructorName} (${describeSupport(support)}): mend the data, or choose another distribution`,
  );
}
