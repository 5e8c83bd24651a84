/** State what programs are made of: slots of one memory and loops over them. */

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
