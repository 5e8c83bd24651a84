/** Loop over functions of two and three numbers, with arguments of one element repeated by a step of 0. */
import { logRisingRatio, risingRatioSlope } from "@credence/math";
import { type BinaryName, binary, type TernaryName, ternary } from "@credence/model";
import type { Loop } from "../types.js";

// The common ones are written out for the reason given in `unary.ts`. Positions are sums modulo 2³²: engines then need
// not look for overflow, which costs a quarter of the time of these loops.

const each =
  (f: (x: number, y: number) => number): Loop =>
  (m, { out, a, b, aStep, bStep, n }) => {
    const end = (out + n) | 0;
    for (let o = out, p = a, q = b; o < end; o = (o + 1) | 0, p = (p + aStep) | 0, q = (q + bStep) | 0)
      m[o] = f(m[p] as number, m[q] as number);
  };

const written: { readonly [N in BinaryName]?: Loop } = {
  add: (m, { out, a, b, aStep, bStep, n }) => {
    const end = (out + n) | 0;
    for (let o = out, p = a, q = b; o < end; o = (o + 1) | 0, p = (p + aStep) | 0, q = (q + bStep) | 0)
      m[o] = (m[p] as number) + (m[q] as number);
  },
  sub: (m, { out, a, b, aStep, bStep, n }) => {
    const end = (out + n) | 0;
    for (let o = out, p = a, q = b; o < end; o = (o + 1) | 0, p = (p + aStep) | 0, q = (q + bStep) | 0)
      m[o] = (m[p] as number) - (m[q] as number);
  },
  mul: (m, { out, a, b, aStep, bStep, n }) => {
    const end = (out + n) | 0;
    for (let o = out, p = a, q = b; o < end; o = (o + 1) | 0, p = (p + aStep) | 0, q = (q + bStep) | 0)
      m[o] = (m[p] as number) * (m[q] as number);
  },
  div: (m, { out, a, b, aStep, bStep, n }) => {
    const end = (out + n) | 0;
    for (let o = out, p = a, q = b; o < end; o = (o + 1) | 0, p = (p + aStep) | 0, q = (q + bStep) | 0)
      m[o] = (m[p] as number) / (m[q] as number);
  },
};

/** Written out for each, so that engines can inline the function and keep its results out of the heap. */
const rising: { readonly [N in BinaryName]?: Loop } = {
  logRisingRatio: (m, { out, a, b, aStep, bStep, n }) => {
    const end = (out + n) | 0;
    for (let o = out, p = a, q = b; o < end; o = (o + 1) | 0, p = (p + aStep) | 0, q = (q + bStep) | 0)
      m[o] = logRisingRatio(m[p] as number, m[q] as number);
  },
  risingRatioSlope: (m, { out, a, b, aStep, bStep, n }) => {
    const end = (out + n) | 0;
    for (let o = out, p = a, q = b; o < end; o = (o + 1) | 0, p = (p + aStep) | 0, q = (q + bStep) | 0)
      m[o] = risingRatioSlope(m[p] as number, m[q] as number);
  },
};

const names = Object.keys(binary) as BinaryName[];

/** A loop for every function of two numbers. */
export const binaryLoops: { readonly [N in BinaryName]: Loop } = Object.fromEntries(
  names.map((name) => [name, written[name] ?? rising[name] ?? each(binary[name])]),
) as { readonly [N in BinaryName]: Loop };

const eachOfThree =
  (f: (x: number, y: number, z: number) => number): Loop =>
  (m, { out, a, b, c, aStep, bStep, cStep, n }) => {
    const end = (out + n) | 0;
    for (
      let o = out, p = a, q = b, r = c;
      o < end;
      o = (o + 1) | 0, p = (p + aStep) | 0, q = (q + bStep) | 0, r = (r + cStep) | 0
    )
      m[o] = f(m[p] as number, m[q] as number, m[r] as number);
  };

const writtenOfThree: { readonly [N in TernaryName]?: Loop } = {
  select: (m, { out, a, b, c, aStep, bStep, cStep, n }) => {
    const end = (out + n) | 0;
    for (
      let o = out, p = a, q = b, r = c;
      o < end;
      o = (o + 1) | 0, p = (p + aStep) | 0, q = (q + bStep) | 0, r = (r + cStep) | 0
    )
      m[o] = (m[p] !== 0 ? m[q] : m[r]) as number;
  },
};

/** A loop for every function of three numbers. */
export const ternaryLoops: { readonly [N in TernaryName]: Loop } = Object.fromEntries(
  (Object.keys(ternary) as TernaryName[]).map((name) => [name, writtenOfThree[name] ?? eachOfThree(ternary[name])]),
) as { readonly [N in TernaryName]: Loop };
