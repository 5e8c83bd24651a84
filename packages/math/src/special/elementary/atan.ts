/** Compute the inverse tangent by reduction to one of four known angles. */

/** (x - atan x)/x on |x| < 7/16: the polynomial of fdlibm's s_atan.c. */
function deficit(x: number): number {
  const z = x * x;
  const w = z * z;
  const even =
    z *
    (0.3333333333333293 +
      w *
        (0.14285714272503466 +
          w *
            (0.09090887133436507 + w * (0.06661073137387531 + w * (0.049768779946159324 + w * 0.016285820115365782)))));
  const odd =
    w *
    (-0.19999999999876483 +
      w * (-0.11111110405462356 + w * (-0.0769187620504483 + w * (-0.058335701337905735 + w * -0.036531572744216916))));
  return even + odd;
}

function about(angle: number, low: number, x: number): number {
  return angle - (x * deficit(x) - low - x);
}

/** Inverse tangent in radians, in [-π/2, π/2]. Within 1 ulp. */
export function atan(x: number): number {
  const size = Math.abs(x);
  if (size < 1e-8) return x;
  if (size < 0.4375) return x - x * deficit(x);
  const y = atanPositive(size);
  return x < 0 ? -y : y;
}

function atanPositive(x: number): number {
  if (x < 0.6875) return about(0.4636476090008061, 2.2698777452961687e-17, (2 * x - 1) / (2 + x));
  if (x < 1.1875) return about(0.7853981633974483, 3.061616997868383e-17, (x - 1) / (x + 1));
  if (x < 2.4375) return about(0.982793723247329, 1.3903311031230998e-17, (x - 1.5) / (1 + 1.5 * x));
  return about(1.5707963267948966, 6.123233995736766e-17, -1 / x);
}

/** Angle of the point (x, y) in radians, in [-π, π]. Within 2 ulp. */
export function atan2(y: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  const behind = x < 0 || Object.is(x, -0);
  const acute = y === 0 && x === 0 ? 0 : atan(Math.abs(y) === Math.abs(x) ? 1 : Math.abs(y / x));
  const angle = behind ? Math.PI - (acute - 1.2246467991473532e-16) : acute;
  return y < 0 || Object.is(y, -0) ? -angle : angle;
}
