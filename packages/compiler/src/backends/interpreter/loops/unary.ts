/** Loop over functions of one number, the common ones written out. */
import { digamma, exp, invLogit, lgamma, log, log1p, log1pExp, logInvLogit } from "@credence/math";
import { type UnaryName, unary } from "@credence/model";
import type { Loop } from "../types.js";

// A loop that takes its function as an argument is one piece of code to the engine, which then can inline no function
// into it.

const each =
  (f: (x: number) => number): Loop =>
  (m, { out, a, aStep, n }) => {
    for (let o = out, p = a, end = (out + n) | 0; o < end; o = (o + 1) | 0, p = (p + aStep) | 0)
      m[o] = f(m[p] as number);
  };

const written: { readonly [N in UnaryName]?: Loop } = {
  neg: (m, { out, a, aStep, n }) => {
    for (let o = out, p = a, end = (out + n) | 0; o < end; o = (o + 1) | 0, p = (p + aStep) | 0)
      m[o] = -(m[p] as number);
  },
  square: (m, { out, a, aStep, n }) => {
    for (let o = out, p = a, end = (out + n) | 0; o < end; o = (o + 1) | 0, p = (p + aStep) | 0)
      m[o] = (m[p] as number) * (m[p] as number);
  },
  sqrt: (m, { out, a, aStep, n }) => {
    for (let o = out, p = a, end = (out + n) | 0; o < end; o = (o + 1) | 0, p = (p + aStep) | 0)
      m[o] = Math.sqrt(m[p] as number);
  },
  exp: (m, { out, a, aStep, n }) => {
    for (let o = out, p = a, end = (out + n) | 0; o < end; o = (o + 1) | 0, p = (p + aStep) | 0)
      m[o] = exp(m[p] as number);
  },
  log: (m, { out, a, aStep, n }) => {
    for (let o = out, p = a, end = (out + n) | 0; o < end; o = (o + 1) | 0, p = (p + aStep) | 0)
      m[o] = log(m[p] as number);
  },
  log1p: (m, { out, a, aStep, n }) => {
    for (let o = out, p = a, end = (out + n) | 0; o < end; o = (o + 1) | 0, p = (p + aStep) | 0)
      m[o] = log1p(m[p] as number);
  },
  invLogit: (m, { out, a, aStep, n }) => {
    for (let o = out, p = a, end = (out + n) | 0; o < end; o = (o + 1) | 0, p = (p + aStep) | 0)
      m[o] = invLogit(m[p] as number);
  },
  logInvLogit: (m, { out, a, aStep, n }) => {
    for (let o = out, p = a, end = (out + n) | 0; o < end; o = (o + 1) | 0, p = (p + aStep) | 0)
      m[o] = logInvLogit(m[p] as number);
  },
  log1pExp: (m, { out, a, aStep, n }) => {
    for (let o = out, p = a, end = (out + n) | 0; o < end; o = (o + 1) | 0, p = (p + aStep) | 0)
      m[o] = log1pExp(m[p] as number);
  },
  lgamma: (m, { out, a, aStep, n }) => {
    for (let o = out, p = a, end = (out + n) | 0; o < end; o = (o + 1) | 0, p = (p + aStep) | 0)
      m[o] = lgamma(m[p] as number);
  },
  digamma: (m, { out, a, aStep, n }) => {
    for (let o = out, p = a, end = (out + n) | 0; o < end; o = (o + 1) | 0, p = (p + aStep) | 0)
      m[o] = digamma(m[p] as number);
  },
};

const names = Object.keys(unary) as UnaryName[];

/** A loop for every function of one number. */
export const unaryLoops: { readonly [N in UnaryName]: Loop } = Object.fromEntries(
  names.map((name) => [name, written[name] ?? each(unary[name])]),
) as { readonly [N in UnaryName]: Loop };
