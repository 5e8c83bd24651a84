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
/** Writes an instruction whose result and arguments are given by their places in the whole memory. */
type Encoder = (it: Instruction, places: Places) => Written;

function elementwiseEncoder(name: ElementwiseName): Encoder {
  const arity = elementwise[name].length;
  const inLanes = (lanePairs as readonly string[]).includes(name);
  const bySteps = stepped.includes(name);
  return ({ out, n, a, b, c, aStep, bStep, cStep }) => {
    const starts = [a, b, c].slice(0, arity);
    const steps = [aStep, bStep, cStep].slice(0, arity);
    if (n === 1) return [`one:${name}`, out, ...starts];
    if (bySteps) return [`each:${name}`, out, n, ...starts, ...steps];
    const form = !inLanes || !steps.includes(0) ? "each" : steps[0] === 0 ? "left" : "right";
    return [`${form}:${name}`, out, ...starts, n];
  };
}

const logistic: Encoder = ({ a, n, table }, { base, spare }) => [
  "logistic",
  a,
  n,
  ...Array.from(table, (at) => (at < 0 ? spare : base + at)),
];

/** The steps from row to row and along the rows of a factor that may be stored transposed. */
const stepsOf = (transposed: boolean, rows: number, columns: number): readonly [number, number] =>
  transposed ? [1, rows] : [columns, 1];

const matmul: Encoder = ({ out, a, b, n, outer, inner, size, stride }) => {
  const left = stepsOf((stride & 1) === 1, outer, inner);
  const right = stepsOf((stride & 2) === 2, inner, size);
  return ["matmul", out, a, b, n / (outer * size), outer, inner, size, ...left, ...right];
};

const solve: Encoder = ({ out, a, b, n, size, inner, stride }) => [
  stride === 1 ? "solveUpper" : "solveLower",
  ...[out, a, b, n / (size * inner), size, inner],
];

const encoders: ReadonlyMap<Loop, Encoder> = new Map<Loop, Encoder>([
  ...functions.map((name): [Loop, Encoder] => [loops[name], elementwiseEncoder(name)]),
  [logisticLoop, logistic],
  [loops.gather, ({ out, a, n, table }, at) => ["gather", out, a, n, at.table(table)]],
  [loops.scatterAdd, ({ out, a, n, m, table }, at) => ["scatterAdd", out, a, n, m, at.table(table)]],
  [loops.take, ({ out, a, b, n, table, stride, size }, at) => ["take", out, a, b, n, at.table(table), stride, size]],
  [
    loops.scatterTake,
    ({ out, a, b, n, m, table, stride, size }, at) => ["scatterTake", out, a, b, n, m, at.table(table), stride, size],
  ],
  [repeat, ({ out, a, n, m }) => ["repeat", out, a, m, n / m]],
  [loops.sum, ({ out, a, m }) => ["sum", out, a, m]],
  [loops.segmentMax, ({ out, a, n, m, table }, at) => ["segmentMax", out, a, n, m, at.table(table)]],
  [
    loops.cumulativeSum,
    ({ out, a, outer, size, inner, stride }) => ["cumulativeSum", out, a, outer, size, inner, stride],
  ],
  [
    sparse,
    ({ out, a, b, n, table, places }, at) => ["sparse", out, a, b, n, places.length, at.table(table), at.table(places)],
  ],
  [dense, ({ out, a, b, n, m }) => ["rows", out, a, b, n, m]],
  [transposed, ({ out, a, b, n, m }) => ["columns", out, a, b, n, m]],
  [loops.matmul, matmul],
  [loops.cholesky, ({ out, a, n, size }) => ["cholesky", out, a, n / (size * size), size]],
  [loops.choleskyAdjoint, ({ out, a, b, n, size }) => ["choleskyAdjoint", out, a, b, n / (size * size), size]],
  [loops.solveTriangular, solve],
]);

const codes = new Map(operations.map((name, code) => [name, code]));

/** The words of a program; what has no operation is run by the host. */
export function encode(steps: readonly Instruction[], places: Places): Int32Array {
  const words = new Int32Array(STRIDE * steps.length);
  const { base } = places;
  for (const [i, step] of steps.entries()) {
    const { out, a, b, c } = step;
    const placed = { ...step, out: base + out, a: base + a, b: base + b, c: base + c };
    const written: Written = encoders.get(step.loop)?.(placed, places) ?? ["host", places.host(step)];
    const [name, ...args] = written;
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
