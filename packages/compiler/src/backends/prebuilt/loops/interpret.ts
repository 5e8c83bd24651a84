/** Write the prebuilt interpreter in the loop IR: a loop over instructions in memory, each a code and the arguments of its operation. */
import { loops } from "@credence/math";
import { elementwise } from "@credence/model";
import { formula } from "../../wasm/emit/elementwise.js";
import {
  type ArrayOperation,
  arrays,
  functions,
  lanePairs,
  laneSingles,
  operations,
  STRIDE,
  stepped,
} from "../codes.js";
import * as lists from "./arrays.js";
import { eachByStep, eachOfOne, eachOfTwo } from "./elementwise.js";
import * as matrices from "./matrices.js";

const { add, call, define, imported, load, loadI32, lt } = loops;

type Integer = loops.Expr<"i32">;

/** The host's function that runs a loop of its own, by number. */
const host = imported("host", ["i32"]);

/** Runs an instruction, given its words. */
type Write = (block: loops.Block, word: (k: number) => Integer) => void;

/** Calls a function with the instruction's arguments. */
const calling =
  (fn: loops.LoopFunction): Write =>
  (b, word) =>
    b.do(call(fn, ...fn.parameters.map((_, k) => word(k + 1))));

const writers: ReadonlyMap<string, Write> = new Map<string, Write>([
  ["host", (b, word) => b.do(call(host, word(1)))],
  ...functions.map((name): [string, Write] => [
    `one:${name}`,
    (b, word) => {
      const values = Array.from({ length: elementwise[name].length }, (_, k) => b.let(load(word(k + 2))));
      b.store(word(1), formula(name, values));
    },
  ]),
  ...laneSingles.map((name): [string, Write] => [`each:${name}`, calling(eachOfOne(name))]),
  ...lanePairs.flatMap((name): [string, Write][] => [
    [`each:${name}`, calling(eachOfTwo(name))],
    [`left:${name}`, calling(eachOfTwo(name, 0))],
    [`right:${name}`, calling(eachOfTwo(name, 1))],
  ]),
  ...stepped.map((name): [string, Write] => [`each:${name}`, calling(eachByStep(name))]),
  ...arrays.map((name): [ArrayOperation, Write] => [name, calling({ ...lists, ...matrices }[name])]),
]);

/** Finds the operation of a code by halving. */
function choose(b: loops.Block, code: Integer, from: number, to: number, word: (k: number) => Integer): void {
  if (to - from === 1) {
    (writers.get(operations[from] as string) as Write)(b, word);
    return;
  }
  const middle = (from + to) >> 1;
  b.if(
    lt(code, middle),
    (b) => choose(b, code, from, middle, word),
    (b) => choose(b, code, middle, to, word),
  );
}

/** Runs the instructions from one word of memory up to another. */
const interpret: loops.LoopFunction = define(
  "interpret",
  { from: "i32", to: "i32" },
  undefined,
  (block, { from, to }) =>
    block.loop({ from, to, step: STRIDE }, (b, at) => {
      const word = (k: number): Integer => loadI32(add(at, k));
      const first = Array.from({ length: 6 }, (_, k) => b.let(word(k))); // most operations read them, in less code
      choose(b, first[0] as Integer, 0, operations.length, (k) => first[k] ?? word(k));
    }),
);

/** The module of the prebuilt interpreter. */
export const arrayLoops: loops.LoopModule = { exports: [interpret] };
