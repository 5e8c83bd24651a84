/** Write a vector loop: what is hoisted, the main loop, and the one to three elements that are left over. */
import { doubleBytes } from "../encode.js";
import { CODE, lanesF64, scalarF64, scalarI32, VECTOR, vectorConstant } from "../opcodes.js";
import type { Accumulation, LanesLoop } from "../types.js";
import { localsOf, varyingLocals } from "../walk.js";
import type { LaneScope } from "./lane-scope.js";
import { Lanes } from "./lanes.js";
import { type ScalarScope, writeStatements, writeValue } from "./scalar.js";
import type { Writer } from "./writer.js";

const START: Readonly<Record<Accumulation, number>> = { sum: 0, largest: -Infinity, smallest: Infinity };

/** Joins what stands on the stack: the accumulator below, the element above. */
const JOIN: Readonly<Record<Accumulation, readonly number[]>> = {
  sum: lanesF64.add as readonly number[],
  largest: VECTOR.pmax,
  smallest: VECTOR.pmin,
};

/** Writes the loop; `scope` is that of the code around it. */
export function writeVectorLoop(w: Writer, loop: LanesLoop, scope: ScalarScope): void {
  const { width, whole, body } = loop;
  const pairs = width / 2;
  const outer: LaneScope["outer"] = ({ name, type }) => w.get(scope.local(name as string, type));
  const value = (each: LanesLoop["from"]): void => writeValue(w, each, outer, scope.functions);

  const index = w.local("i32");
  const bytes = w.local("i32");
  const sums = new Map(
    loop.accumulators.map(({ name }) => [name, Array.from({ length: pairs }, () => w.local("v128"))]),
  );
  const sumOf = (name: string, pair: number): number => sums.get(name)?.[pair] as number;

  const before = new Map<string, number>();
  const preparation: number[] = [];
  const hoisted: LaneScope["hoisted"] = {
    local(key, type, write) {
      const known = before.get(key);
      if (known !== undefined) return known;
      const local = w.local(type);
      const code = w.apart(() => {
        write();
        w.set(local);
      });
      for (const byte of code) preparation.push(byte);
      before.set(key, local);
      return local;
    },
  };
  const lanes = (count: number): Lanes =>
    new Lanes(w, {
      functions: scope.functions,
      pairs: count,
      inner: localsOf(body),
      varying: varyingLocals([loop.index], body),
      loop: { name: loop.index, index, bytes },
      hoisted,
      outer,
      take(name, how, pair, element) {
        w.get(sumOf(name, pair));
        element();
        w.put(...JOIN[how]);
        w.set(sumOf(name, pair));
      },
    });
  const advance = (step: number): void => {
    w.get(bytes);
    w.integer(8 * step);
    w.put(CODE.addI32);
    w.set(bytes);
    w.get(index);
    w.integer(step);
    w.put(CODE.addI32);
  };

  const extent = extentOf(loop);
  const end = w.local("i32");
  const main = w.local("i32");
  const code = w.apart(() => {
    if (extent === undefined || extent >= width) {
      const out = w.open(CODE.block);
      if (extent === undefined) {
        w.get(index);
        w.get(main);
        w.put(CODE.geS);
        w.branch(out, CODE.brIf);
      }
      const again = w.open(CODE.loop);
      lanes(pairs).statements(body);
      advance(width);
      w.tee(index);
      w.get(main);
      w.put(CODE.ltS);
      w.branch(again, CODE.brIf);
      w.close();
      w.close();
    }
    if (whole) return;
    if (width === 4)
      ifLeft(w, extent, 2, index, end, () => {
        lanes(1).statements(body);
        advance(2);
        w.set(index);
        for (const [first, second] of [...sums.values()] as [number, number][]) {
          for (const local of [first, second]) w.get(local);
          for (const local of [first, second]) w.set(local);
        }
      });
    ifLeft(w, extent, 1, index, end, () => writeStatements(w, body, leftover(w, loop, index, sumOf, scope)));
  });

  value(loop.from);
  w.tee(index);
  w.integer(3);
  w.put(CODE.shl);
  w.set(bytes);
  value(loop.to);
  w.set(end);
  if (extent === undefined) {
    for (const local of [end, index, end, index]) w.get(local);
    w.put(...(scalarI32.gt as readonly number[]), CODE.select);
    w.set(end);
  }
  w.get(index);
  w.get(end);
  w.get(index);
  w.put(CODE.subI32);
  w.integer(-width);
  w.put(CODE.andI32, CODE.addI32);
  w.set(main);
  for (const { name, how } of loop.accumulators) {
    for (const local of sums.get(name) ?? []) {
      w.put(...vectorConstant(doubleBytes(START[how])));
      w.set(local);
    }
  }
  w.put(...preparation, ...code);
  for (const { name, how } of loop.accumulators) writeResult(w, how, sums.get(name) ?? [], scope.local(name, "f64"));
}

/** How many elements a loop has, where that is known; nothing runs where the bounds cross. */
function extentOf({ from, to }: LanesLoop): number | undefined {
  if (from.op !== "const" || to.op !== "const") return undefined;
  return Math.max(0, (to.value as number) - (from.value as number));
}

/** Writes `body` for where the remaining number of elements has this bit. */
function ifLeft(
  w: Writer,
  extent: number | undefined,
  bit: number,
  index: number,
  end: number,
  body: () => void,
): void {
  if (extent !== undefined) {
    if ((extent & bit) !== 0) body();
    return;
  }
  w.get(end);
  w.get(index);
  w.put(CODE.subI32);
  w.integer(bit);
  w.put(CODE.andI32);
  w.open(CODE.if);
  body();
  w.close();
}

/** The last element alone: its locals are its own, and it belongs to the first lane. */
function leftover(
  w: Writer,
  loop: LanesLoop,
  index: number,
  sumOf: (name: string, pair: number) => number,
  scope: ScalarScope,
): ScalarScope {
  const inner = localsOf(loop.body);
  const own = new Map([[loop.index, index]]);
  return {
    ...scope,
    local(name, type) {
      if (!inner.has(name) && name !== loop.index) return scope.local(name, type);
      const local = own.get(name) ?? w.local(type === "f64" ? "f64" : "i32");
      own.set(name, local);
      return local;
    },
    take(name, how, element) {
      const sum = sumOf(name, 0);
      w.get(sum);
      w.get(sum);
      element();
      w.put(...VECTOR.splat, ...JOIN[how], ...VECTOR.extract, 0, ...VECTOR.replace, 0);
      w.set(sum);
    },
  };
}

/** Joins the lanes of an accumulator: of four, first those that stand in one place of their pairs. */
function writeResult(w: Writer, how: Accumulation, pairs: readonly number[], result: number): void {
  const [first, second] = pairs as [number, number | undefined];
  if (second !== undefined) {
    w.get(first);
    w.get(second);
    w.put(...JOIN[how]);
    w.set(first);
  }
  const lane = (each: number): void => {
    w.get(first);
    w.put(...VECTOR.extract, each);
  };
  lane(0);
  lane(1);
  if (how === "sum") w.put(...(scalarF64.add as readonly number[]));
  else {
    lane(0);
    lane(1);
    w.put(...((how === "largest" ? scalarF64.ge : scalarF64.le) as readonly number[]), CODE.select);
  }
  w.set(result);
}
