/** Replace compositions that overflow or cancel by functions made for them. */
import type { BinaryName, UnaryName } from "@credence/model";
import type { GraphBuilder } from "../builder-types.js";
import type { Operations } from "../operations.js";
import type { NodeId } from "../types.js";
import { argumentsIf, binaryRule, isConstant, type Rule, unaryRule, under } from "./rule.js";

/** Sees a form in a node: what stands at z, if it has that form. */
type Form = (b: GraphBuilder, x: NodeId) => NodeId | undefined;

/** op(z). */
const of =
  (op: UnaryName): Form =>
  (b, x) =>
    under(b, x, op);

/** −form. */
const minus =
  (form: Form): Form =>
  (b, x) => {
    const inner = under(b, x, "neg");
    return inner === undefined ? undefined : form(b, inner);
  };

/** 1 + form. */
const onePlus =
  (form: Form): Form =>
  (b, x) => {
    const [u, one] = argumentsIf(b, x, "add") ?? [];
    return u !== undefined && one !== undefined && isConstant(b, one, 1) ? form(b, u) : undefined;
  };

/** 1 − form. */
const oneMinus =
  (form: Form): Form =>
  (b, x) => {
    const [one, v] = argumentsIf(b, x, "sub") ?? [];
    return one !== undefined && v !== undefined && isConstant(b, one, 1) ? form(b, v) : undefined;
  };

/** op(form) → make(z). */
const composed = (
  op: UnaryName,
  form: Form,
  name: string,
  reason: string,
  make: (ops: Operations, z: NodeId, b: GraphBuilder) => NodeId,
): Rule =>
  unaryRule(op, name, reason, (b, x) => {
    const z = form(b, x);
    return z === undefined ? undefined : make(b.ops, z, b);
  });

/** op(a, form) → make(a, z). */
const weighted = (
  op: BinaryName,
  form: Form,
  name: string,
  reason: string,
  make: (ops: Operations, a: NodeId, z: NodeId) => NodeId,
): Rule =>
  binaryRule(op, name, reason, (b, a, x) => {
    const z = form(b, x);
    return z === undefined ? undefined : make(b.ops, a, z);
  });

const TAILS = "keeps the tails, where invLogit rounds to 0 or 1";
const FINITE = "no overflow, no logarithm";
const INVERSE = "exact; where the inner function has no value, the argument passes";

export const stableRules: readonly Rule[] = [
  composed("log", of("exp"), "log(exp x) → x", FINITE, (_, x) => x),
  composed("exp", of("log"), "exp(log x) → x", INVERSE, (_, x) => x),
  composed("log", of("invLogit"), "log(invLogit y) → logInvLogit y", TAILS, (o, y) => o.logInvLogit(y)),
  composed("exp", of("logInvLogit"), "exp(logInvLogit y) → invLogit y", "one function less", (o, y) => o.invLogit(y)),
  binaryRule("sub", "1 − invLogit y → invLogit(−y)", TAILS, (b, one, x) => {
    const y = isConstant(b, one, 1) ? under(b, x, "invLogit") : undefined;
    return y === undefined ? undefined : b.ops.invLogit(b.ops.neg(y));
  }),
  composed("log1p", minus(of("invLogit")), "log1p(−invLogit y) → logInvLogit(−y)", TAILS, (o, y) =>
    o.logInvLogit(o.neg(y)),
  ),
  composed("logit", of("invLogit"), "logit(invLogit y) → y", TAILS, (_, y) => y),
  composed("invLogit", of("logit"), "invLogit(logit p) → p", INVERSE, (_, p) => p),
  composed("log1p", of("exp"), "log1p(exp x) → log1pExp x", FINITE, (o, x) => o.log1pExp(x)),
  composed("log", onePlus(of("exp")), "log(1 + exp x) → log1pExp x", FINITE, (o, x) => o.log1pExp(x)),
  composed("log1p", minus(of("exp")), "log1p(−exp x) → log1mExp x", "keeps digits near 0", (o, x) => o.log1mExp(x)),
  composed("log", oneMinus(of("exp")), "log(1 − exp x) → log1mExp x", "keeps digits near 0", (o, x) => o.log1mExp(x)),
  composed("log", of("sqrt"), "log(√x) → log x / 2", "one root less", (o, x, b) => o.mul(b.constant(0.5), o.log(x))),
  composed("log", of("square"), "log(x²) → 2 log |x|", "the square may overflow", (o, x, b) =>
    o.mul(b.constant(2), o.log(o.abs(x))),
  ),
  composed("sqrt", of("square"), "√(x²) → |x|", "the square may overflow", (o, x) => o.abs(x)),
  composed("square", of("sqrt"), "(√x)² → x", INVERSE, (_, x) => x),
  weighted("xlogy", of("invLogit"), "xlogy(a, invLogit y) → a · logInvLogit y", TAILS, (o, a, y) =>
    o.mul(a, o.logInvLogit(y)),
  ),
  weighted("xlogy", of("exp"), "xlogy(a, exp x) → a · x", FINITE, (o, a, x) => o.mul(a, x)),
  weighted("xlog1py", minus(of("invLogit")), "xlog1py(a, −invLogit y) → a · logInvLogit(−y)", TAILS, (o, a, y) =>
    o.mul(a, o.logInvLogit(o.neg(y))),
  ),
  weighted("xlog1py", of("exp"), "xlog1py(a, exp x) → a · log1pExp x", FINITE, (o, a, x) => o.mul(a, o.log1pExp(x))),
];
