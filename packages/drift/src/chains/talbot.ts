/** Move probabilities along a birth-death chain by a contour integral: a few tridiagonal systems, whatever the time. */
import { atan2, cos, exp, sin } from "@credence/math";
import type { BirthDeath } from "./generator.js";

/** Probabilities below this have no digits. */
export const TALBOT_FLOOR = 1e-14;

/** Nodes on the whole contour, of which half are solved for. */
const NODES = 28;

/**
 * Probabilities after `time`, with absolute error of about 1e-14: exp(tQ) as an integral of resolvents over the modified
 * Talbot contour (Trefethen, Weideman and Schmelzer 2006). Small probabilities have no digits; negative ones become 0.
 */
export function talbot({ up, down }: BirthDeath, start: Float64Array, time: number): Float64Array {
  const size = start.length;
  const sum = new Float64Array(size);
  const work = {
    re: new Float64Array(size),
    im: new Float64Array(size),
    xr: new Float64Array(size),
    xi: new Float64Array(size),
  };
  for (let j = 1; j < NODES; j += 2) {
    const { z, q } = nodeAt((Math.PI * j) / NODES);
    solve(up, down, time, z, start, work);
    for (let k = 0; k < size; k++)
      sum[k] = (sum[k] as number) + 2 * (q.re * (work.xr[k] as number) - q.im * (work.xi[k] as number));
  }
  let total = 0;
  for (let k = 0; k < size; k++) total += sum[k] = Math.max(0, sum[k] as number);
  for (let k = 0; k < size; k++) sum[k] = (sum[k] as number) / total;
  return sum;
}

interface Complex {
  readonly re: number;
  readonly im: number;
}

function nodeAt(theta: number): { z: Complex; q: Complex } {
  const bent = 0.6407 * theta;
  const [sine, cosine] = [sin(bent), cos(bent)];
  const cotangent = cosine / sine;
  const z = { re: NODES * (0.5017 * theta * cotangent - 0.6122), im: NODES * 0.2645 * theta };
  const slope = {
    re: NODES * (0.5017 * cotangent - (0.5017 * 0.6407 * theta) / (sine * sine)),
    im: NODES * 0.2645,
  };
  const size = exp(z.re) * Math.sqrt(slope.re ** 2 + slope.im ** 2);
  const angle = z.im + atan2(slope.im, slope.re);
  // −i/n · e^z z′
  return { z, q: { re: (size * sin(angle)) / NODES, im: (-size * cos(angle)) / NODES } };
}

interface Work {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly xr: Float64Array;
  readonly xi: Float64Array;
}

/** Solves (z − tQᵀ) x = v by elimination without pivoting, which the dominant diagonal allows. */
function solve(up: Float64Array, down: Float64Array, time: number, z: Complex, v: Float64Array, work: Work): void {
  const { re, im, xr, xi } = work;
  const size = v.length;
  for (let k = 0; k < size; k++) {
    let dr = z.re + time * ((up[k] as number) + (down[k] as number));
    let di = z.im;
    let br = v[k] as number;
    let bi = 0;
    if (k > 0) {
      // The entry left of the diagonal is −t up[k − 1]; `re`, `im` hold the eliminated entries right of it.
      const lower = -time * (up[k - 1] as number);
      dr -= lower * (re[k - 1] as number);
      di -= lower * (im[k - 1] as number);
      br -= lower * (xr[k - 1] as number);
      bi -= lower * (xi[k - 1] as number);
    }
    const scale = 1 / (dr * dr + di * di);
    xr[k] = (br * dr + bi * di) * scale;
    xi[k] = (bi * dr - br * di) * scale;
    const upper = k < size - 1 ? -time * (down[k + 1] as number) : 0;
    re[k] = upper * dr * scale;
    im[k] = -upper * di * scale;
  }
  for (let k = size - 2; k >= 0; k--) {
    const [nr, ni] = [xr[k + 1] as number, xi[k + 1] as number];
    xr[k] = (xr[k] as number) - ((re[k] as number) * nr - (im[k] as number) * ni);
    xi[k] = (xi[k] as number) - ((re[k] as number) * ni + (im[k] as number) * nr);
  }
}
