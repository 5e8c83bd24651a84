/** Write functions of numbers over arrays in the loop IR. */
import { loops } from "@credence/math";
import { type BinaryName, type ElementwiseName, elementwise, type UnaryName } from "@credence/model";
import { formula } from "../../wasm/emit/elementwise.js";

const { add, define, load, mul } = loops;

type Double = loops.Expr<"f64">;
type Integer = loops.Expr<"i32">;

/** Of an array, in lanes. */
export const eachOfOne = (name: UnaryName): loops.LoopFunction =>
  define(`${name}Each`, { out: "i32", a: "i32", n: "i32" }, undefined, (block, { out, a, n }) =>
    block.lanes({ to: n, width: 2 }, (b, i) => b.store(add(out, i), formula(name, [b.let(load(add(a, i)))]))),
  );

/** Of two arrays in lanes, or of an array and a single number, which is the first or the second argument. */
export function eachOfTwo(name: BinaryName, single?: 0 | 1): loops.LoopFunction {
  const form = single === undefined ? "Each" : single === 0 ? "Left" : "Right";
  return define(
    `${name}${form}`,
    { out: "i32", a: "i32", b: "i32", n: "i32" },
    undefined,
    (block, { out, a, b, n }) => {
      const starts = [a, b];
      const number = single === undefined ? undefined : block.let(load(starts[single] as Integer));
      block.lanes({ to: n }, (lanes, i) => {
        const values = starts.map((start, k) => (k === single ? (number as Double) : lanes.let(load(add(start, i)))));
        lanes.store(add(out, i), formula(name, values));
      });
    },
  );
}

const letters = ["a", "b", "c"] as const;

/** Number by number, each argument a step from the last: 1, or 0 for a single number. */
export function eachByStep(name: ElementwiseName): loops.LoopFunction {
  const own = letters.slice(0, elementwise[name].length);
  const names = ["out", "n", ...own, ...own.map((each) => `${each}Step`)];
  const signature = Object.fromEntries(names.map((each) => [each, "i32" as const]));
  return define(`${name}Each`, signature, undefined, (block, given) => {
    const of = (parameter: string): Integer => given[parameter] as Integer;
    block.loop({ to: of("n") }, (b, i) => {
      const values = own.map((each) => b.let(load(add(of(each), mul(i, of(`${each}Step`))))));
      b.store(add(of("out"), i), formula(name, values));
    });
  });
}
