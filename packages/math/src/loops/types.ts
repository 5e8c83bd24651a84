/** State the loop IR: arithmetic over one memory as plain data, which WebAssembly and JavaScript run with the same bits. */

/** A double, a 32-bit integer, or the outcome of a comparison. */
export type LoopType = "f64" | "i32" | "bool";

/** What a value may be computed by. Doubles and integers share names where the meaning is the same. */
export type LoopOperation =
  | "const"
  | "local"
  | "call"
  | "load"
  | "select"
  | ("add" | "sub" | "mul" | "div" | "neg" | "abs" | "sqrt" | "floor" | "ceil" | "trunc" | "nearest")
  | ("min" | "max" | "copysign")
  | ("lt" | "le" | "gt" | "ge" | "eq" | "ne")
  | ("and" | "or" | "xor" | "shl" | "shr" | "ushr" | "not")
  | ("toF64" | "toF64Unsigned" | "toI32")
  | ("powerOfTwo" | "centredExponent" | "centredMantissa" | "truncateLow");

/** A value: an immutable tree. A tree that stands in two places is computed twice; share it through a local. */
export interface Expr<T extends LoopType = LoopType> {
  readonly type: T;
  readonly op: LoopOperation;
  readonly args: readonly Expr[];
  /** Of a constant. */
  readonly value?: number;
  /** Of a local. */
  readonly name?: string;
  /** Of a call. */
  readonly callee?: Callable;
}

/** A function's parameter. */
export interface LoopParameter {
  readonly name: string;
  readonly type: LoopType;
}

/** A function of the IR. */
export interface LoopFunction {
  readonly kind: "function";
  readonly name: string;
  readonly parameters: readonly LoopParameter[];
  /** Undefined where nothing is returned. */
  readonly result: LoopType | undefined;
  readonly body: readonly Statement[];
}

/** A JavaScript function that the host passes in by name. */
export interface LoopImport {
  readonly kind: "import";
  readonly name: string;
  readonly parameters: readonly LoopParameter[];
  readonly result: LoopType | undefined;
}

export type Callable = LoopFunction | LoopImport;

/** How the elements of a vector loop become one number. */
export type Accumulation = "sum" | "largest" | "smallest";

/** An accumulator of a vector loop: a local that holds the result after it. */
export interface Accumulator {
  readonly name: string;
  readonly how: Accumulation;
}

/** A loop over integers `index` from `from` up to but not including `to`. */
export interface CountedLoop {
  readonly op: "loop";
  readonly index: string;
  readonly from: Expr<"i32">;
  readonly to: Expr<"i32">;
  readonly step: number;
  readonly body: readonly Statement[];
}

/**
 * A loop whose iterations do not depend on each other, `width` of them at a time. Element i, counted from `from`, belongs
 * to lane i modulo `width`; the lanes of an accumulator are joined as `l0 + l1`, of four as `(l0 + l2) + (l1 + l3)`.
 */
export interface LanesLoop {
  readonly op: "lanes";
  readonly index: string;
  readonly from: Expr<"i32">;
  readonly to: Expr<"i32">;
  readonly width: 2 | 4;
  /** Promises that `to - from` is a multiple of `width`, so that no tail is needed. */
  readonly whole: boolean;
  readonly accumulators: readonly Accumulator[];
  readonly body: readonly Statement[];
}

export type Statement =
  | { readonly op: "set"; readonly name: string; readonly value: Expr }
  /** Memory, counted in doubles for doubles and in 32-bit words for integers; `add` adds to what stands there. */
  | { readonly op: "store"; readonly at: Expr<"i32">; readonly value: Expr; readonly add: boolean }
  /** Takes an element into an accumulator of the vector loop around it. */
  | { readonly op: "take"; readonly name: string; readonly how: Accumulation; readonly value: Expr<"f64"> }
  | {
      readonly op: "if";
      readonly condition: Expr<"bool">;
      readonly yes: readonly Statement[];
      readonly no: readonly Statement[];
      /** Promises that what follows gives the same where the condition holds: lanes just go on. */
      readonly shortcut?: boolean;
    }
  | { readonly op: "while"; readonly condition: Expr<"bool">; readonly body: readonly Statement[] }
  | CountedLoop
  | LanesLoop
  | { readonly op: "do"; readonly call: Expr }
  | { readonly op: "return"; readonly value?: Expr };

/** Functions that a host may call; what they call comes along. */
export interface LoopModule {
  readonly exports: readonly LoopFunction[];
  /** Whether functions of numbers are written where WebAssembly calls them for one number: quicker, but larger. */
  readonly copies?: boolean;
}
