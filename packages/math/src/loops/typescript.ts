/** Write functions of numbers as TypeScript, at build time: what plain code calls then has the source of what kernels call. */
import { branched, branching } from "./branch.js";
import { source } from "./javascript.js";
import type { Expr, LoopFunction, LoopOperation, Statement } from "./types.js";
import { call, f64 } from "./values.js";
import { valuesOf, visitStatements } from "./walk.js";

/** Operations that `special/elementary/operations.ts` has functions for. */
const OPERATIONS: readonly LoopOperation[] = [
  ...(["min", "max", "nearest", "copysign"] as const),
  ...(["powerOfTwo", "centredExponent", "centredMantissa", "truncateLow"] as const),
];

/** How a local is declared where it is first set; nothing where it is set again. */
type Declare = (name: string) => string;

/** Locals that are set more than once. */
function variablesOf(body: readonly Statement[]): ReadonlySet<string> {
  const [once, again] = [new Set<string>(), new Set<string>()];
  visitStatements(body, (statement) => {
    if (statement.op === "set") (once.has(statement.name) ? again : once).add(statement.name);
  });
  return again;
}

function declarations(variables: ReadonlySet<string>): Declare {
  const declared = new Set<string>();
  return (name) => {
    if (declared.has(name)) return "";
    declared.add(name);
    return variables.has(name) ? "let " : "const ";
  };
}

const lines = (statements: readonly Statement[], declare: Declare): string[] =>
  statements.flatMap((statement) => linesOf(statement, declare));

function linesOf(statement: Statement, declare: Declare): string[] {
  switch (statement.op) {
    case "set":
      return [`${declare(statement.name)}${statement.name} = ${source(statement.value)};`];
    case "if": {
      const otherwise = statement.no.length > 0 ? ["} else {", ...lines(statement.no, declare)] : [];
      return [`if (${source(statement.condition)}) {`, ...lines(statement.yes, declare), ...otherwise, "}"];
    }
    case "while":
      return [`while (${source(statement.condition)}) {`, ...lines(statement.body, declare), "}"];
    case "return":
      return [`return ${source(statement.value as Expr)};`];
    default:
      throw new Error(`a function of numbers has no ${statement.op}`);
  }
}

function declaration({ name, parameters, body }: LoopFunction): string {
  const list = parameters.map((each) => `${each.name}: number`).join(", ");
  const variables = variablesOf(body);
  const written = lines(branched(body, variables), declarations(variables));
  return [`function ${name}(${list}): number {`, ...written, "}"].join("\n");
}

/**
 * What comes after shortcuts is rare and stands apart, without what they have taken: what is called often stays small enough
 * to be copied to its callers.
 */
function parts(fn: LoopFunction): LoopFunction[] {
  const { name, parameters } = fn;
  const body = fn.body.flatMap(branching);
  const end = body.reduce((last, each, i) => (each.op === "if" && each.shortcut ? i + 1 : last), 0);
  if (end === 0 || body.length === end + 1) return [{ ...fn, body }];
  const key = (statement: Statement): string => (statement.op === "if" ? JSON.stringify(statement.condition) : "");
  const taken = new Set(body.slice(0, end).map(key));
  const others = body.slice(end).filter((statement) => statement.op !== "if" || !taken.has(key(statement)));
  const rest: LoopFunction = { ...fn, name: `${name}Elsewhere`, body: others };
  const value = call(rest, ...parameters.map((each): Expr<"f64"> => ({ ...f64(0), op: "local", name: each.name })));
  return [{ ...fn, body: [...body.slice(0, end), { op: "return", value }] }, rest];
}

/** A function of numbers as declarations, the first of them exported. */
export const typescriptSource = (fn: LoopFunction): string => `export ${parts(fn).map(declaration).join("\n\n")}`;

/** Names of the functions that a function calls, and of the operations that are calls in TypeScript. */
export function calledBy({ body }: LoopFunction): ReadonlySet<string> {
  const called = new Set<string>();
  const collect = ({ op, callee, args }: Expr): void => {
    if (callee) called.add(callee.name);
    if (OPERATIONS.includes(op)) called.add(op);
    args.forEach(collect);
  };
  visitStatements(body, (statement) => valuesOf(statement).forEach(collect));
  return called;
}
