/** Compute sine and cosine: generated from `loops/special/trigonometric.ts` by `.ci/loops.mjs`. */
// biome-ignore-all lint: generated
import { cosOfLarge, sinOfLarge } from "../elementary/large-angle.js";
import { cosReduced, sinReduced } from "./reduced-angle.js";

/** Sine of x radians. Within 1 ulp for every finite x; NaN at ±Infinity. */
export function sin(x: number): number {
  if (x > -0.7853981633974483 && x < 0.7853981633974483) {
    if (Math.abs(x) < 1e-8) {
      return x;
    }
    return sinReduced(x, 0);
  }
  return sinElsewhere(x);
}

function sinElsewhere(x: number): number {
  if (!(Math.abs(x) < 1647099)) {
    return sinOfLarge(x);
  }
  const v0 = x * 0.6366197723675814 + 6755399441055744 - 6755399441055744;
  const v2 = v0 * 6.077100506506192e-11;
  const v1 = x - v0 * 1.5707963267341256;
  const v3 = v1 - v2;
  if (Math.abs(v3) < Math.abs(x) * 0.0000152587890625) {
    return sinOfLarge(x);
  }
  if (Math.abs(x) < 1e-8) {
    return x;
  }
  const v5 = v0 + 0;
  const v7 = Math.floor(0.5 * v5);
  const v4 = v1 - v3 - v2;
  const v6 = v5 - 2 * Math.floor(0.5 * v5) === 1 ? cosReduced(v3, v4) : sinReduced(v3, v4);
  if (v7 - 2 * Math.floor(0.5 * v7) === 1) {
    return -v6;
  }
  return v6;
}

/** Cosine of x radians. Within 1 ulp for every finite x; NaN at ±Infinity. */
export function cos(x: number): number {
  if (x > -0.7853981633974483 && x < 0.7853981633974483) {
    return cosReduced(x, 0);
  }
  return cosElsewhere(x);
}

function cosElsewhere(x: number): number {
  if (!(Math.abs(x) < 1647099)) {
    return cosOfLarge(x);
  }
  const v0 = x * 0.6366197723675814 + 6755399441055744 - 6755399441055744;
  const v2 = v0 * 6.077100506506192e-11;
  const v1 = x - v0 * 1.5707963267341256;
  const v3 = v1 - v2;
  if (Math.abs(v3) < Math.abs(x) * 0.0000152587890625) {
    return cosOfLarge(x);
  }
  const v5 = v0 + 1;
  const v7 = Math.floor(0.5 * v5);
  const v4 = v1 - v3 - v2;
  const v6 = v5 - 2 * Math.floor(0.5 * v5) === 1 ? cosReduced(v3, v4) : sinReduced(v3, v4);
  if (v7 - 2 * Math.floor(0.5 * v7) === 1) {
    return -v6;
  }
  return v6;
}
