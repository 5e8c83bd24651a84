/** Hold a probability by the logarithm of whichever tail was computed, so that the other follows without loss. */
import { expm1 } from "../elementary/expm1.js";
import { exp } from "../generated/exp.js";
import { log1mExp } from "../generated/logistic.js";

/** One tail of a distribution at a point; the other is its complement. */
export interface Tail {
  readonly lower: boolean;
  readonly log: number;
}

/** Probability below the point. */
export function lowerOf(tail: Tail): number {
  return tail.lower ? exp(tail.log) : -expm1(tail.log);
}

/** Probability above the point. */
export function upperOf(tail: Tail): number {
  return tail.lower ? -expm1(tail.log) : exp(tail.log);
}

/** Log of the probability below the point. */
export function logLowerOf(tail: Tail): number {
  return tail.lower ? tail.log : log1mExp(tail.log);
}

/** Log of the probability above the point. */
export function logUpperOf(tail: Tail): number {
  return tail.lower ? log1mExp(tail.log) : tail.log;
}

/** A tail whose logarithm, by rounding, may come out above 0. */
export function tailOf(lower: boolean, log: number): Tail {
  return { lower, log: Math.min(log, 0) };
}
