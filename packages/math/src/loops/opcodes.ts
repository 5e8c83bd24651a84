/** List the instructions that operations of the loop IR become, for one number and for two lanes. */
import { doubleBytes, signed64, unsigned, wordBytes } from "./encode.js";
import type { LoopOperation } from "./types.js";

/** Bytes of an instruction of the SIMD extension. */
export const simd = (code: number): readonly number[] => [0xfd, ...unsigned(code)];

type Table = Readonly<Partial<Record<LoopOperation, readonly number[]>>>;

/** Both lanes of a vector constant. */
export const vectorConstant = (lane: readonly number[]): readonly number[] => [0xfd, 0x0c, ...lane, ...lane];
const double = (x: number): readonly number[] => [0x44, ...doubleBytes(x)];
const word = (n: bigint): readonly number[] => [0x42, ...signed64(n)];
const vectorWord = (n: bigint): readonly number[] => vectorConstant(wordBytes(n));
const vectorDouble = (x: number): readonly number[] => vectorConstant(doubleBytes(x));

const ROUNDER = 6755399441055744;
const LOW_MASK = ~0xffffffffn;
/** Added to the bits of a double, makes the mantissa's interval [√½, √2) rather than [1, 2). */
const CENTRE = 0x95f62n << 32n;
const MANTISSA = 0xfffffffffffffn;
/** The exponent and the upper mantissa of √½. */
const ROOT_HALF = 0x3fe6a09en << 32n;
/** Bits of 2^52; a small integer put below them is a double that exceeds 2^52 by it. */
const TWO_TO_52 = 0x4330000000000000n;
const EXPONENT_BIAS = 4503599627370496 + 1023;

/** One double. */
export const scalarF64: Table = {
  add: [0xa0],
  sub: [0xa1],
  mul: [0xa2],
  div: [0xa3],
  neg: [0x9a],
  abs: [0x99],
  sqrt: [0x9f],
  ceil: [0x9b],
  floor: [0x9c],
  trunc: [0x9d],
  nearest: [0x9e],
  copysign: [0xa6],
  eq: [0x61],
  ne: [0x62],
  lt: [0x63],
  gt: [0x64],
  le: [0x65],
  ge: [0x66],
  toI32: [0xfc, 0x02],
  powerOfTwo: [...double(ROUNDER + 1023), 0xa0, 0xbd, ...word(52n), 0x86, 0xbf],
  centredExponent: [
    ...[0xbd, ...word(CENTRE), 0x7c, ...word(52n), 0x88],
    ...[...word(TWO_TO_52), 0x84, 0xbf, ...double(EXPONENT_BIAS), 0xa1],
  ],
  centredMantissa: [0xbd, ...word(CENTRE), 0x7c, ...word(MANTISSA), 0x83, ...word(ROOT_HALF), 0x7c, 0xbf],
  truncateLow: [0xbd, ...word(LOW_MASK), 0x83, 0xbf],
};

/** One integer or truth. */
export const scalarI32: Table = {
  add: [0x6a],
  sub: [0x6b],
  mul: [0x6c],
  and: [0x71],
  or: [0x72],
  xor: [0x73],
  shl: [0x74],
  shr: [0x75],
  ushr: [0x76],
  not: [0x45],
  eq: [0x46],
  ne: [0x47],
  lt: [0x48],
  gt: [0x4a],
  le: [0x4c],
  ge: [0x4e],
  toF64: [0xb7],
  toF64Unsigned: [0xb8],
};

/** Two doubles, or the masks that comparisons of them give. */
export const lanesF64: Table = {
  add: simd(0xf0),
  sub: simd(0xf1),
  mul: simd(0xf2),
  div: simd(0xf3),
  neg: simd(0xed),
  abs: simd(0xec),
  sqrt: simd(0xef),
  ceil: simd(0x74),
  floor: simd(0x75),
  trunc: simd(0x7a),
  nearest: simd(0x94),
  eq: simd(0x47),
  ne: simd(0x48),
  lt: simd(0x49),
  gt: simd(0x4a),
  le: simd(0x4b),
  ge: simd(0x4c),
  and: simd(0x4e),
  or: simd(0x50),
  xor: simd(0x51),
  not: simd(0x4d),
  powerOfTwo: [...vectorDouble(ROUNDER + 1023), ...simd(0xf0), 0x41, 52, ...simd(0xcb)],
  centredExponent: [
    ...[...vectorWord(CENTRE), ...simd(0xce), 0x41, 52, ...simd(0xcd)],
    ...[...vectorWord(TWO_TO_52), ...simd(0x50), ...vectorDouble(EXPONENT_BIAS), ...simd(0xf1)],
  ],
  centredMantissa: [
    ...[...vectorWord(CENTRE), ...simd(0xce), ...vectorWord(MANTISSA), ...simd(0x4e)],
    ...[...vectorWord(ROOT_HALF), ...simd(0xce)],
  ],
  truncateLow: [...vectorWord(LOW_MASK), ...simd(0x4e)],
};

type VectorInstruction =
  | "load"
  | "loadSplat"
  | "loadLow"
  | "loadLane"
  | "store"
  | "storeLane"
  | "splat"
  | "extract"
  | "replace"
  | "splatWord"
  | "extractWord"
  | "replaceWord"
  | "andNot"
  | "bitselect"
  | "anyTrue"
  | "allTrue"
  | "pmin"
  | "pmax"
  | "signBit";

/** Instructions on vectors that have no operation of their own. */
export const VECTOR: Readonly<Record<VectorInstruction, readonly number[]>> = {
  load: simd(0x00),
  loadSplat: simd(0x0a),
  loadLow: simd(0x5d),
  loadLane: simd(0x57),
  store: simd(0x0b),
  storeLane: simd(0x5b),
  splat: simd(0x14),
  extract: simd(0x21),
  replace: simd(0x22),
  splatWord: simd(0x12),
  extractWord: simd(0x1d),
  replaceWord: simd(0x1e),
  /** The first where the mask is not set, else 0. */
  andNot: simd(0x4f),
  bitselect: simd(0x52),
  anyTrue: simd(0x53),
  allTrue: simd(0xc3),
  /** `b < a ? b : a` of (a, b). */
  pmin: simd(0xf6),
  /** `a < b ? b : a` of (a, b). */
  pmax: simd(0xf7),
  signBit: vectorWord(1n << 63n),
};

/** Control and access instructions on single numbers. */
export const CODE = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  return: 0x0f,
  call: 0x10,
  drop: 0x1a,
  select: 0x1b,
  get: 0x20,
  set: 0x21,
  tee: 0x22,
  loadI32: 0x28,
  loadF64: 0x2b,
  storeI32: 0x36,
  storeF64: 0x39,
  i32: 0x41,
  f64: 0x44,
  ltS: 0x48,
  geS: 0x4e,
  addI32: 0x6a,
  subI32: 0x6b,
  andI32: 0x71,
  shl: 0x74,
  wrap: 0xa7,
  extend: 0xac,
  noResult: 0x40,
  v128: 0x7b,
} as const;
