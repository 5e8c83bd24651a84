/** Take the step of a scan apart: what it says in terms of stand-ins, and what it takes from the model around it. */
import { provablyWithin } from "../check.js";
import { toldDim } from "../distributions/simplex-dim.js";
import { type Axis, hasAxis } from "../expr/layout.js";
import { isMade } from "../expr/matrix.js";
import { dataNode, ExprNode, inputNode, supportOf } from "../expr/node.js";
import { where } from "../expr/raw.js";
import { dependents, rebuilt } from "../expr/rebuild.js";
import type { Support } from "../expr/records.js";
import { insideOf } from "../inside.js";
import { rangeOfSupport } from "../support.js";

/** What steps read at each time and share at all times: stand-ins, and what they stand for. */
export interface Surroundings {
  readonly read: Map<ExprNode, ExprNode>;
  readonly shared: Map<ExprNode, ExprNode>;
}

/** What has stand-ins already: states, random ones that the step makes itself, and the label of the time. */
export interface Inside {
  readonly time: Axis;
  readonly now: ExprNode;
  readonly states: ReadonlyMap<ExprNode, ExprNode>;
  /** Which roots are the laws of random states. */
  readonly isLaw: readonly boolean[];
}

/**
 * The roots in terms of stand-ins. What they take from outside is entered in `surroundings`, by value; the parameters of
 * laws are rewritten, the laws themselves are kept.
 */
export function capture(
  roots: readonly ExprNode[],
  { time, now, states, isLaw }: Inside,
  { read, shared }: Surroundings,
): readonly ExprNode[] {
  const inside = dependents(roots, new Set([...states.keys(), now]));
  const templates = new Map<ExprNode, ExprNode>(states);
  const standIn = (value: ExprNode, among: Map<ExprNode, ExprNode>, name: string): ExprNode => {
    const axes = among === read ? value.axes.filter((axis) => axis.name !== time.name) : value.axes;
    const found = among.get(value) ?? inputNode(name, axes, value.range);
    among.set(value, found);
    return promised(value, found);
  };
  const make = (node: ExprNode): ExprNode => {
    const { operation, args } = node;
    if (operation.op === "constant") return node;
    if (node === now) return standIn(labels(time), read, "now");
    if (!inside.has(node)) return standIn(node, shared, "shared");
    if (operation.op === "take" && args[1] === now && !inside.has(args[0] as ExprNode))
      return standIn(args[0] as ExprNode, read, "read");
    refuse(node);
    const made = rebuilt(node, args.map(template));
    return operation.op === "assume" ? orNaN(made, operation.support) : made;
  };
  const template = (node: ExprNode): ExprNode => {
    const found = templates.get(node) ?? make(node);
    templates.set(node, found);
    return found;
  };
  return roots.map((root, k) => {
    const { operation, axes, range } = root;
    const made = isLaw[k] ? new ExprNode(operation, root.args.map(template), axes, range) : template(root);
    for (const part of isLaw[k] ? made.args : [made]) refuseTime(part, time);
    return made;
  });
}

/** The position of each label of time. */
const labels = (time: Axis): ExprNode =>
  dataNode(
    [time],
    Float64Array.from({ length: time.size }, (_, position) => position),
  );

function refuse({ operation }: ExprNode): void {
  if (operation.op === "recursion")
    throw new TypeError("scan: the step holds another scan of its states; write both as one scan of a record");
  if (operation.op === "random")
    throw new TypeError(
      `scan: the step makes ${operation.family.constructorName}(…) from its states and does not return it: return it as a state of its own, as in { …, name }`,
    );
}

function refuseTime({ axes }: ExprNode, { name }: Axis): void {
  if (hasAxis(axes, name))
    throw new TypeError(
      `scan: the step varies over "${name}", along which it goes: read a column at the present time, as in x.at(now)`,
    );
}

const matrixKinds = ["covariance", "correlation", "choleskyCovariance", "choleskyCorrelation"] as const;

/** A stand-in that tells as much of what it stands for as its users need to know. */
function promised(value: ExprNode, standIn: ExprNode): ExprNode {
  const support = supportToTell(value);
  return support === undefined
    ? standIn
    : new ExprNode({ op: "assume", support }, [standIn], standIn.axes, value.range);
}

function supportToTell(value: ExprNode): Support | undefined {
  const { operation } = value;
  const dim = toldDim(value);
  if (dim !== undefined) return { kind: "simplex", dim };
  if (operation.op === "covariance") return { kind: "covariance", dim: operation.dim };
  if (operation.op === "assume") return operation.support.kind === "label" ? operation.support : undefined;
  if (operation.op !== "random") return undefined;
  const support = supportOf(value);
  return support.kind === "label" || isMade(value, matrixKinds) ? support : undefined;
}

/** A promise about what is not known outside: NaN where it is broken, so that such draws are impossible. */
function orNaN(promise: ExprNode, support: Support): ExprNode {
  const [x] = promise.args as [ExprNode];
  const holds = provablyWithin(x, support) ? undefined : insideOf(x, support);
  if (holds === undefined) return promise;
  const kept = where(holds, x, dataNode([], Float64Array.of(Number.NaN)));
  return new ExprNode(kept.operation, kept.args, kept.axes, rangeOfSupport(support));
}
