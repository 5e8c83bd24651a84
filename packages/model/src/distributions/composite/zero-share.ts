/** Tell how a family says how likely zero is: by the probability of zero itself, or by that of its base. */
import { log, log1p } from "@credence/math";
import type { ExprNode } from "../../expr/node.js";
import { gt, log1p as log1pOf, log as logOf, lt, neg, sub, where } from "../../expr/raw.js";

/** Probability of zero and of the base, each with its log, none of them by way of another that has lost its digits. */
export interface ZeroShare {
  readonly parameter: string;
  zero(p: ExprNode): ExprNode;
  base(p: ExprNode): ExprNode;
  logZero(p: ExprNode): ExprNode;
  logBase(p: ExprNode): ExprNode;
  /** The same for numbers. */
  numbers(p: number): {
    readonly zero: number;
    readonly base: number;
    readonly logZero: number;
    readonly logBase: number;
  };
}

/** The parameter is the probability of zero: what users write. */
export const byZero: ZeroShare = {
  parameter: "pZero",
  zero: (p) => p,
  base: (p) => sub(1, p),
  logZero: logOf,
  logBase: (p) => log1pOf(neg(p)),
  numbers: (p) => ({ zero: p, base: 1 - p, logZero: log(p), logBase: log1p(-p) }),
};

/** The parameter is the probability of the base, as in PyMC. Its slope at the ends 0 and 1, if asked for, is that of the other branch. */
export const byBase: ZeroShare = {
  parameter: "psi",
  zero: (p) => sub(1, p),
  base: (p) => p,
  logZero: (p) => where(lt(p, 1), log1pOf(neg(where(lt(p, 1), p, 0))), -Infinity),
  logBase: (p) => where(gt(p, 0), logOf(where(gt(p, 0), p, 1)), -Infinity),
  numbers: (p) => ({ zero: 1 - p, base: p, logZero: log1p(-p), logBase: log(p) }),
};
