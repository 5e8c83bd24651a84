/** Transform to frequencies: the iterative radix-2 algorithm, enough for convolutions with zero padding. */
import { cos, sin } from "../special/index.js";

/**
 * Discrete Fourier transform X[k] = Σ x[j] exp(−2πi jk / n), in place (Cooley & Tukey 1965).
 *
 * @param re real parts; their number n must be a power of two
 * @param im imaginary parts, as many
 * @throws RangeError when n is not a power of two
 */
export function fft(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  if (n !== im.length || n === 0 || (n & (n - 1)) !== 0)
    throw new RangeError(
      `fft: got ${n} real and ${im.length} imaginary parts; pass as many of each as some power of two`,
    );
  reverseBits(re, im);
  const half = n / 2;
  const { cosines, sines } = rootsOfUnity(n);
  for (let width = 1; width < n; width *= 2) {
    const stride = half / width;
    for (let block = 0; block < n; block += 2 * width) {
      for (let k = 0; k < width; k++) {
        const c = cosines[k * stride] as number;
        const s = sines[k * stride] as number;
        const even = block + k;
        const odd = even + width;
        const x = (re[odd] as number) * c - (im[odd] as number) * s;
        const y = (re[odd] as number) * s + (im[odd] as number) * c;
        re[odd] = (re[even] as number) - x;
        im[odd] = (im[even] as number) - y;
        re[even] = (re[even] as number) + x;
        im[even] = (im[even] as number) + y;
      }
    }
  }
}

/** The first half of the n-th roots of unity, clockwise from 1. */
interface Roots {
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
}

/** Roots by n: a power of two each, so that all kept together take no more room than twice the largest. */
const known = new Map<number, Roots>();

function rootsOfUnity(n: number): Roots {
  const kept = known.get(n);
  if (kept !== undefined) return kept;
  const cosines = new Float64Array(n / 2);
  const sines = new Float64Array(n / 2);
  for (let k = 0; k < n / 2; k++) {
    const angle = (-2 * Math.PI * k) / n;
    cosines[k] = cos(angle);
    sines[k] = sin(angle);
  }
  const roots = { cosines, sines };
  known.set(n, roots);
  return roots;
}

/** Move each entry to the place whose index has the same bits in reverse. */
function reverseBits(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      swap(re, i, j);
      swap(im, i, j);
    }
  }
}

function swap(values: Float64Array, i: number, j: number): void {
  const value = values[i] as number;
  values[i] = values[j] as number;
  values[j] = value;
}
