/** Do the vector arithmetic of Hamiltonian kernels in JavaScript: what runs where nothing is compiled. */
import type { Rng } from "@credence/math";
import type { Target } from "../types.js";
import type { HamiltonianLayout, HamiltonianVectors } from "./operations.js";

/** The operations over a target's memory; compiled ones must give the same bits. */
export function javascriptVectors(target: Target, memory: Float64Array, layout: HamiltonianLayout): HamiltonianVectors {
  const { dimension, stride, metric } = layout;
  const found = new Float64Array(1);

  const momentum = (state: number, rng: Rng): number => {
    const p = state + 2 * stride;
    const v = p + stride;
    for (let i = 0; i < dimension; i++) memory[p + i] = rng.normal() / Math.sqrt(memory[metric + i] as number);
    let even = 0;
    let odd = 0;
    for (let i = 0; i < stride; i += 2) {
      const p0 = memory[p + i] as number;
      const p1 = memory[p + i + 1] as number;
      const v0 = (memory[metric + i] as number) * p0;
      const v1 = (memory[metric + i + 1] as number) * p1;
      memory[v + i] = v0;
      memory[v + i + 1] = v1;
      even += p0 * v0;
      odd += p1 * v1;
    }
    return 0.5 * (even + odd);
  };

  const leap = (from: number, to: number, step: number): number => {
    const half = 0.5 * step;
    const fromGradient = from + stride;
    const fromMomentum = fromGradient + stride;
    const gradient = to + stride;
    const p = gradient + stride;
    const v = p + stride;
    for (let i = 0; i < dimension; i++) {
      const pi = (memory[fromMomentum + i] as number) + half * (memory[fromGradient + i] as number);
      memory[p + i] = pi;
      memory[to + i] = (memory[from + i] as number) + step * ((memory[metric + i] as number) * pi);
    }
    found[0] = target.logDensityGradient(memory, to, gradient);
    let even = 0;
    let odd = 0;
    for (let i = 0; i < stride; i += 2) {
      const p0 = (memory[p + i] as number) + half * (memory[gradient + i] as number);
      const p1 = (memory[p + i + 1] as number) + half * (memory[gradient + i + 1] as number);
      const v0 = (memory[metric + i] as number) * p0;
      const v1 = (memory[metric + i + 1] as number) * p1;
      memory[p + i] = p0;
      memory[p + i + 1] = p1;
      memory[v + i] = v0;
      memory[v + i + 1] = v1;
      even += p0 * v0;
      odd += p1 * v1;
    }
    return 0.5 * (even + odd);
  };

  /** Two single states: both overlaps are the whole, two products decide. */
  const joinStates = (out: number, left: number, right: number): boolean => {
    const leftP = left + 2 * stride;
    const rightP = right + 2 * stride;
    let atLeft0 = 0;
    let atLeft1 = 0;
    let atRight0 = 0;
    let atRight1 = 0;
    for (let i = 0; i < stride; i += 2) {
      const sum0 = (memory[leftP + i] as number) + (memory[rightP + i] as number);
      const sum1 = (memory[leftP + i + 1] as number) + (memory[rightP + i + 1] as number);
      atLeft0 += (memory[leftP + stride + i] as number) * sum0;
      atLeft1 += (memory[leftP + stride + i + 1] as number) * sum1;
      atRight0 += (memory[rightP + stride + i] as number) * sum0;
      atRight1 += (memory[rightP + stride + i + 1] as number) * sum1;
      memory[out + i] = sum0;
      memory[out + i + 1] = sum1;
    }
    return atLeft0 + atLeft1 > 0 && atRight0 + atRight1 > 0;
  };

  const join: HamiltonianVectors["join"] = (out, leftSum, rightSum, leftStart, leftEnd, rightStart, rightEnd) => {
    if (leftStart === leftEnd && rightStart === rightEnd) return joinStates(out, leftStart, rightStart);
    const startV = leftStart + 3 * stride;
    const leftP = leftEnd + 2 * stride;
    const rightP = rightStart + 2 * stride;
    const endV = rightEnd + 3 * stride;
    let a0 = 0;
    let a1 = 0;
    let b0 = 0;
    let b1 = 0;
    let c0 = 0;
    let c1 = 0;
    let d0 = 0;
    let d1 = 0;
    let e0 = 0;
    let e1 = 0;
    let f0 = 0;
    let f1 = 0;
    for (let i = 0; i < stride; i += 2) {
      const start0 = memory[startV + i] as number;
      const start1 = memory[startV + i + 1] as number;
      const end0 = memory[endV + i] as number;
      const end1 = memory[endV + i + 1] as number;
      const left0 = memory[leftSum + i] as number;
      const left1 = memory[leftSum + i + 1] as number;
      const right0 = memory[rightSum + i] as number;
      const right1 = memory[rightSum + i + 1] as number;
      const first0 = left0 + (memory[rightP + i] as number);
      const first1 = left1 + (memory[rightP + i + 1] as number);
      const last0 = right0 + (memory[leftP + i] as number);
      const last1 = right1 + (memory[leftP + i + 1] as number);
      const whole0 = left0 + right0;
      const whole1 = left1 + right1;
      memory[out + i] = whole0;
      memory[out + i + 1] = whole1;
      a0 += start0 * whole0;
      a1 += start1 * whole1;
      b0 += end0 * whole0;
      b1 += end1 * whole1;
      c0 += start0 * first0;
      c1 += start1 * first1;
      d0 += (memory[rightP + stride + i] as number) * first0;
      d1 += (memory[rightP + stride + i + 1] as number) * first1;
      e0 += (memory[leftP + stride + i] as number) * last0;
      e1 += (memory[leftP + stride + i + 1] as number) * last1;
      f0 += end0 * last0;
      f1 += end1 * last1;
    }
    return a0 + a1 > 0 && b0 + b1 > 0 && c0 + c1 > 0 && d0 + d1 > 0 && e0 + e1 > 0 && f0 + f1 > 0;
  };

  return {
    evaluate: (state) => target.logDensityGradient(memory, state, state + stride),
    momentum,
    leap,
    logDensity: () => found[0] as number,
    join,
  };
}
