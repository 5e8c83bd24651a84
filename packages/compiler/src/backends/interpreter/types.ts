/** State what programs are made of: slots of one memory and loops over them. */
import type { NodeId } from "../../graph/types.js";

/** Elements `offset … offset + length − 1` of a memory. */
export interface Slot {
  readonly offset: number;
  readonly length: number;
}

/** One step of a program. All instructions have all fields, so that engines see one shape. */
export interface Instruction {
  readonly loop: Loop;
  /** Where the result goes, and how many elements it has. */
  readonly out: number;
  readonly n: number;
  /** Where the arguments start; 0 for arguments there are not. */
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** Step from one element of an argument to the next: 0 for a single element shared by all, else 1. */
  readonly aStep: number;
  readonly bStep: number;
  readonly cStep: number;
  /** How many elements the first argument has. */
  readonly m: number;
  /** Positions, bases or sources. */
  readonly table: Int32Array;
  /** Places that results are added to. */
  readonly places: Int32Array;
  readonly stride: number;
  readonly size: number;
  readonly outer: number;
  readonly inner: number;
}

/** Computes an instruction's result from its arguments, element by element, in memory. */
export type Loop = (memory: Float64Array, instruction: Instruction) => void;

/** What a program reads and what it is run for. */
export interface ProgramOptions {
  readonly inputs: readonly NodeId[];
  readonly outputs: readonly NodeId[];
}

/** A memory, what lies where in it, and how it is filled. */
export interface Assembly {
  readonly memory: Float64Array;
  /** One slot for each input, in the order given; not written by a run. */
  readonly inputs: readonly Slot[];
  /** One slot for each output, in the order given; valid until the next run. */
  readonly outputs: readonly Slot[];
  /** What computes all outputs, in order. */
  readonly steps: readonly Instruction[];
}

/** Fill in the inputs, run, read the outputs. */
export interface Program extends Omit<Assembly, "steps"> {
  /** Computes all outputs; allocates nothing. */
  run(): void;
}
