/** Write the instructions of one WebAssembly function, with its locals and the depth of its blocks. */
import { signed, unsigned, type WasmType } from "../encode.js";
import { CODE } from "../opcodes.js";

/** A function being written. */
export class Writer {
  code: number[] = [];
  readonly locals: WasmType[] = [];
  readonly #parameters: number;
  #depth = 0;

  constructor(parameters: number) {
    this.#parameters = parameters;
  }

  /** Index of a new local. */
  local(type: WasmType): number {
    return this.#parameters + this.locals.push(type) - 1;
  }

  put(...bytes: readonly number[]): void {
    for (const byte of bytes) this.code.push(byte);
  }

  get(local: number): void {
    this.put(CODE.get, ...unsigned(local));
  }

  set(local: number): void {
    this.put(CODE.set, ...unsigned(local));
  }

  tee(local: number): void {
    this.put(CODE.tee, ...unsigned(local));
  }

  integer(value: number): void {
    this.put(CODE.i32, ...signed(value));
  }

  /** An access to memory: instruction, alignment as a power of two, constant part of the address in bytes. */
  access(instruction: readonly number[], alignment: number, offset: number): void {
    this.put(...instruction, alignment, ...unsigned(offset));
  }

  /** Opens a block, loop or branch; what it returns is the target of {@link Writer.branch}. */
  open(instruction: number, result: number = CODE.noResult): number {
    this.put(instruction, result);
    this.#depth += 1;
    return this.#depth;
  }

  close(): void {
    this.put(CODE.end);
    this.#depth -= 1;
  }

  branch(target: number, instruction: number = CODE.br): void {
    this.put(instruction, ...unsigned(this.#depth - target));
  }

  /** The instructions that `write` writes, kept apart. */
  apart(write: () => void): number[] {
    const { code } = this;
    this.code = [];
    write();
    const written = this.code;
    this.code = code;
    return written;
  }
}
