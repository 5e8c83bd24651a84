/** Write instructions of the interpreter as words that the prebuilt one reads. */
import { type ElementwiseName, elementwise } from "@credence/model";
import { logisticLoop } from "../interpreter/logistic.js";
import { loops } from "../interpreter/loops/index.js";
import { dense, sparse, transposed } from "../interpreter/loops/linear.js";
import { repeat } from "../interpreter/loops/repeat.js";
import type { Instruction, Loop } from "../interpreter/types.js";
import { functions, lanePairs, operations, STRIDE, stepped } from "./codes.js";

/** What code refers to, all places being those of one memory. */
export interface Places {
  /** Where the program's memory starts, in doubles. */
  readonly base: number;
  /** Where results go that nobody reads; see {@link spareOf}. */
  readonly spare: number;
  /** Where these integers lie, in words. */
  table(values: Int32Array): number;
  /** The number of what only the host can run. */
  host(step: Instruction): number;
}

/** An operation with its arguments. */
type Written = readonly [operation: string, ...args: number[]];
type Encoder = (it: Instruction, places: Places) => Written;

function elementwiseEncoder(name: ElementwiseName): Encoder {
  const arity = elementwise[name].length;
  const inLanes = (lanePairs as readonly string[]).includes(name);
  const bySteps = stepped.includes(name);
  return (it, { base }) => {
    const starts = [it.a, it.b, it.c].slice(0, arity).map((start) => base + start);
    const steps = [it.aStep, it.bStep, it.cStep].slice(0, arity);
    if (it.n === 1) return [`one:${name}`, base + it.out, ...starts];
    if (bySteps) return [`each:${name}`, base + it.out, it.n, ...starts, ...steps];
    const form = !inLanes || !steps.includes(0) ? "each" : steps[0] === 0 ? "left" : "right";
    return [`${form}:${name}`, base + it.out, ...starts, it.n];
  };
}

/** The steps from row to row and along the rows of a factor that may be stored transposed. */
const stepsOf = (transposed: boolean, rows: number, columns: number): readonly [number, number] =>
  transposed ? [1, rows] : [columns, 1];

const encoders: ReadonlyMap<Loop, Encoder> = new Map<Loop, Encoder>([
  ...functions.map((name): [Loop, Encoder] => [loops[name], elementwiseEncoder(name)]),
  [
    logisticLoop,
    ({ a, n, table }, { base, spare }) => {
      const results = Array.from(table, (at) => (at < 0 ? spare : base + at));
      return ["logistic", base + a, n, ...results];
    },
  ],
  [loops.gather, ({ out, a, n, table }, at) => ["gather", at.base + out, at.base + a, n, at.table(table)]],
  [
    loops.scatterAdd,
    ({ out, a, n, m, table }, at) => ["scatterAdd", at.base + out, at.base + a, n, m, at.table(table)],
  ],
  [
    loops.take,
    ({ out, a, b, n, table, stride, size }, at) => {
      const [to, from, labels] = [out, a, b].map((each) => at.base + each) as [number, number, number];
      return ["take", to, from, labels, n, at.table(table), stride, size];
    },
  ],
  [
    loops.scatterTake,
    ({ out, a, b, n, m, table, stride, size }, at) => {
      const [to, from, labels] = [out, a, b].map((each) => at.base + each) as [number, number, number];
      return ["scatterTake", to, from, labels, n, m, at.table(table), stride, size];
    },
  ],
  [repeat, ({ out, a, n, m }, { base }) => ["repeat", base + out, base + a, m, n / m]],
  [loops.sum, ({ out, a, m }, { base }) => ["sum", base + out, base + a, m]],
  [
    loops.segmentMax,
    ({ out, a, n, m, table }, at) => ["segmentMax", at.base + out, at.base + a, n, m, at.table(table)],
  ],
  [
    loops.cumulativeSum,
    ({ out, a, outer, size, inner, stride }, { base }) => [
      "cumulativeSum",
      base + out,
      base + a,
      outer,
      size,
      inner,
      stride,
    ],
  ],
  [
    sparse,
    ({ out, a, b, n, table, places }, at) => {
      const [to, x, values] = [out, a, b].map((each) => at.base + each) as [number, number, number];
      return ["sparse", to, x, values, n, places.length, at.table(table), at.table(places)];
    },
  ],
  [dense, ({ out, a, b, n, m }, { base }) => ["rows", base + out, base + a, base + b, n, m]],
  [transposed, ({ out, a, b, n, m }, { base }) => ["columns", base + out, base + a, base + b, n, m]],
  [
    loops.matmul,
    ({ out, a, b, n, outer, inner, size, stride }, { base }) => {
      const left = stepsOf((stride & 1) === 1, outer, inner);
      const right = stepsOf((stride & 2) === 2, inner, size);
      const count = n / (outer * size);
      return ["matmul", base + out, base + a, base + b, count, outer, inner, size, ...left, ...right];
    },
  ],
  [loops.cholesky, ({ out, a, n, size }, { base }) => ["cholesky", base + out, base + a, n / (size * size), size]],
  [
    loops.choleskyAdjoint,
    ({ out, a, b, n, size }, { base }) => ["choleskyAdjoint", base + out, base + a, base + b, n / (size * size), size],
  ],
  [
    loops.solveTriangular,
    ({ out, a, b, n, size, inner, stride }, { base }) => {
      const solve = stride === 1 ? "solveUpper" : "solveLower";
      return [solve, base + out, base + a, base + b, n / (size * inner), size, inner];
    },
  ],
]);

const codes = new Map(operations.map((name, code) => [name, code]));

/** The words of a program; what has no operation is run by the host. */
export function encode(steps: readonly Instruction[], places: Places): Int32Array {
  const words = new Int32Array(STRIDE * steps.length);
  for (const [i, step] of steps.entries()) {
    const written = encoders.get(step.loop)?.(step, places) ?? ["host", places.host(step)];
    const [name, ...args] = written as Written;
    words.set([codes.get(name) as number, ...args], STRIDE * i);
  }
  return words;
}

/** How many doubles results that nobody reads need. */
export const spareOf = (steps: readonly Instruction[]): number =>
  steps.reduce((most, { loop, n }) => (loop === logisticLoop ? Math.max(most, n) : most), 0);

/** The integers that instructions read. */
export const tablesOf = (steps: readonly Instruction[]): readonly Int32Array[] =>
  steps.flatMap(({ table, places }) => [table, places]);
