/** Rewrite functions of numbers for code that branches: selections that are returned become branches, and values move to where they are needed. */
import type { Expr, Statement } from "./types.js";
import { dependsOn, innerStatements, some, valuesOf } from "./walk.js";

/** `return c ? a : b` as `if (c) return a; return b`. */
export function branching(statement: Statement): Statement[] {
  if (statement.op === "if")
    return [{ ...statement, yes: statement.yes.flatMap(branching), no: statement.no.flatMap(branching) }];
  if (statement.op !== "return" || statement.value?.op !== "select") return [statement];
  const [condition, yes, no] = statement.value.args as [Expr<"bool">, Expr, Expr];
  const returned = (value: Expr): Statement[] => branching({ op: "return", value });
  return [{ op: "if", condition, yes: returned(yes), no: [] }, ...returned(no)];
}

type Assignment = Extract<Statement, { op: "set" }>;

/** How often statements read a local. */
function uses(statements: readonly Statement[], name: string): number {
  const inValue = ({ op, name: own, args }: Expr): number =>
    (op === "local" && own === name ? 1 : 0) + args.reduce((total, arg) => total + inValue(arg), 0);
  return statements.reduce(
    (total, each) =>
      total + valuesOf(each).reduce((sum, value) => sum + inValue(value), 0) + uses(innerStatements(each), name),
    0,
  );
}

const replaced = (value: Expr, name: string, by: Expr): Expr =>
  value.op === "local" && value.name === name
    ? by
    : { ...value, args: value.args.map((arg) => replaced(arg, name, by)) };

/** Whether a local is read only where a selection may not look. */
const isOptional = (value: Expr, name: string): boolean =>
  some(
    value,
    ({ op, args: [, yes, no] }) => op === "select" && [yes, no].some((arm) => dependsOn(arm as Expr, new Set([name]))),
  );

/** Puts a value in front of the first statement that needs it: inside a branch, or inside a selection, if nothing else does. */
function place(set: Assignment, rest: readonly Statement[]): Statement[] {
  const { name, value } = set;
  const [first, ...others] = rest as [Statement, ...Statement[]];
  if (rest.length === 0) return [];
  const own = uses([first], name);
  if (own === 0) return [first, ...place(set, others)];
  if (uses(others, name) === 0) {
    if (first.op === "if" && !dependsOn(first.condition, new Set([name]))) {
      if (uses(first.no, name) === 0) return [{ ...first, yes: place(set, first.yes) }, ...others];
      if (uses(first.yes, name) === 0) return [{ ...first, no: place(set, first.no) }, ...others];
    }
    if (first.op === "set" && own === 1 && isOptional(first.value, name))
      return [{ ...first, value: replaced(first.value, name, value) }, ...others];
  }
  return [set, ...rest];
}

/** The same statements, in an order in which as little as possible is computed; what a variable takes part in stays where it is. */
export function branched(statements: readonly Statement[], variables: ReadonlySet<string>): readonly Statement[] {
  const moves = (each: Statement): each is Assignment =>
    each.op === "set" && !variables.has(each.name) && !dependsOn(each.value, variables);
  let rest: Statement[] = [];
  for (const each of [...statements].reverse()) {
    const inside =
      each.op === "if" ? { ...each, yes: branched(each.yes, variables), no: branched(each.no, variables) } : each;
    rest = moves(inside) ? place(inside, rest) : [inside, ...rest];
  }
  return rest;
}
