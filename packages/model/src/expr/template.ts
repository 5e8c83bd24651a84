/** Read infix arithmetic from a template: expr`${a} + ${b} * ${x}`. */
import type { DimsOf } from "@credence/draws";
import { constant, type ExprNode, nodeOf, typed } from "./node.js";
import * as raw from "./raw.js";
import type { Arg, Expr, Known } from "./types.js";

const functions: Readonly<Record<string, (x: ExprNode) => ExprNode>> = {
  abs: raw.abs,
  cos: raw.cos,
  exp: raw.exp,
  expm1: raw.expm1,
  invLogit: raw.invLogit,
  log: raw.log,
  log1p: raw.log1p,
  logit: raw.logit,
  sin: raw.sin,
  sqrt: raw.sqrt,
  tanh: raw.tanh,
};

type Token =
  | { readonly kind: "hole"; readonly node: ExprNode }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "name" | "mark"; readonly text: string };

const pattern = /\s+|((?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|([A-Za-z]\w*)|(\*\*|[-+*/^()])|(.)/gsu;

function tokens(strings: readonly string[], holes: readonly Arg[]): readonly Token[] {
  const list: Token[] = [];
  strings.forEach((text, i) => {
    for (const [all, number, name, mark, stray] of text.matchAll(pattern)) {
      if (number !== undefined) list.push({ kind: "number", value: Number(number) });
      else if (name !== undefined) list.push({ kind: "name", text: name });
      else if (mark !== undefined) list.push({ kind: "mark", text: mark === "**" ? "^" : mark });
      else if (stray !== undefined)
        throw new SyntaxError(
          `expr does not know "${all}"; it reads numbers, + - * / ^ ( ), \${holes} and ${Object.keys(functions).join(", ")}`,
        );
    }
    if (i < holes.length) list.push({ kind: "hole", node: nodeOf(holes[i] as Arg) });
  });
  return list;
}

/** A recursive-descent parser over tokens: sums of products of signs of powers, ^ binding to the right. */
function parse(list: readonly Token[]): ExprNode {
  let at = 0;
  const isMark = (...texts: string[]): boolean => {
    const token = list[at];
    return token?.kind === "mark" && texts.includes(token.text);
  };
  const mark = (): string => (list[at++] as { text: string }).text;
  const expect = (text: string): void => {
    if (!isMark(text))
      throw new SyntaxError(
        `expr wants "${text}" ${at < list.length ? `before ${show(list[at] as Token)}` : "at the end"}`,
      );
    at++;
  };

  const sum = (): ExprNode => {
    let left = product();
    while (isMark("+", "-")) left = mark() === "+" ? left.add(product()) : left.sub(product());
    return left;
  };
  const product = (): ExprNode => {
    let left = signed();
    while (isMark("*", "/")) left = mark() === "*" ? left.mul(signed()) : left.div(signed());
    return left;
  };
  const signed = (): ExprNode => {
    if (isMark("-")) {
      at++;
      return raw.neg(signed());
    }
    if (isMark("+")) {
      at++;
      return signed();
    }
    return power();
  };
  const power = (): ExprNode => {
    const base = atom();
    if (!isMark("^")) return base;
    at++;
    return base.pow(signed());
  };
  const atom = (): ExprNode => {
    const token = list[at++];
    if (token === undefined) throw new SyntaxError("expr ends where a value is wanted");
    if (token.kind === "hole") return token.node;
    if (token.kind === "number") return constant(token.value);
    if (token.kind === "name") return call(token.text);
    if (token.text !== "(") throw new SyntaxError(`expr has "${token.text}" where a value is wanted`);
    const inside = sum();
    expect(")");
    return inside;
  };
  const call = (name: string): ExprNode => {
    const f = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (f === undefined)
      throw new SyntaxError(
        `expr has no function "${name}"; it knows ${Object.keys(functions).join(", ")}. Put variables in \${…}`,
      );
    expect("(");
    const inside = sum();
    expect(")");
    return f(inside);
  };

  const whole = sum();
  if (at < list.length) throw new SyntaxError(`expr wants an operator before ${show(list[at] as Token)}`);
  return whole;
}
const show = (token: Token): string =>
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is shown to people as they typed it
  token.kind === "hole" ? "a ${…}" : token.kind === "number" ? `${token.value}` : `"${token.text}"`;

/**
 * Infix arithmetic over holes: numbers, + − * / ^ (or **), parentheses and functions of one argument.
 * The dims of the holes are tracked by the types; the kind is checked when the model runs.
 * @throws SyntaxError that says what was wanted where.
 */
export function expr<H extends readonly Arg[]>(
  text: TemplateStringsArray,
  ...holes: H
): Expr<DimsOf<H[number]>, Known> {
  return typed(parse(tokens(text, holes)));
}
