/** Compute scalar quantities that are given as text, such as "lift = rate_B / rate_A - 1", at every draw. */
import { type AnyTrace, runOf, scalarsOf, suggest, trace as traceOf } from "@credence/draws";
import type { EvalFunction, MathNode } from "mathjs";
import { joined } from "./trace-of.js";

/** S without blanks around it. */
export type Trim<S extends string> = S extends ` ${infer T}` | `${infer T} ` | `\n${infer T}` | `${infer T}\n`
  ? Trim<T>
  : S;
/** The names that a text of assignments gives. */
export type Assigned<S extends string> = S extends `${infer A};${infer B}` | `${infer A}\n${infer B}`
  ? Assigned<A> | Assigned<B>
  : S extends `${infer N}=${string}`
    ? Trim<N>
    : string extends S
      ? string
      : never;

/** What mathjs calls the arithmetic, comparison and logic that a line may use. */
const operators: ReadonlySet<string> = new Set(
  "add subtract multiply divide pow mod unaryMinus unaryPlus smaller larger smallerEq largerEq equal unequal and or not".split(
    " ",
  ),
);
const functions: ReadonlySet<string> = new Set(
  "abs ceil cos exp expm1 floor log log10 log1p log2 max min pow round sign sin sqrt tan tanh".split(" "),
);
const constants: ReadonlySet<string> = new Set(["e", "pi", "true", "false"]);

/** One line: a name and what it is. */
interface Line {
  readonly name: string;
  readonly value: MathNode;
}

/** Reads and computes; mathjs is loaded here, at the first text. */
export async function deriveText(trace: AnyTrace, text: string): Promise<AnyTrace> {
  const { parse } = await import("mathjs/number");
  const { $ } = trace;
  const scope = cellsByName(trace);
  const known = new Set(scope.keys());
  const programs = linesOf(text, parse).map(({ name, value }) => {
    if (known.has(name)) throw new SyntaxError(`derive: \`${name}\` is there already: give the quantity another name`);
    refuseUnreadable(value, known);
    known.add(name);
    return { name, program: value.compile(), used: namesIn(value), values: new Float64Array($.chains * $.draws) };
  });
  for (const { name, program, used, values } of programs) {
    const columns = used.map((each) => [each, scope.get(each)] as const).filter(([, column]) => column !== undefined);
    const sources = columns.map(([each, column]) => [each, (column as () => Float64Array)()] as const);
    for (let i = 0; i < values.length; i++) values[i] = valueAt(program, sources, i, name);
    scope.set(name, () => values);
  }
  const { stats: _, observed: __, groups: ___, ...run } = runOf(trace);
  return traceOf(
    programs.map(({ name, values }) => ({ name, axes: [], values, derived: true })),
    run,
  );
}

/** How to read the draws of every cell, under a name that a formula can use. */
function cellsByName(trace: AnyTrace): Map<string, () => Float64Array> {
  const cells = new Map<string, () => Float64Array>();
  for (const scalar of scalarsOf(trace)) {
    const name = scalar.name.replace(/\]$/u, "").replace(/[^\p{L}\p{N}_]/gu, "_");
    if (cells.has(name)) throw new SyntaxError(`derive: two cells are both named \`${name}\` in formulas: rename one`);
    cells.set(name, () => joined(scalar.chains));
  }
  return cells;
}

function linesOf(text: string, parse: (text: string) => MathNode): readonly Line[] {
  const pieces = text.split(/[;\n]/u).flatMap((piece) => (piece.trim() === "" ? [] : [piece.trim()]));
  if (pieces.length === 0) throw new SyntaxError('derive: the text is empty: write "name = formula"');
  return pieces.map((piece) => {
    const found = /^([\p{L}_][\p{L}\p{N}_]*)\s*=(?!=)(.*)$/su.exec(piece);
    if (found === null) throw new SyntaxError(`derive: "${piece}" gives nothing a name: write "name = ${piece}"`);
    return { name: found[1] as string, value: parsed(found[2] as string, parse) };
  });
}

function parsed(formula: string, parse: (text: string) => MathNode): MathNode {
  try {
    return parse(formula);
  } catch (error) {
    throw new SyntaxError(`derive cannot read "${formula.trim()}": ${(error as Error).message}`, { cause: error });
  }
}

/** Lets through arithmetic on known names only: no assignments, function definitions, properties or units. */
function refuseUnreadable(root: MathNode, known: ReadonlySet<string>): void {
  const visit = (node: MathNode): void => {
    const { type, fn, name } = node as MathNode & { fn?: string | { name: string }; name?: string };
    const called = typeof fn === "string" ? fn : fn?.name;
    if (type === "FunctionNode" && !functions.has(called as string))
      throw new SyntaxError(`derive has no function "${called}"; it knows ${[...functions].join(", ")}`);
    if (type === "OperatorNode" && !operators.has(called as string))
      throw new SyntaxError(`derive does not read the operator of "${node.toString()}"`);
    if (type === "SymbolNode" && !known.has(name as string) && !constants.has(name as string))
      throw new SyntaxError(`derive: unknown name "${name}"${suggest(name as string, [...known], "names")}`);
    if (type === "ConstantNode" && typeof (node as unknown as { value: unknown }).value === "string")
      throw new SyntaxError(`derive reads numbers, and ${node.toString()} is text`);
    if (!/^(Function|Operator|Symbol|Constant|Parenthesis|Conditional|Relational)Node$/u.test(type))
      throw new SyntaxError(`derive reads arithmetic only, and "${node.toString()}" is more than that`);
    node.forEach((child) => {
      if (!(type === "FunctionNode" && child === (node as unknown as { fn: MathNode }).fn)) visit(child);
    });
  };
  visit(root);
}

function namesIn(root: MathNode): readonly string[] {
  const names = new Set<string>();
  root.traverse((node) => {
    if (node.type === "SymbolNode") names.add((node as unknown as { name: string }).name);
  });
  return [...names];
}

function valueAt(
  program: EvalFunction,
  columns: readonly (readonly [string, Float64Array])[],
  draw: number,
  name: string,
): number {
  const value = Number(program.evaluate(new Map(columns.map(([each, values]) => [each, values[draw] as number]))));
  if (!Number.isNaN(value)) return value;
  const where = columns.map(([each, values]) => `${each} = ${values[draw]}`).join(", ");
  throw new RangeError(`derive: \`${name}\` is not a number at draw ${draw}, where ${where}`);
}
