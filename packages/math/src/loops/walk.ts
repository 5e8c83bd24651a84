/** Walk through functions of the loop IR: what they call, which locals they set, and what depends on what. */
import type { Callable, Expr, LoopFunction, LoopImport, LoopType, Statement } from "./types.js";

/** The statements inside a statement. */
export function innerStatements(statement: Statement): readonly Statement[] {
  if (statement.op === "if") return [...statement.yes, ...statement.no];
  return "body" in statement ? statement.body : [];
}

/** The values that a statement computes itself. */
export function valuesOf(statement: Statement): readonly Expr[] {
  switch (statement.op) {
    case "set":
    case "take":
      return [statement.value];
    case "store":
      return [statement.at, statement.value];
    case "if":
    case "while":
      return [statement.condition];
    case "loop":
    case "lanes":
      return [statement.from, statement.to];
    case "do":
      return [statement.call];
    case "return":
      return statement.value ? [statement.value] : [];
  }
}

/** Visits every statement, outer ones first. */
export function visitStatements(statements: readonly Statement[], visit: (statement: Statement) => void): void {
  for (const statement of statements) {
    visit(statement);
    visitStatements(innerStatements(statement), visit);
  }
}

/** Whether a value, or a part of it, satisfies `test`. */
export const some = (value: Expr, test: (part: Expr) => boolean): boolean =>
  test(value) || value.args.some((arg) => some(arg, test));

/** Whether a value depends on one of these locals. */
export const dependsOn = (value: Expr, names: ReadonlySet<string>): boolean =>
  some(value, ({ op, name }) => op === "local" && names.has(name as string));

function calleesOf(fn: LoopFunction): ReadonlySet<Callable> {
  const found = new Set<Callable>();
  const collect = ({ callee, args }: Expr): void => {
    if (callee) found.add(callee);
    args.forEach(collect);
  };
  visitStatements(fn.body, (statement) => valuesOf(statement).forEach(collect));
  return found;
}

/** The functions that are called from these, themselves first, and the imports; two that share a name are refused. */
export function reachable(exports: readonly LoopFunction[]): { functions: LoopFunction[]; imports: LoopImport[] } {
  const functions = new Set(exports);
  const imports = new Map<string, LoopImport>();
  for (const fn of functions) {
    for (const callee of calleesOf(fn)) {
      if (callee.kind === "function") functions.add(callee);
      else imports.set(callee.name, callee);
    }
  }
  const names = new Set(imports.keys());
  for (const { name } of functions) {
    if (names.has(name)) throw new Error(`two functions of one module are named ${name}`);
    names.add(name);
  }
  return { functions: [...functions], imports: [...imports.values()] };
}

/** Locals that statements set, with their types; accumulators of inner vector loops too. */
export function localsOf(statements: readonly Statement[]): ReadonlyMap<string, LoopType> {
  const found = new Map<string, LoopType>();
  visitStatements(statements, (statement) => {
    if (statement.op === "set") found.set(statement.name, statement.value.type);
    if (statement.op === "loop" || statement.op === "lanes") found.set(statement.index, "i32");
    if (statement.op === "lanes") for (const { name } of statement.accumulators) found.set(name, "f64");
  });
  return found;
}

/** These locals, which differ between lanes, and all whose values depend on them. */
export function varyingLocals(seeds: readonly string[], body: readonly Statement[]): ReadonlySet<string> {
  const varying = new Set(seeds);
  for (let before = 0; before < varying.size; ) {
    before = varying.size;
    visitStatements(body, (statement) => {
      if (statement.op === "set" && dependsOn(statement.value, varying)) varying.add(statement.name);
    });
  }
  return varying;
}

/** Statements without the shortcuts among them, which lanes do not take. */
export const withoutShortcuts = (statements: readonly Statement[]): readonly Statement[] =>
  statements.filter((statement) => !(statement.op === "if" && statement.shortcut));

/** Whether statements run one after the other up to a return at the end. */
export const isStraight = (statements: readonly Statement[]): boolean =>
  statements.every(({ op }, i) => op === (i === statements.length - 1 ? "return" : "set"));

/** How many operations statements hold, those of the functions they call included, in lanes. */
export function weight(statements: readonly Statement[]): number {
  const of = ({ args, callee }: Expr): number =>
    args.reduce((total, arg) => total + of(arg), 1 + (callee?.kind === "function" ? weight(callee.body) : 0));
  let total = 0;
  for (const statement of withoutShortcuts(statements)) {
    for (const value of valuesOf(statement)) total += of(value);
    total += weight(innerStatements(statement));
  }
  return total;
}

/** A sum of integers as its constant part and its other terms, so that the constant can go into an instruction. */
export function terms(at: Expr): { constant: number; others: Expr[] } {
  if (at.op === "const") return { constant: at.value as number, others: [] };
  const [left, right] = at.args as [Expr, Expr];
  if (at.op === "add") {
    const [a, b] = [terms(left), terms(right)];
    return { constant: a.constant + b.constant, others: [...a.others, ...b.others] };
  }
  if (at.op === "sub" && right.op === "const") {
    const a = terms(left);
    return { constant: a.constant - (right.value as number), others: a.others };
  }
  return { constant: 0, others: [at] };
}
