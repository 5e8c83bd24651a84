/** Drop operations that change nothing, and write signs and products in one way. */
import {
  argumentsIf,
  binaryRule,
  constantAt,
  isConstant,
  isShared,
  type Rule,
  rule,
  unaryRule,
  under,
} from "./rule.js";

/** Smallest normal number: below it, and above its inverse, products of constants lose digits. */
const TINY = 2 ** -1022;

/** Whether a constant made from constants keeps all its digits. */
const isSafe = (value: number): boolean => Math.abs(value) >= TINY && Math.abs(value) <= 1 / TINY;

/** Not among these: x − x → 0, x / x → 1 and 0 · x → 0, which are wrong where x is infinite or NaN. */
export const neutralRules: readonly Rule[] = [
  binaryRule("add", "x + 0 → x", "exact, but for the sign of zero", (b, x, y) => (isConstant(b, y, 0) ? x : undefined)),
  binaryRule("sub", "x − 0 → x", "exact", (b, x, y) => (isConstant(b, y, 0) ? x : undefined)),
  binaryRule("sub", "0 − x → −x", "exact, but for the sign of zero", (b, x, y) =>
    isConstant(b, x, 0) ? b.ops.neg(y) : undefined,
  ),
  binaryRule("mul", "x · 1 → x", "exact", (b, x, y) => (isConstant(b, y, 1) ? x : undefined)),
  binaryRule("mul", "x · −1 → −x", "exact and cheaper", (b, x, y) => (isConstant(b, y, -1) ? b.ops.neg(x) : undefined)),
  binaryRule("mul", "x · x → x²", "exact and cheaper", (b, x, y) => (x === y ? b.ops.square(x) : undefined)),
  binaryRule(
    "div",
    "x / d → x · (1 / d), d known",
    "products are cheaper; only where 1 / d keeps all digits",
    (b, x, y) =>
      b.known(y)?.every((d) => isSafe(d) && isSafe(1 / d)) ? b.ops.mul(x, b.ops.div(b.constant(1), y)) : undefined,
  ),
  binaryRule(
    "mul",
    "(x · c) · d → x · (c · d), constants",
    "one product less; only where c · d keeps all digits",
    (b, x, y) => {
      const [z, factor] = argumentsIf(b, x, "mul") ?? [];
      const [c, d] = [factor === undefined ? undefined : constantAt(b, factor), constantAt(b, y)];
      if (z === undefined || c === undefined || d === undefined) return undefined;
      return isSafe(c * d) ? b.ops.mul(z, b.constant(c * d)) : undefined;
    },
  ),
  rule(
    ["mul"],
    "(x · s) · t → x · (s · t), s and t shared by all elements",
    "one pass less; s · t must not overflow",
    (b, { args, length }) => {
      for (const [t, product] of [args, [args[1], args[0]] as const]) {
        if (!isShared(b, t, length)) continue;
        const [u, v] = argumentsIf(b, product, "mul") ?? [];
        if (u === undefined || v === undefined) return undefined;
        if (isShared(b, v, length)) return b.ops.mul(u, b.ops.mul(v, t));
        if (isShared(b, u, length)) return b.ops.mul(v, b.ops.mul(u, t));
      }
      return undefined;
    },
  ),

  unaryRule("neg", "−(−x) → x", "exact", (b, x) => under(b, x, "neg")),
  unaryRule("neg", "−(x − y) → y − x", "exact, but for the sign of zero", (b, x) => {
    const [u, v] = argumentsIf(b, x, "sub") ?? [];
    return u === undefined || v === undefined ? undefined : b.ops.sub(v, u);
  }),
  unaryRule("neg", "−(x · c) → x · −c", "exact; c is constant or shared by all elements", (b, x) => {
    const [u, v] = argumentsIf(b, x, "mul") ?? [];
    if (u === undefined || v === undefined) return undefined;
    const { length } = b.node(x);
    if (constantAt(b, v) !== undefined || isShared(b, v, length)) return b.ops.mul(u, b.ops.neg(v));
    return isShared(b, u, length) ? b.ops.mul(v, b.ops.neg(u)) : undefined;
  }),
  binaryRule("add", "x + −y → x − y", "exact and cheaper", (b, x, y) => {
    const [u, v] = [under(b, x, "neg"), under(b, y, "neg")];
    if (v !== undefined) return b.ops.sub(x, v);
    return u === undefined ? undefined : b.ops.sub(y, u);
  }),
  binaryRule("sub", "x − −y → x + y", "exact and cheaper", (b, x, y) => {
    const v = under(b, y, "neg");
    return v === undefined ? undefined : b.ops.add(x, v);
  }),
  rule(["mul"], "−x · y → −(x · y)", "exact; the sign may then cancel another", (b, { args: [x, y], length }) => {
    const [u, v] = [under(b, x, "neg"), under(b, y, "neg")];
    if (u !== undefined && !isShared(b, u, length)) return b.ops.neg(b.ops.mul(u, y));
    return v !== undefined && !isShared(b, v, length) ? b.ops.neg(b.ops.mul(x, v)) : undefined;
  }),
  rule(["div"], "−x / y → −(x / y)", "exact; the sign may then cancel another", (b, { args: [x, y], length }) => {
    const u = under(b, x, "neg");
    return u !== undefined && !isShared(b, u, length) ? b.ops.neg(b.ops.div(u, y)) : undefined;
  }),
  unaryRule("square", "(−x)² → x²", "exact and cheaper", (b, x) => {
    const u = under(b, x, "neg") ?? under(b, x, "abs");
    return u === undefined ? undefined : b.ops.square(u);
  }),

  binaryRule("pow", "x⁰ → 1, x¹ → x, x² → x · x, x⁻¹ → 1 / x", "cheaper, and correctly rounded", (b, x, y) => {
    switch (constantAt(b, y)) {
      case 0:
        return b.constant(1);
      case 1:
        return x;
      case 2:
        return b.ops.square(x);
      case -1:
        return b.ops.div(b.constant(1), x);
      default:
        return undefined;
    }
  }),
  rule(
    ["select"],
    "a choice that is known → what is chosen",
    "exact; the other branch is not computed",
    (b, { args }) => {
      const [condition, yes, no] = args;
      if (yes === no) return yes;
      const known = b.known(condition);
      if (known?.every((truth) => truth !== 0)) return yes;
      return known?.every((truth) => truth === 0) ? no : undefined;
    },
  ),
];
