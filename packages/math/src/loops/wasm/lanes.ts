/** Write values and statements of the loop IR for two lanes at a time: in the body of a vector loop, or a whole function. */
// One file, since values hold calls, calls the statements of functions, and statements values.
import { doubleBytes, unsigned } from "../encode.js";
import { CODE, lanesF64, VECTOR, vectorConstant } from "../opcodes.js";
import type { Expr, LoopFunction, LoopType, Statement } from "../types.js";
import { dependsOn, isStraight, localsOf, some, terms, varyingLocals, withoutShortcuts } from "../walk.js";
import type { LaneScope } from "./lane-scope.js";
import { type Functions, writeAddress, writeLoop, writeStore, writeValue } from "./scalar.js";
import type { Writer } from "./writer.js";

/** The body of a vector loop, or a function, for pairs of lanes. */
export class Lanes {
  readonly #w: Writer;
  readonly #scope: LaneScope;
  /** WebAssembly's locals of a name: one a pair for doubles and truths, one a lane for integers, a single one where lanes agree. */
  readonly #locals = new Map<string, number[]>();

  constructor(writer: Writer, scope: LaneScope) {
    this.#w = writer;
    this.#scope = scope;
  }

  /** Makes a vector local that stands for a name. */
  bind(name: string, local: number): void {
    this.#locals.set(name, [local]);
  }

  #local(name: string, type: LoopType, place: number): number {
    const { pairs, varying } = this.#scope;
    let found = this.#locals.get(name);
    if (!found) {
      const count = varying.has(name) ? (type === "i32" ? 2 * pairs : pairs) : 1;
      found = Array.from({ length: count }, () => this.#w.local(type === "i32" ? "i32" : "v128"));
      this.#locals.set(name, found);
    }
    return found[found.length === 1 ? 0 : place] as number;
  }

  /** Writes the value of one lane. */
  #single(value: Expr, lane: number): void {
    writeValue(this.#w, value, (local) => this.#readSingle(local, lane), this.#scope.functions);
  }

  #readSingle(local: Expr, lane: number): void {
    const { inner, loop, outer } = this.#scope;
    const name = local.name as string;
    const w = this.#w;
    if (name === loop?.name) {
      w.get(loop.index);
      if (lane === 0) return;
      w.integer(lane);
      w.put(CODE.addI32);
      return;
    }
    if (!inner.has(name)) {
      outer(local);
      return;
    }
    if (local.type === "i32") {
      w.get(this.#local(name, "i32", lane));
      return;
    }
    w.get(this.#local(name, local.type, lane >> 1));
    if (local.type === "f64") {
      w.put(...VECTOR.extract, lane & 1);
      return;
    }
    w.put(...VECTOR.extractWord, lane & 1, CODE.wrap);
  }

  /** Two lanes from what is written for each. */
  #pair(pair: number, write: (lane: number) => void): void {
    write(2 * pair);
    this.#w.put(...VECTOR.splat);
    write(2 * pair + 1);
    this.#w.put(...VECTOR.replace, 1);
  }

  #isFixed(value: Expr): boolean {
    const { inner, loop } = this.#scope;
    return !some(
      value,
      ({ op, name }) =>
        op === "load" || op === "call" || (op === "local" && (name === loop?.name || inner.has(name as string))),
    );
  }

  #varies(value: Expr): boolean {
    return dependsOn(value, this.#scope.varying);
  }

  /** Writes the values of a pair of lanes. */
  vector(value: Expr, pair: number): void {
    const w = this.#w;
    const { hoisted } = this.#scope;
    const [a, b, c] = value.args as [Expr, Expr, Expr];
    const both = (...parts: readonly Expr[]): void => {
      for (const part of parts) this.vector(part, pair);
    };
    if (value.op === "const") {
      w.put(...vectorConstant(doubleBytes(value.value as number)));
      return;
    }
    if (hoisted && value.type === "f64" && this.#isFixed(value)) {
      w.get(
        hoisted.local(JSON.stringify(value), "v128", () => {
          this.#single(value, 0);
          w.put(...VECTOR.splat);
        }),
      );
      return;
    }
    switch (value.op) {
      case "local":
        if (this.#scope.inner.has(value.name as string)) {
          w.get(this.#local(value.name as string, value.type, pair));
          return;
        }
        this.#mask(value, pair);
        return;
      case "load":
        this.#load(a, pair);
        return;
      case "call":
        this.#call(value, pair);
        return;
      case "select":
        if (isZero(b)) {
          both(c, a);
          w.put(...VECTOR.andNot);
          return;
        }
        both(b, c, a);
        w.put(...VECTOR.bitselect);
        return;
      case "min":
      case "max":
        both(b, a);
        w.put(...(value.op === "min" ? VECTOR.pmin : VECTOR.pmax));
        return;
      case "copysign":
        both(b, a);
        w.put(...VECTOR.signBit, ...VECTOR.bitselect);
        return;
      case "toF64":
      case "toF64Unsigned":
        this.#pair(pair, (lane) => this.#single(value, lane));
        return;
      default:
        if (value.type === "bool" && a.type === "i32") {
          this.#mask(value, pair);
          return;
        }
        both(...value.args);
        w.put(...(lanesF64[value.op] as readonly number[]));
    }
  }

  /** A mask from truths about single lanes. */
  #mask(value: Expr, pair: number): void {
    const w = this.#w;
    const word = (lane: number): void => {
      w.integer(0);
      this.#single(value, lane);
      w.put(CODE.subI32, CODE.extend);
    };
    word(2 * pair);
    w.put(...VECTOR.splatWord);
    word(2 * pair + 1);
    w.put(...VECTOR.replaceWord, 1);
  }

  /** The parts of an address that is the loop's index and what lanes agree on; undefined for any other. */
  #linear(at: Expr): { constant: number; others: Expr[] } | undefined {
    const { constant, others } = terms(at);
    const isIndex = ({ op, name }: Expr): boolean => op === "local" && name === this.#scope.loop?.name;
    const rest = others.filter((term) => !isIndex(term));
    if (rest.length !== others.length - 1 || constant < 0 || rest.some((term) => this.#varies(term))) return undefined;
    return { constant, others: rest };
  }

  /** Writes the variable part of the address of a pair of lanes and returns the constant part. */
  #pairAddress({ constant, others }: { constant: number; others: Expr[] }, pair: number): number {
    const w = this.#w;
    const { loop, hoisted } = this.#scope;
    w.get((loop as { bytes: number }).bytes);
    if (others.length > 0) {
      const base = (): void => {
        others.forEach((term, i) => {
          this.#single(term, 0);
          if (i > 0) w.put(CODE.addI32);
        });
        w.integer(3);
        w.put(CODE.shl);
      };
      if (hoisted && others.every((term) => this.#isFixed(term)))
        w.get(hoisted.local(JSON.stringify(others), "i32", base));
      else base();
      w.put(CODE.addI32);
    }
    return 8 * (constant + 2 * pair);
  }

  #load(at: Expr, pair: number): void {
    const w = this.#w;
    const linear = this.#linear(at);
    if (linear) {
      w.access(VECTOR.load, 3, this.#pairAddress(linear, pair));
      return;
    }
    const address = (lane: number): number => writeAddress(w, at, 3, (part) => this.#single(part, lane));
    if (!this.#varies(at)) {
      w.access(VECTOR.loadSplat, 3, address(0));
      return;
    }
    const first = w.local("v128");
    w.access(VECTOR.loadLow, 3, address(2 * pair));
    w.set(first);
    const offset = address(2 * pair + 1);
    w.get(first);
    w.access(VECTOR.loadLane, 3, offset);
    w.put(1);
  }

  #call({ callee, args }: Expr, pair: number): void {
    const w = this.#w;
    const { functions } = this.#scope;
    const index = callee ? functions.lanesIndex(callee) : -1;
    if (callee?.kind === "function" && index >= 0) {
      for (const arg of args) this.vector(arg, pair);
      w.put(CODE.call, ...unsigned(index));
      return;
    }
    if (callee?.kind === "function" && isNumeric(callee)) {
      const locals = args.map((arg) => this.#argument(arg, pair));
      inlineLanes(w, callee, locals, functions);
      return;
    }
    const vectors = args.map((arg) => (arg.type === "f64" ? this.#argument(arg, pair) : undefined));
    this.#pair(pair, (lane) => {
      for (const [i, arg] of args.entries()) {
        const vector = vectors[i];
        if (vector === undefined) this.#single(arg, lane);
        else {
          w.get(vector);
          w.put(...VECTOR.extract, lane & 1);
        }
      }
      w.put(CODE.call, ...unsigned(functions.index(callee as LoopFunction)));
    });
  }

  /** The vector local that holds an argument. */
  #argument(arg: Expr, pair: number): number {
    const local = this.#w.local("v128");
    this.vector(arg, pair);
    this.#w.set(local);
    return local;
  }

  statements(list: readonly Statement[]): void {
    for (const statement of list) this.#statement(statement);
  }

  #statement(statement: Statement): void {
    const w = this.#w;
    const { pairs, varying } = this.#scope;
    switch (statement.op) {
      case "set": {
        const { name, value } = statement;
        const single = value.type === "i32";
        const places = varying.has(name) ? (single ? 2 * pairs : pairs) : 1;
        for (let place = 0; place < places; place++) {
          if (single) this.#single(value, place);
          else this.vector(value, place);
          w.set(this.#local(name, value.type, place));
        }
        return;
      }
      case "store":
        this.#store(statement);
        return;
      case "take":
        for (let pair = 0; pair < pairs; pair++) {
          this.#scope.take?.(statement.name, statement.how, pair, () => this.vector(statement.value, pair));
        }
        return;
      case "if":
        this.#if(statement);
        return;
      case "loop": {
        if (this.#varies(statement.from) || this.#varies(statement.to)) break;
        const index = this.#local(statement.index, "i32", 0);
        writeLoop(
          w,
          statement,
          index,
          (value) => this.#single(value, 0),
          () => this.statements(statement.body),
        );
        return;
      }
      case "while":
        if (!this.#scope.byLanes) break;
        this.#scope.byLanes();
        return;
      case "return":
        if (!this.#scope.finish || !statement.value) break;
        this.vector(statement.value, 0);
        this.#scope.finish();
        return;
    }
    throw new Error(`a vector loop cannot hold this statement: ${statement.op} (of what differs between lanes)`);
  }

  #store(statement: Extract<Statement, { op: "store" }>): void {
    const w = this.#w;
    const { at, value, add } = statement;
    const { pairs } = this.#scope;
    const linear = value.type === "f64" ? this.#linear(at) : undefined;
    if (!linear) {
      for (let lane = 0; lane < 2 * pairs; lane++) {
        const write = (part: Expr): void => {
          if (part !== value || value.type !== "f64") {
            this.#single(part, lane);
            return;
          }
          this.vector(value, lane >> 1);
          w.put(...VECTOR.extract, lane & 1);
        };
        writeStore(w, statement, write);
      }
      return;
    }
    for (let pair = 0; pair < pairs; pair++) {
      const offset = this.#pairAddress(linear, pair);
      if (add) w.access(VECTOR.load, 3, this.#pairAddress(linear, pair));
      this.vector(value, pair);
      if (add) w.put(...(lanesF64.add as readonly number[]));
      w.access(VECTOR.store, 3, offset);
    }
  }

  /** A branch that all lanes take alike; where lanes of a function disagree, each goes its own way. */
  #if({ condition, yes, no, shortcut }: Extract<Statement, { op: "if" }>): void {
    const w = this.#w;
    if (!this.#varies(condition)) {
      this.#single(condition, 0);
      w.open(CODE.if);
      this.statements(yes);
      w.put(CODE.else);
      this.statements(no);
      w.close();
      return;
    }
    if (shortcut) return;
    if (!this.#scope.byLanes) throw new Error("a vector loop cannot branch on what differs between lanes: use select");
    const mask = w.local("v128");
    this.vector(condition, 0);
    w.tee(mask);
    w.put(...VECTOR.allTrue);
    w.open(CODE.if);
    this.statements(yes);
    w.put(CODE.else);
    w.get(mask);
    w.put(...VECTOR.anyTrue);
    w.open(CODE.if);
    this.#scope.byLanes();
    w.close();
    this.statements(no);
    w.close();
  }
}

const isZero = ({ op, value }: Expr): boolean => op === "const" && Object.is(value, 0);

/** Whether a function maps doubles to a double, so that it has a form for lanes. */
export const isNumeric = ({ parameters, result }: LoopFunction): boolean =>
  result === "f64" && parameters.every(({ type }) => type === "f64");

/** Writes a function of doubles for two lanes; its arguments are vectors in these locals. */
export function inlineLanes(w: Writer, fn: LoopFunction, args: readonly number[], functions: Functions): void {
  const parameters = fn.parameters.map(({ name, type }) => [name, type] as const);
  const names = new Map<string, LoopType>([...parameters, ...localsOf(fn.body)]);
  const varying = varyingLocals(
    parameters.map(([name]) => name),
    fn.body,
  );
  const body = (scope: Pick<LaneScope, "finish" | "byLanes">): void => {
    const lanes = new Lanes(w, {
      functions,
      pairs: 1,
      inner: names,
      varying,
      outer: ({ name }) => {
        throw new Error(`${fn.name}: ${name} is not a local`);
      },
      ...scope,
    });
    fn.parameters.forEach(({ name }, i) => {
      lanes.bind(name, args[i] as number);
    });
    lanes.statements(fn.body);
  };
  if (isStraight(withoutShortcuts(fn.body))) {
    body({ finish: () => {} });
    return;
  }
  const out = w.open(CODE.block, CODE.v128);
  const finish = (): void => w.branch(out);
  const byLanes = (): void => {
    for (const lane of [0, 1]) {
      for (const arg of args) {
        w.get(arg);
        w.put(...VECTOR.extract, lane);
      }
      w.put(CODE.call, ...unsigned(functions.index(fn)), ...(lane === 0 ? VECTOR.splat : [...VECTOR.replace, 1]));
    }
    finish();
  };
  body({ finish, byLanes });
  w.put(CODE.unreachable);
  w.close();
}
