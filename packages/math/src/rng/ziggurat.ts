/** Draw standard normals by a ziggurat of 256 strips: one multiplication and comparison for 99 draws in 100. */
import { exp } from "../special/generated/exp.js";
import { log } from "../special/generated/log.js";
import { sfc32 } from "./sfc32.js";

const STRIPS = 256;
/** Right end of the second lowest strip; beyond it lies the tail. */
const TAIL = 3.6541528853610088;
/** Area of each strip: TAIL·exp(-TAIL²/2) + ∫ from TAIL to ∞ of exp(-t²/2). */
const AREA = 0.004928673233974655;
const TWO_TO_MINUS_53 = 1.1102230246251565e-16;

/** Right ends of the strips from the lowest (whose end is fictitious, so that its area is AREA too) to 0 at the peak. */
const ends = new Float64Array(STRIPS + 1);
/** exp(-x²/2) at the right ends. */
const heights = new Float64Array(STRIPS + 1);
/** End of each strip, scaled to a draw of 53 bits. */
const scales = new Float64Array(STRIPS);
/** Draws below this lie under the curve for certain. */
const inside = new Float64Array(STRIPS);

const density = (x: number): number => exp(-0.5 * x * x);

function build(): void {
  ends[0] = AREA / density(TAIL);
  ends[1] = TAIL;
  for (let i = 2; i < STRIPS; i++) {
    const previous = ends[i - 1] as number;
    ends[i] = Math.sqrt(-2 * log(AREA / previous + density(previous)));
  }
  for (let i = 0; i < STRIPS; i++) {
    const end = ends[i] as number;
    heights[i] = density(end);
    scales[i] = end * TWO_TO_MINUS_53;
    inside[i] = Math.floor(((ends[i + 1] as number) / end) * 9007199254740992);
  }
  heights[STRIPS] = 1;
}
build();

/** All that a draw looks up, in one vector: 257 heights, 256 scales, and 256 bounds below which all lies inside. */
export const ZIGGURAT_SIZE = 769;

/** Writes the {@link ZIGGURAT_SIZE} numbers of the tables. */
export function writeZiggurat(memory: Float64Array, at: number): void {
  memory.set(heights, at);
  memory.set(scales, at + STRIPS + 1);
  memory.set(inside, at + 2 * STRIPS + 1);
}

/** 53 random bits over 2^53, in [0, 1). */
export function uniform53(state: Int32Array): number {
  const high = sfc32(state) >>> 5;
  return (high * 67108864 + (sfc32(state) >>> 6)) * TWO_TO_MINUS_53;
}

/** |x| beyond TAIL (Marsaglia, 1964): exponential proposals; 1 - u keeps the logarithm finite. */
function tail(state: Int32Array): number {
  for (;;) {
    const x = -log(1 - uniform53(state)) / TAIL;
    const y = -log(1 - uniform53(state));
    if (y + y > x * x) return TAIL + x;
  }
}

/**
 * One standard normal draw; two words of the stream in 99 draws of 100.
 *
 * Marsaglia and Tsang, "The ziggurat method" (J. Stat. Software 5(8), 2000), with Doornik's remedy (2005): strip, sign
 * and position come from separate bits.
 */
export function normalDraw(state: Int32Array): number {
  for (;;) {
    const word = sfc32(state);
    const strip = word & 255;
    const bits = (word >>> 9) * 1073741824 + (sfc32(state) >>> 2);
    const x = bits * (scales[strip] as number);
    let size = x;
    if (bits >= (inside[strip] as number)) {
      if (strip === 0) size = tail(state);
      else {
        const floor = heights[strip] as number;
        const height = floor + uniform53(state) * ((heights[strip + 1] as number) - floor);
        if (height >= density(x)) continue;
      }
    }
    // ±1 by arithmetic: a branch on a random bit is mispredicted every other time
    return size * (1 - ((word & 256) >>> 7));
  }
}
