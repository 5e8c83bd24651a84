/** Build values of the loop IR: arithmetic, comparisons, selection, memory and calls, as plain trees. */
import type { Callable, Expr, LoopOperation, LoopType } from "./types.js";

/** A value of a type, or a number that becomes a constant of it. */
export type Value<T extends LoopType> = Expr<T> | number;
type Num = "f64" | "i32";

const node = <T extends LoopType>(type: T, op: LoopOperation, ...args: readonly Expr[]): Expr<T> => ({
  type,
  op,
  args,
});

/** A constant double. */
export const f64 = (value: number): Expr<"f64"> => ({ type: "f64", op: "const", args: [], value });
/** A constant integer. */
export const i32 = (value: number): Expr<"i32"> => ({ type: "i32", op: "const", args: [], value });

const constant = <T extends LoopType>(type: T, value: Value<T>): Expr<T> => {
  if (typeof value !== "number") return value;
  if (type === "i32" && (value | 0) !== value) throw new RangeError(`${value} is not a 32-bit integer`);
  return { type, op: "const", args: [], value };
};

/** The values of a call's or an operation's arguments. */
export const asValues = (types: readonly LoopType[], args: readonly Value<LoopType>[]): Expr[] =>
  args.map((arg, i) => {
    const type = types[i] as LoopType;
    const value = constant(type, arg);
    if (value.type !== type) throw new TypeError(`expected a value of type ${type}, but got one of type ${value.type}`);
    return value;
  });

/** The type of two operands, of which one may be a number; two numbers are doubles. */
const common = (a: Value<Num>, b: Value<Num>): Num =>
  typeof a !== "number" ? a.type : typeof b !== "number" ? b.type : "f64";

/** Arithmetic on two doubles or two integers. */
export type Arithmetic = {
  (a: Expr<"f64">, b: Value<"f64">): Expr<"f64">;
  (a: number, b: Expr<"f64">): Expr<"f64">;
  (a: Expr<"i32">, b: Value<"i32">): Expr<"i32">;
  (a: number, b: Expr<"i32">): Expr<"i32">;
};

const arithmetic = (op: LoopOperation): Arithmetic =>
  ((a: Value<Num>, b: Value<Num>) => {
    const type = common(a, b);
    return node(type, op, ...asValues([type, type], [a, b]));
  }) as Arithmetic;

export const add: Arithmetic = arithmetic("add");
export const sub: Arithmetic = arithmetic("sub");
export const mul: Arithmetic = arithmetic("mul");

/** A function of a double. */
export type Unary = (x: Value<"f64">) => Expr<"f64">;
/** A function of two doubles. */
export type Binary = (a: Value<"f64">, b: Value<"f64">) => Expr<"f64">;
const unary =
  (op: LoopOperation): Unary =>
  (x) =>
    node("f64", op, constant("f64", x));
const binary =
  (op: LoopOperation): Binary =>
  (a, b) =>
    node("f64", op, constant("f64", a), constant("f64", b));

export const div: Binary = binary("div");
export const neg: Unary = unary("neg");
export const abs: Unary = unary("abs");
export const sqrt: Unary = unary("sqrt");
export const floor: Unary = unary("floor");
export const ceil: Unary = unary("ceil");
/** Towards zero. */
export const trunc: Unary = unary("trunc");
/** To the nearest integer, halves to the even one. */
export const nearest: Unary = unary("nearest");
/** `a < b ? a : b`: the second where they are equal or either is NaN. */
export const min: Binary = binary("min");
/** `a > b ? a : b`: the second where they are equal or either is NaN. */
export const max: Binary = binary("max");
/** The size of the first with the sign of the second. */
export const copysign: Binary = binary("copysign");

/** 2^k for an integer k in −1022 … 1023. */
export const powerOfTwo: Unary = unary("powerOfTwo");
/** e of x = m·2^e with m in [√½, √2), for a positive normal x; anything for another x. */
export const centredExponent: Unary = unary("centredExponent");
/** m of x = m·2^e with m in [√½, √2), for a positive normal x; anything for another x. */
export const centredMantissa: Unary = unary("centredMantissa");
/** x with the lower 32 bits of its mantissa cleared. */
export const truncateLow: Unary = unary("truncateLow");

/** Comparison of two doubles or two (signed) integers. */
export type Comparison = (a: Value<"f64"> | Value<"i32">, b: Value<"f64"> | Value<"i32">) => Expr<"bool">;
const comparison =
  (op: LoopOperation): Comparison =>
  (a, b) => {
    const type = common(a, b);
    return node("bool", op, ...asValues([type, type], [a, b]));
  };

export const lt: Comparison = comparison("lt");
export const le: Comparison = comparison("le");
export const gt: Comparison = comparison("gt");
export const ge: Comparison = comparison("ge");
export const eq: Comparison = comparison("eq");
export const ne: Comparison = comparison("ne");

/** Bits of two integers, or two truths. */
export type Logic = {
  (a: Expr<"bool">, b: Expr<"bool">): Expr<"bool">;
  (a: Expr<"i32">, b: Value<"i32">): Expr<"i32">;
};
const logic = (op: LoopOperation): Logic =>
  ((a: Expr<"bool" | "i32">, b: Value<"bool" | "i32">) => node(a.type, op, a, ...asValues([a.type], [b]))) as Logic;

export const and: Logic = logic("and");
export const or: Logic = logic("or");
export const xor: Logic = logic("xor");
export const not = (a: Expr<"bool">): Expr<"bool"> => node("bool", "not", a);

/** A function of two integers. */
export type Integers = (a: Value<"i32">, b: Value<"i32">) => Expr<"i32">;
const integers =
  (op: LoopOperation): Integers =>
  (a, b) =>
    node("i32", op, constant("i32", a), constant("i32", b));

export const shl: Integers = integers("shl");
/** Shift right, copies of the sign come in. */
export const shr: Integers = integers("shr");
/** Shift right, zeros come in. */
export const ushr: Integers = integers("ushr");

/** The first value where the condition holds, else the second; both are computed. */
export const select = <T extends LoopType>(
  condition: Expr<"bool">,
  yes: Expr<T> | number,
  no: Expr<T> | number,
): Expr<T> => {
  const type = (typeof yes !== "number" ? yes.type : typeof no !== "number" ? no.type : "f64") as T;
  return node(type, "select", condition, ...asValues([type, type], [yes, no]));
};

export const toF64 = (a: Value<"i32">): Expr<"f64"> => node("f64", "toF64", constant("i32", a));
/** The double of the integer's 32 bits read as an unsigned number. */
export const toF64Unsigned = (a: Value<"i32">): Expr<"f64"> => node("f64", "toF64Unsigned", constant("i32", a));
/** The integer part of a double inside the range of integers. */
export const toI32 = (x: Value<"f64">): Expr<"i32"> => node("i32", "toI32", constant("f64", x));

/** The double with this number in memory, counted from its beginning. */
export const load = (at: Value<"i32">): Expr<"f64"> => node("f64", "load", constant("i32", at));
/** The 32-bit word with this number in memory, counted from its beginning. */
export const loadI32 = (at: Value<"i32">): Expr<"i32"> => node("i32", "load", constant("i32", at));

/** The value of a function; where it has none, what a `do` takes. */
export const call = <T extends LoopType = "f64">(callee: Callable, ...args: readonly Value<LoopType>[]): Expr<T> => {
  const types = callee.parameters.map(({ type }) => type);
  if (types.length !== args.length) {
    throw new TypeError(`${callee.name} takes ${types.length} arguments, but got ${args.length}`);
  }
  return { type: (callee.result ?? "i32") as T, op: "call", args: asValues(types, args), callee };
};

/** Σ coefficients[i]·x^i by Horner's rule. */
export const horner = (x: Expr<"f64">, coefficients: readonly number[]): Expr<"f64"> =>
  coefficients.slice(0, -1).reduceRight((sum, c) => add(mul(sum, x), c), f64(coefficients.at(-1) as number));
