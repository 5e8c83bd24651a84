/** Compute sine, cosine and tangent after an exact reduction of the angle. */
import { reduceAngle, reducedAngle } from "./reduce-angle.js";

const EIGHTH_TURN = 0.7853981633974483;

/** sin(x + low) on |x| ≤ π/4 (fdlibm's k_sin.c). */
function sinReduced(x: number, low: number): number {
  const z = x * x;
  const v = z * x;
  const r =
    0.00833333333332249 +
    z *
      (-0.0001984126982985795 +
        z * (0.0000027557313707070068 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)));
  return x - (z * (0.5 * low - v * r) - low - v * -0.16666666666666632);
}

/** cos(x + low) on |x| ≤ π/4 (FreeBSD's k_cos.c). */
function cosReduced(x: number, low: number): number {
  const z = x * x;
  const r =
    z *
    (0.0416666666666666 +
      z *
        (-0.001388888888887411 +
          z *
            (0.00002480158728947673 +
              z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11)))));
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + (z * r - x * low));
}

/** Sine of x radians. Within 1 ulp for every finite x; NaN at ±Infinity. */
export function sin(x: number): number {
  if (x > -EIGHTH_TURN && x < EIGHTH_TURN) return x > -1e-8 && x < 1e-8 ? x : sinReduced(x, 0);
  const quadrant = reduceAngle(x);
  const { value, low } = reducedAngle;
  const y = (quadrant & 1) === 0 ? sinReduced(value, low) : cosReduced(value, low);
  return (quadrant & 2) === 0 ? y : -y;
}

/** Cosine of x radians. Within 1 ulp for every finite x; NaN at ±Infinity. */
export function cos(x: number): number {
  if (x > -EIGHTH_TURN && x < EIGHTH_TURN) return cosReduced(x, 0);
  const quadrant = reduceAngle(x);
  const { value, low } = reducedAngle;
  const y = (quadrant & 1) === 0 ? cosReduced(value, low) : sinReduced(value, low);
  return ((quadrant + 1) & 2) === 0 ? y : -y;
}

/** Tangent of x radians, sin/cos of the reduced angle. Within 2 ulp; NaN at ±Infinity. */
export function tan(x: number): number {
  if (x > -1e-8 && x < 1e-8) return x;
  const quadrant = reduceAngle(x);
  const { value, low } = reducedAngle;
  const s = sinReduced(value, low);
  const c = cosReduced(value, low);
  return (quadrant & 1) === 0 ? s / c : -c / s;
}
