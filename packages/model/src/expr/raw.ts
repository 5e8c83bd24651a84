/** Offer the language's functions on bare records: what distributions and transforms are written in. */
import type { UnaryName } from "./elementwise.js";
import type { Axes } from "./layout.js";
import { apply, type ExprNode, nodeOf, type Operand, reduce } from "./node.js";

const one =
  (name: UnaryName) =>
  (x: Operand): ExprNode =>
    apply(name, x);

export const neg: (x: Operand) => ExprNode = one("neg");
export const abs: (x: Operand) => ExprNode = one("abs");
export const floor: (x: Operand) => ExprNode = one("floor");
export const square: (x: Operand) => ExprNode = one("square");
export const sqrt: (x: Operand) => ExprNode = one("sqrt");
export const exp: (x: Operand) => ExprNode = one("exp");
export const log: (x: Operand) => ExprNode = one("log");
export const log1p: (x: Operand) => ExprNode = one("log1p");
export const expm1: (x: Operand) => ExprNode = one("expm1");
export const sin: (x: Operand) => ExprNode = one("sin");
export const cos: (x: Operand) => ExprNode = one("cos");
export const tanh: (x: Operand) => ExprNode = one("tanh");
export const logit: (x: Operand) => ExprNode = one("logit");
export const invLogit: (x: Operand) => ExprNode = one("invLogit");
export const logInvLogit: (x: Operand) => ExprNode = one("logInvLogit");
export const log1pExp: (x: Operand) => ExprNode = one("log1pExp");
export const log1pSquare: (x: Operand) => ExprNode = one("log1pSquare");
export const log1mExp: (x: Operand) => ExprNode = one("log1mExp");
export const lgamma: (x: Operand) => ExprNode = one("lgamma");
export const stdNormalLogCdf: (x: Operand) => ExprNode = one("stdNormalLogCdf");
export const erfcx: (x: Operand) => ExprNode = one("erfcx");
export const digamma: (x: Operand) => ExprNode = one("digamma");
export const logBesselI0e: (x: Operand) => ExprNode = one("logBesselI0e");

/** A function of two operands. */
export type Two = (a: Operand, b: Operand) => ExprNode;
export const add: Two = (a, b) => apply("add", a, b);
export const sub: Two = (a, b) => apply("sub", a, b);
export const mul: Two = (a, b) => apply("mul", a, b);
export const div: Two = (a, b) => apply("div", a, b);
export const pow: Two = (a, b) => apply("pow", a, b);
export const max: Two = (a, b) => apply("max", a, b);
export const min: Two = (a, b) => apply("min", a, b);
export const gt: Two = (a, b) => apply("gt", a, b);
export const ge: Two = (a, b) => apply("ge", a, b);
export const lt: Two = (a, b) => apply("lt", a, b);
export const le: Two = (a, b) => apply("le", a, b);
export const eq: Two = (a, b) => apply("eq", a, b);
export const xlogy: Two = (a, b) => apply("xlogy", a, b);
export const xlog1py: Two = (a, b) => apply("xlog1py", a, b);
export const lbeta: Two = (a, b) => apply("lbeta", a, b);
export const logRisingRatio: Two = (x, k) => apply("logRisingRatio", x, k);
export const logMills: Two = (a, w) => apply("logMills", a, w);
export const meanExcess: Two = (a, w) => apply("meanExcess", a, w);
export const logIncGamma: Two = (a, x) => apply("logIncGamma", a, x);
export const logIncGammaUpper: Two = (a, x) => apply("logIncGammaUpper", a, x);
export const logSkewNormalCdf: Two = (z, alpha) => apply("logSkewNormalCdf", z, alpha);
export const logIncBetaAtOdds = (a: Operand, b: Operand, w: Operand): ExprNode => apply("logIncBetaAtOdds", a, b, w);
export const logVonMisesArc = (from: Operand, to: Operand, kappa: Operand): ExprNode =>
  apply("logVonMisesArc", from, to, kappa);
export const where = (condition: Operand, yes: Operand, no: Operand): ExprNode => apply("select", condition, yes, no);

export const sum = (x: Operand, over: Axes[number]): ExprNode => reduce("sum", nodeOf(x), over);
export const mean = (x: Operand, over: Axes[number]): ExprNode => sum(x, over).div(over.size);
/** The largest element along a dim; a constant as far as gradients go. */
export const maximum = (x: Operand, over: Axes[number]): ExprNode => reduce("maximum", nodeOf(x), over);
/** log Σ exp(x) along a dim, shifted by the largest element. */
export function logSumExp(x: Operand, over: Axes[number]): ExprNode {
  const top = maximum(x, over);
  return log(sum(exp(sub(x, top)), over)).add(top);
}
/** Proportions exp(x) / Σ exp(x) along a dim. */
export function softmax(x: Operand, over: Axes[number]): ExprNode {
  const weights = exp(sub(x, maximum(x, over)));
  return weights.div(sum(weights, over));
}
