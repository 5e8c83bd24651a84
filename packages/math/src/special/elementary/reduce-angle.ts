/** Subtract multiples of π/2 from an angle without losing a bit, however large it is. */
import { powerOfTwo } from "./binary.js";

/** π/2 in three pieces of 33 bits, each with what is left after it (fdlibm's e_rem_pio2.c). */
const PIECE_1 = 1.5707963267341256;
const REST_1 = 6.077100506506192e-11;
const PIECE_2 = 6.077100506303966e-11;
const REST_2 = 2.0222662487959506e-21;
const PIECE_3 = 2.0222662487111665e-21;
const REST_3 = 8.4784276603689e-32;
const TWO_OVER_PI = 0.6366197723675814;
const ROUNDER = 6755399441055744;
/** Up to here k·PIECE is exact. */
const LARGEST_SMALL = 1647099;

/** The angle of the last {@link reduceAngle}, `value + low` in [-π/4, π/4]: a second result without an allocation. */
export const reducedAngle: { value: number; low: number } = { value: 0, low: 0 };

/** Put x modulo π/2 into {@link reducedAngle} and return the quadrant (only its two lowest bits matter). */
export function reduceAngle(x: number): number {
  if (!(x > -LARGEST_SMALL && x < LARGEST_SMALL)) return reduceLarge(x);
  const k = x * TWO_OVER_PI + ROUNDER - ROUNDER;
  let rest = x - k * PIECE_1;
  let less = k * REST_1;
  let value = rest - less;
  const size = Math.abs(x);
  // Cancellation of more than 2^16, then of more than 2^49, calls for the next piece.
  if (Math.abs(value) < size * 1.52587890625e-5) {
    const before = rest;
    less = k * PIECE_2;
    rest = before - less;
    less = k * REST_2 - (before - rest - less);
    value = rest - less;
    if (Math.abs(value) < size * 1.7763568394002505e-15) {
      const between = rest;
      less = k * PIECE_3;
      rest = between - less;
      less = k * REST_3 - (between - rest - less);
      value = rest - less;
    }
  }
  reducedAngle.value = value;
  reducedAngle.low = rest - value - less;
  return k | 0;
}

/** 2/π·2^1216: enough bits for the largest double. */
const TWO_OVER_PI_BITS = BigInt(
  "0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921cfe1d" +
    "eb1cb129a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980fef2f118b" +
    "5a0a6d1f6d367ecf27cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b" +
    "6bab",
);
/** π/2·2^160. */
const HALF_PI_BITS = 0x1921fb54442d18469898cc51701b839a252049c11n;
const UNIT_BITS = 1216n;
const KEPT_BITS = 160n;

/** Payne and Hanek's reduction (1983) in integers: x/(π/2) modulo 4 from as many bits of 2/π as x needs. */
function reduceLarge(x: number): number {
  if (!Number.isFinite(x)) {
    reducedAngle.value = NaN;
    reducedAngle.low = 0;
    return 0;
  }
  const size = Math.abs(x);
  // A double above LARGEST_SMALL is a multiple of 2^-33.
  const scaled = size < 9007199254740992 ? BigInt(size * 8589934592) : BigInt(size) << 33n;
  const turns = (scaled * TWO_OVER_PI_BITS) >> 33n;
  const quadrant = (turns + (1n << (UNIT_BITS - 1n))) >> UNIT_BITS;
  const fraction = (turns - (quadrant << UNIT_BITS)) >> (UNIT_BITS - KEPT_BITS);
  const angle = (fraction * HALF_PI_BITS) >> KEPT_BITS;
  const value = Number(angle);
  const sign = x < 0 ? -1 : 1;
  reducedAngle.value = sign * value * powerOfTwo(-160);
  reducedAngle.low = sign * Number(angle - BigInt(value)) * powerOfTwo(-160);
  return sign * Number(quadrant & 3n);
}
