/** Compute sine and cosine of angles of at most an eighth of a turn: generated from `loops/special/reduced-angle.ts` by `.ci/loops.mjs`. */
// biome-ignore-all lint: generated

/** sin(x + low) on |x| ≤ π/4 (fdlibm's k_sin.c). */
export function sinReduced(x: number, low: number): number {
  const v0 = x * x;
  const v1 = v0 * x;
  return (
    x -
    (v0 *
      (0.5 * low -
        v1 *
          ((((1.58969099521155e-10 * v0 + -2.5050760253406863e-8) * v0 + 0.0000027557313707070068) * v0 +
            -0.0001984126982985795) *
            v0 +
            0.00833333333332249)) -
      low -
      v1 * -0.16666666666666632)
  );
}

/** cos(x + low) on |x| ≤ π/4 (FreeBSD's k_cos.c). */
export function cosReduced(x: number, low: number): number {
  const v0 = x * x;
  const v1 = 0.5 * v0;
  const v2 = 1 - v1;
  return (
    v2 +
    (1 -
      v2 -
      v1 +
      (v0 *
        (v0 *
          (((((-1.1359647557788195e-11 * v0 + 2.087572321298175e-9) * v0 + -2.7557314351390663e-7) * v0 +
            0.00002480158728947673) *
            v0 +
            -0.001388888888887411) *
            v0 +
            0.0416666666666666)) -
        x * low))
  );
}
