/** Evaluate a log density, and its gradient, by the interpreter: a program with one output and perhaps slopes after it. */
import type { Evaluate } from "../evaluate.js";
import type { Program, Slot } from "./types.js";

/** Copies a position into a program's inputs. */
function copyIn(program: Program, memory: Float64Array, q: number): void {
  let from = q;
  for (let k = 0; k < program.inputs.length; k++) {
    const { offset, length } = program.inputs[k] as Slot;
    for (let i = 0; i < length; i++) program.memory[offset + i] = memory[from + i] as number;
    from += length;
  }
}

/** Copies a gradient out of the outputs after the first; whether all of it is finite. */
function copyOut(program: Program, memory: Float64Array, g: number): boolean {
  let to = g;
  let check = 0; // stays 0 exactly while all elements are finite: 0 · ∞ and 0 · NaN are NaN
  for (let k = 1; k < program.outputs.length; k++) {
    const { offset, length } = program.outputs[k] as Slot;
    for (let i = 0; i < length; i++) {
      const slope = program.memory[offset + i] as number;
      check += 0 * slope;
      memory[to + i] = slope;
    }
    to += length;
  }
  return check === 0;
}

/** The log density that a sampler may see: what is not a finite number is outside the support. */
const sanitised = (value: number): number => (value - value === 0 ? value : Number.NEGATIVE_INFINITY);

/** The evaluation of a program. */
export function interpreted(program: Program): Evaluate {
  const dimension = program.inputs.reduce((total, slot) => total + slot.length, 0);
  const { offset } = program.outputs[0] as Slot;
  const withGradient = program.outputs.length > 1;
  return (memory, q, g) => {
    copyIn(program, memory, q);
    program.run();
    const density = sanitised(program.memory[offset] as number);
    if (!withGradient) return density;
    if (density > Number.NEGATIVE_INFINITY && copyOut(program, memory, g)) return density;
    memory.fill(0, g, g + dimension);
    return Number.NEGATIVE_INFINITY;
  };
}
