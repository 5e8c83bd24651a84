/** Let packages above add functions of whole series to the language, with slopes of their own: graphs hold their names. */
import { cameFrom } from "../origins.js";
import type { Axis } from "./layout.js";
import { unionAxes } from "./layout.js";
import { ExprNode } from "./node.js";
import { everything } from "./range.js";

/**
 * A function of single numbers and of series, such as the evidence of a filter: what no expression of reasonable size says.
 * It must be pure: the same arguments, the same bits.
 */
export interface External {
  /** Its name in graphs and files. */
  readonly name: string;
  /** How many of the arguments are single numbers, in which it has slopes; the others are series, in which it has none. */
  readonly numbers: number;
  /** The value; writes the derivative in each of the numbers to `slopes`. */
  evaluate(args: readonly Float64Array[], slopes: Float64Array): number;
}

const externals = new Map<string, External>();

/**
 * Makes a function known by its name; packages above may add their own.
 *
 * @param module URL of the module that does so (`import.meta.url`), and nothing else, for workers to load
 */
export function registerExternal(external: External, module?: string): void {
  const known = externals.get(external.name);
  if (known !== undefined && known !== external)
    throw new Error(`an external function named "${external.name}" is registered already`);
  externals.set(external.name, external);
  cameFrom(external.name, module);
}

/** The external function of that name. @throws Error when the package that has it is not loaded */
export function externalNamed(name: string): External {
  const external = externals.get(name);
  if (external === undefined)
    throw new Error(`no external function is named "${name}"; import the package that registers it first`);
  return external;
}

/** The function of numbers and of series along `over`, for each cell of the other dims. */
export function external(name: string, over: Axis, args: readonly ExprNode[]): ExprNode {
  externalNamed(name);
  const axes = unionAxes(...args.map((arg) => arg.axes)).filter((axis) => axis.name !== over.name);
  return new ExprNode({ op: "external", name, over }, args, axes, everything);
}
