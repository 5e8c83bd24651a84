/** Write values and statements of the loop IR for one number at a time. */
import { doubleBytes, unsigned, WASM } from "../encode.js";
import { CODE, scalarF64, scalarI32 } from "../opcodes.js";
import type {
  Accumulation,
  Callable,
  CountedLoop,
  Expr,
  LanesLoop,
  LoopFunction,
  LoopType,
  Statement,
} from "../types.js";
import { terms } from "../walk.js";
import type { Writer } from "./writer.js";

/** What a function's code needs from the module around it. */
export interface Functions {
  /** Index of a function. */
  index(callee: Callable): number;
  /** Index of its form for two lanes. */
  lanesIndex(callee: Callable): number;
  /** Whether a function is written where it is called for one number, rather than called. */
  isCopied(callee: Callable): boolean;
}

/** Writes the instruction that reads a local. */
export type Read = (local: Expr) => void;

/** Writes a value. */
export function writeValue(w: Writer, value: Expr, read: Read, functions: Functions): void {
  const write = (part: Expr): void => writeValue(w, part, read, functions);
  const [a, b, c] = value.args as [Expr, Expr, Expr];
  switch (value.op) {
    case "const":
      if (value.type === "f64") w.put(CODE.f64, ...doubleBytes(value.value as number));
      else w.integer(value.value as number);
      return;
    case "local":
      read(value);
      return;
    case "load": {
      const bytes = value.type === "f64" ? 3 : 2;
      const offset = writeAddress(w, a, bytes, write);
      w.access([bytes === 3 ? CODE.loadF64 : CODE.loadI32], bytes, offset);
      return;
    }
    case "call":
      value.args.forEach(write);
      if (functions.isCopied(value.callee as Callable)) writeCopy(w, value.callee as LoopFunction, functions);
      else w.put(CODE.call, ...unsigned(functions.index(value.callee as Callable)));
      return;
    case "select":
      for (const part of [b, c, a]) write(part);
      w.put(CODE.select);
      return;
    case "min":
    case "max":
      writeExtreme(
        w,
        value.op === "min",
        () => write(a),
        () => write(b),
      );
      return;
    default:
      value.args.forEach(write);
      w.put(...((a.type === "f64" ? scalarF64 : scalarI32)[value.op] as readonly number[]));
  }
}

/** `a < b ? a : b`, or with `>`. */
function writeExtreme(w: Writer, smaller: boolean, first: () => void, second: () => void): void {
  const [a, b] = [w.local("f64"), w.local("f64")];
  first();
  w.set(a);
  second();
  w.set(b);
  for (const local of [a, b, a, b]) w.get(local);
  w.put(...((smaller ? scalarF64.lt : scalarF64.gt) as readonly number[]), CODE.select);
}

/** Writes the variable part of an address in bytes and returns the constant part. */
export function writeAddress(w: Writer, at: Expr, bytes: number, write: (value: Expr) => void): number {
  const { constant, others } = terms(at);
  const inside = constant >= 0;
  if (others.length === 0 && inside) {
    w.integer(0);
    return constant << bytes;
  }
  others.forEach((term, i) => {
    write(term);
    if (i > 0) w.put(CODE.addI32);
  });
  if (!inside) {
    w.integer(constant);
    if (others.length > 0) w.put(CODE.addI32);
  }
  w.integer(bytes);
  w.put(CODE.shl);
  return inside ? constant << bytes : 0;
}

/** Writes a function of one number in place of a call, its arguments on the stack. */
function writeCopy(w: Writer, fn: LoopFunction, functions: Functions): void {
  const locals = new Map<string, number>();
  const local = (name: string, type: LoopType): number => {
    const found = locals.get(name) ?? w.local(type === "f64" ? "f64" : "i32");
    locals.set(name, found);
    return found;
  };
  for (const { name, type } of [...fn.parameters].reverse()) w.set(local(name, type));
  const out = w.open(CODE.block, WASM.f64);
  const none = (): never => {
    throw new Error(`${fn.name} holds a vector loop, and is no function of numbers`);
  };
  writeStatements(w, fn.body, { functions, local, lanes: none, take: none, finish: () => w.branch(out) });
  w.put(CODE.unreachable);
  w.close();
}

/** Where statements for one number find their locals, and what is theirs to do with vector loops. */
export interface ScalarScope {
  readonly functions: Functions;
  /** The local of a name, made when it is first seen. */
  local(name: string, type: LoopType): number;
  lanes(loop: LanesLoop): void;
  take(name: string, how: Accumulation, value: () => void): void;
  /** Ends the function whose value, if any, stands on the stack. */
  finish(): void;
}

/** Writes statements. */
export function writeStatements(w: Writer, statements: readonly Statement[], scope: ScalarScope): void {
  for (const statement of statements) writeStatement(w, statement, scope);
}

function writeStatement(w: Writer, statement: Statement, scope: ScalarScope): void {
  const read: Read = ({ name, type }) => w.get(scope.local(name as string, type));
  const write = (value: Expr): void => writeValue(w, value, read, scope.functions);
  switch (statement.op) {
    case "set":
      write(statement.value);
      w.set(scope.local(statement.name, statement.value.type));
      return;
    case "store":
      writeStore(w, statement, write);
      return;
    case "take":
      scope.take(statement.name, statement.how, () => write(statement.value));
      return;
    case "if":
      write(statement.condition);
      w.open(CODE.if);
      writeStatements(w, statement.yes, scope);
      if (statement.no.length > 0) {
        w.put(CODE.else);
        writeStatements(w, statement.no, scope);
      }
      w.close();
      return;
    case "while": {
      const end = w.open(CODE.block);
      const again = w.open(CODE.loop);
      write(statement.condition);
      w.put(...(scalarI32.not as readonly number[]));
      w.branch(end, CODE.brIf);
      writeStatements(w, statement.body, scope);
      w.branch(again);
      w.close();
      w.close();
      return;
    }
    case "loop":
      writeLoop(w, statement, scope.local(statement.index, "i32"), write, () =>
        writeStatements(w, statement.body, scope),
      );
      return;
    case "lanes":
      scope.lanes(statement);
      return;
    case "do":
      write(statement.call);
      if (statement.call.callee?.result) w.put(CODE.drop);
      return;
    case "return":
      if (statement.value) write(statement.value);
      scope.finish();
      return;
  }
}

/** Writes a counted loop around `body`, its index in the local `index`. */
export function writeLoop(
  w: Writer,
  { from, to, step }: CountedLoop,
  index: number,
  write: (value: Expr) => void,
  body: () => void,
): void {
  const end = to.op === "const" ? undefined : w.local("i32");
  write(from);
  w.set(index);
  if (end !== undefined) {
    write(to);
    w.set(end);
  }
  const limit = (): void => (end === undefined ? write(to) : w.get(end));
  const out = w.open(CODE.block);
  w.get(index);
  limit();
  w.put(CODE.geS);
  w.branch(out, CODE.brIf);
  const again = w.open(CODE.loop);
  body();
  w.get(index);
  w.integer(step);
  w.put(CODE.addI32);
  w.tee(index);
  limit();
  w.put(CODE.ltS);
  w.branch(again, CODE.brIf);
  w.close();
  w.close();
}

/** Writes to memory, or adds to what stands there. */
export function writeStore(
  w: Writer,
  { at, value, add }: Extract<Statement, { op: "store" }>,
  write: (value: Expr) => void,
): void {
  const bytes = value.type === "f64" ? 3 : 2;
  const offset = writeAddress(w, at, bytes, write);
  if (add) {
    writeAddress(w, at, bytes, write);
    w.access([CODE.loadF64], bytes, offset);
  }
  write(value);
  if (add) w.put(...(scalarF64.add as readonly number[]));
  w.access([bytes === 3 ? CODE.storeF64 : CODE.storeI32], bytes, offset);
}
