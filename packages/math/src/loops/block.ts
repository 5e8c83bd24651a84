/** Build functions of the loop IR statement by statement. */
import type {
  Accumulation,
  Accumulator,
  Expr,
  LoopFunction,
  LoopImport,
  LoopParameter,
  LoopType,
  Statement,
} from "./types.js";
import { asValues, type Value } from "./values.js";

/** Where a counted loop runs; from 0 in steps of 1 when left out. */
export interface Bounds {
  readonly from?: Value<"i32">;
  readonly to: Value<"i32">;
  readonly step?: number;
}

/** Where a vector loop runs, how many doubles at a time (4), and whether their number is a multiple of that. */
export interface LaneBounds {
  readonly from?: Value<"i32">;
  readonly to: Value<"i32">;
  readonly width?: 2 | 4;
  readonly whole?: boolean;
}

/** Names that no other local of the function has. */
interface Names {
  next(prefix: string): string;
}

const names = (taken: ReadonlySet<string>): Names => {
  let count = 0;
  const next = (prefix: string): string => {
    const name = `${prefix}${count++}`;
    return taken.has(name) ? next(prefix) : name;
  };
  return { next };
};

const local = <T extends LoopType>(type: T, name: string): Expr<T> => ({ type, op: "local", args: [], name });
const integer = (value: Value<"i32">): Expr<"i32"> => asValues(["i32"], [value])[0] as Expr<"i32">;

/** Statements as they are written, one after the other. */
export class Block {
  readonly statements: Statement[] = [];
  readonly #names: Names;
  readonly #accumulators: Accumulator[] | undefined;

  /** @internal */
  constructor(own: Names, accumulators?: Accumulator[]) {
    this.#names = own;
    this.#accumulators = accumulators;
  }

  #inner(write: (block: Block) => void, accumulators: Accumulator[] | undefined = this.#accumulators): Statement[] {
    const block = new Block(this.#names, accumulators);
    write(block);
    return block.statements;
  }

  /** A local that holds the value; constants and locals stay what they are. */
  let<T extends LoopType>(value: Expr<T>): Expr<T> {
    return value.op === "const" ? value : this.variable(value);
  }

  /** A local that can be set again. */
  variable<T extends LoopType>(initial: Expr<T>): Expr<T> {
    const name = this.#names.next("v");
    this.statements.push({ op: "set", name, value: initial });
    return local(initial.type, name);
  }

  /** Gives a variable another value. */
  set<T extends LoopType>(variable: Expr<T>, value: Value<T>): void {
    this.statements.push({
      op: "set",
      name: variable.name as string,
      value: asValues([variable.type], [value])[0] as Expr,
    });
  }

  /** Writes a double at a number of a double. */
  store(at: Value<"i32">, value: Value<"f64">): void {
    this.statements.push({ op: "store", at: integer(at), value: asValues(["f64"], [value])[0] as Expr, add: false });
  }

  /** Writes an integer at a number of a 32-bit word. */
  storeI32(at: Value<"i32">, value: Value<"i32">): void {
    this.statements.push({ op: "store", at: integer(at), value: integer(value), add: false });
  }

  /** Adds to the double that stands there; lanes one after the other where their places may be the same. */
  accumulate(at: Value<"i32">, value: Expr<"f64">): void {
    this.statements.push({ op: "store", at: integer(at), value, add: true });
  }

  if(condition: Expr<"bool">, then: (block: Block) => void, otherwise?: (block: Block) => void): void {
    this.statements.push({
      op: "if",
      condition,
      yes: this.#inner(then),
      no: otherwise ? this.#inner(otherwise) : [],
    });
  }

  /** A quicker way to what follows gives as well: single numbers take it, lanes do not branch. */
  shortcut(condition: Expr<"bool">, then: (block: Block) => void): void {
    this.statements.push({ op: "if", condition, yes: this.#inner(then), no: [], shortcut: true });
  }

  while(condition: Expr<"bool">, body: (block: Block) => void): void {
    this.statements.push({ op: "while", condition, body: this.#inner(body) });
  }

  /** A counted loop. */
  loop({ from = 0, to, step = 1 }: Bounds, body: (block: Block, index: Expr<"i32">) => void): void {
    const index = this.#names.next("i");
    const statements = this.#inner((block) => body(block, local("i32", index)));
    this.statements.push({ op: "loop", index, from: integer(from), to: integer(to), step, body: statements });
  }

  /**
   * A loop whose iterations do not depend on each other, several at a time; what `body` returns comes out, so that
   * accumulators can.
   */
  lanes<R>({ from = 0, to, width = 4, whole = false }: LaneBounds, body: (block: Block, index: Expr<"i32">) => R): R {
    const index = this.#names.next("i");
    const accumulators: Accumulator[] = [];
    let result: R | undefined;
    const statements = this.#inner((block) => {
      result = body(block, local("i32", index));
    }, accumulators);
    this.statements.push({
      op: "lanes",
      index,
      from: integer(from),
      to: integer(to),
      width,
      whole,
      accumulators,
      body: statements,
    });
    return result as R;
  }

  #take(how: Accumulation, value: Value<"f64">): Expr<"f64"> {
    if (!this.#accumulators) throw new Error(`${how}: only the body of a vector loop has accumulators`);
    const name = this.#names.next("s");
    this.#accumulators.push({ name, how });
    this.statements.push({ op: "take", name, how, value: asValues(["f64"], [value])[0] as Expr<"f64"> });
    return local("f64", name);
  }

  /** The sum of a value over the vector loop around it, to be used after the loop. */
  sum(value: Value<"f64">): Expr<"f64"> {
    return this.#take("sum", value);
  }

  /** The largest value over the vector loop around it, −Infinity where it never ran. */
  largest(value: Value<"f64">): Expr<"f64"> {
    return this.#take("largest", value);
  }

  /** The smallest value over the vector loop around it, Infinity where it never ran. */
  smallest(value: Value<"f64">): Expr<"f64"> {
    return this.#take("smallest", value);
  }

  /** Calls a function for what it does. */
  do(call: Expr): void {
    this.statements.push({ op: "do", call });
  }

  /** Ends the function. */
  return(value?: Value<LoopType>): void {
    const result = typeof value === "number" ? (asValues(["f64"], [value])[0] as Expr) : value;
    this.statements.push(result === undefined ? { op: "return" } : { op: "return", value: result });
  }
}

/** Parameters by name as types, e.g. `{ x: "f64" }`. */
export type Signature = Readonly<Record<string, LoopType>>;

const parametersOf = (signature: Signature): LoopParameter[] =>
  Object.entries(signature).map(([name, type]) => ({ name, type }));

/**
 * A function: `body` writes its statements and is given the parameters as values. A function that returns something does
 * so on every path.
 */
export function define<const S extends Signature>(
  name: string,
  signature: S,
  result: LoopType | undefined,
  body: (block: Block, parameters: { readonly [K in keyof S]: Expr<S[K]> }) => void,
): LoopFunction {
  const parameters = parametersOf(signature);
  const block = new Block(names(new Set(Object.keys(signature))));
  const values = Object.fromEntries(parameters.map(({ name: each, type }) => [each, local(type, each)]));
  body(block, values as { readonly [K in keyof S]: Expr<S[K]> });
  return { kind: "function", name, parameters, result, body: block.statements };
}

/** A function of the host's, passed in under this name: of so many doubles to a double, or of parameters of these types. */
export function imported(
  name: string,
  parameters: number | readonly LoopType[],
  result: LoopType | undefined = "f64",
): LoopImport {
  const types = typeof parameters === "number" ? new Array<LoopType>(parameters).fill("f64") : parameters;
  return { kind: "import", name, parameters: types.map((type, i) => ({ name: `x${i}`, type })), result };
}
