/** Write WebAssembly's binary format: numbers, vectors of bytes and the sections of a module. */

/** Value types of the binary format. */
export const WASM = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b } as const;
export type WasmType = keyof typeof WASM;

/** LEB128, unsigned. */
export function unsigned(n: number): number[] {
  const bytes: number[] = [];
  let rest = n >>> 0;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest];
}

/** LEB128 of a 32-bit integer. */
export function signed(n: number): number[] {
  const bytes: number[] = [];
  let rest = n | 0;
  for (; rest < -64 || rest > 63; rest >>= 7) bytes.push((rest & 0x7f) | 0x80);
  return [...bytes, rest & 0x7f];
}

/** LEB128 of a 64-bit integer. */
export function signed64(n: bigint): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asIntN(64, n);
  for (; rest < -64n || rest > 63n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return [...bytes, Number(rest & 0x7fn)];
}

/** The eight bytes of a double. */
export function doubleBytes(x: number): number[] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, x, true);
  return [...new Uint8Array(view.buffer)];
}

/** The eight bytes of a 64-bit integer. */
export function wordBytes(n: bigint): number[] {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigInt64(0, BigInt.asIntN(64, n), true);
  return [...new Uint8Array(view.buffer)];
}

const vector = (items: readonly (readonly number[])[]): number[] => [...unsigned(items.length), ...items.flat()];
const sized = (bytes: readonly number[]): number[] => unsigned(bytes.length).concat(bytes);
const text = (name: string): number[] => sized([...new TextEncoder().encode(name)]);
const section = (id: number, items: readonly (readonly number[])[]): number[] =>
  items.length === 0 ? [] : [id].concat(sized(vector(items)));

/** Types of a function's parameters and results. */
export interface WasmSignature {
  readonly parameters: readonly WasmType[];
  readonly results: readonly WasmType[];
}

/** A function as it is written: its locals one after the other, and its instructions without the final `end`. */
export interface WasmFunction extends WasmSignature {
  readonly locals: readonly WasmType[];
  readonly code: readonly number[];
}

/** What a module consists of; the memory and the imports come from `env`. */
export interface WasmModule {
  readonly imports: readonly (WasmSignature & { readonly name: string })[];
  readonly functions: readonly WasmFunction[];
  /** Name and index of each exported function, imports counted first. */
  readonly exports: readonly (readonly [string, number])[];
}

const signatureBytes = ({ parameters, results }: WasmSignature): number[] => [
  0x60,
  ...vector(parameters.map((type) => [WASM[type]])),
  ...vector(results.map((type) => [WASM[type]])),
];

function localBytes(locals: readonly WasmType[]): number[] {
  const runs: { count: number; type: WasmType }[] = [];
  for (const type of locals) {
    const last = runs.at(-1);
    if (last?.type === type) last.count += 1;
    else runs.push({ count: 1, type });
  }
  return vector(runs.map(({ count, type }) => [...unsigned(count), WASM[type]]));
}

/** The bytes of a module. */
export function moduleBytes({ imports, functions, exports }: WasmModule): Uint8Array {
  const signatures = [...imports, ...functions].map(signatureBytes);
  const types = [...new Map(signatures.map((bytes) => [bytes.join(), bytes])).entries()];
  const typeOf = (i: number): number[] => unsigned(types.findIndex(([key]) => key === signatures[i]?.join()));
  const memory = [...text("env"), ...text("memory"), 0x02, 0x00, 0x00];
  const sections = [
    section(
      1,
      types.map(([, bytes]) => bytes),
    ),
    section(2, [memory, ...imports.map(({ name }, i) => [...text("env"), ...text(name), 0x00, ...typeOf(i)])]),
    section(
      3,
      functions.map((_, i) => typeOf(imports.length + i)),
    ),
    section(
      7,
      exports.map(([name, index]) => [...text(name), 0x00, ...unsigned(index)]),
    ),
    section(
      10,
      functions.map(({ locals, code }) => sized([...localBytes(locals), ...code, 0x0b])),
    ),
  ];
  return Uint8Array.from([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00].concat(...sections));
}
