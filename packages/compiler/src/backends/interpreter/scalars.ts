/** Run stretches of arithmetic on single numbers in one instruction, as hierarchical models are half made of such nodes. */
import { exp, log, log1p } from "@credence/math";
import { type ElementwiseName, elementwise } from "@credence/model";
import { loops } from "./loops/index.js";
import type { Instruction, Loop } from "./types.js";

// On one element, finding and calling a loop costs three times what a case of a switch does. The common functions have
// cases, the others are called.

/** Every function of numbers, those with a case of their own below first. */
const names: readonly ElementwiseName[] = [
  ...new Set<ElementwiseName>([
    ...(["add", "sub", "mul", "div", "neg", "square", "abs", "max", "min", "exp", "log", "log1p", "select"] as const),
    ...(Object.keys(elementwise) as ElementwiseName[]),
  ]),
];
const functions = names.map((name) => elementwise[name]);
const caseOf: ReadonlyMap<Loop, number> = new Map(names.map((name, k) => [loops[name], k]));

/** Five numbers a step: case, result, three arguments. */
const STEP = 5;

const scalarLoop: Loop = (m, { table }) => {
  for (let i = 0; i < table.length; i += STEP) {
    const x = m[table[i + 2] as number] as number;
    const y = m[table[i + 3] as number] as number;
    const z = m[table[i + 4] as number] as number;
    let value: number;
    switch (table[i]) {
      case 0:
        value = x + y;
        break;
      case 1:
        value = x - y;
        break;
      case 2:
        value = x * y;
        break;
      case 3:
        value = x / y;
        break;
      case 4:
        value = -x;
        break;
      case 5:
        value = x * x;
        break;
      case 6:
        value = Math.abs(x);
        break;
      case 7:
        // biome-ignore lint/complexity/useMathMinMax: the second argument where either is NaN, unlike Math.max
        value = x >= y ? x : y;
        break;
      case 8:
        // biome-ignore lint/complexity/useMathMinMax: see above
        value = x <= y ? x : y;
        break;
      case 9:
        value = exp(x);
        break;
      case 10:
        value = log(x);
        break;
      case 11:
        value = log1p(x);
        break;
      case 12:
        value = x !== 0 ? y : z;
        break;
      default:
        value = (functions[table[i] as number] as (...args: number[]) => number)(x, y, z);
    }
    m[table[i + 1] as number] = value;
  }
};

/** One instruction for all of `steps`. */
function joined(steps: readonly Instruction[]): Instruction {
  const [first] = steps as [Instruction];
  const table = steps.flatMap(({ loop, out, a, b, c }) => [caseOf.get(loop) as number, out, a, b, c]);
  return steps.length === 1 ? first : { ...first, loop: scalarLoop, table: Int32Array.from(table) };
}

/** The same program, in which every stretch of arithmetic on single numbers is one instruction. */
export function joinScalars(code: readonly Instruction[]): readonly Instruction[] {
  const result: Instruction[] = [];
  let stretch: Instruction[] = [];
  for (const step of code) {
    if (step.n === 1 && caseOf.has(step.loop)) {
      stretch.push(step);
      continue;
    }
    if (stretch.length > 0) result.push(joined(stretch));
    stretch = [];
    result.push(step);
  }
  return stretch.length > 0 ? [...result, joined(stretch)] : result;
}
