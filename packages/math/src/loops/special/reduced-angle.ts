/** Write sine and cosine of angles of at most an eighth of a turn in the loop IR. */
import { define } from "../block.js";
import type { LoopFunction } from "../types.js";
import { add, horner, mul, sub } from "../values.js";

/** sin(x + low) on |x| ≤ π/4 (fdlibm's k_sin.c). */
export const sinReduced: LoopFunction = define("sinReduced", { x: "f64", low: "f64" }, "f64", (b, { x, low }) => {
  const z = b.let(mul(x, x));
  const v = b.let(mul(z, x));
  const r = horner(z, [
    ...[0.00833333333332249, -0.0001984126982985795, 0.0000027557313707070068],
    ...[-2.5050760253406863e-8, 1.58969099521155e-10],
  ]);
  const inner = sub(mul(z, sub(mul(0.5, low), mul(v, r))), low);
  b.return(sub(x, sub(inner, mul(v, -0.16666666666666632))));
});

/** cos(x + low) on |x| ≤ π/4 (FreeBSD's k_cos.c). */
export const cosReduced: LoopFunction = define("cosReduced", { x: "f64", low: "f64" }, "f64", (b, { x, low }) => {
  const z = b.let(mul(x, x));
  const r = mul(
    z,
    horner(z, [
      ...[0.0416666666666666, -0.001388888888887411, 0.00002480158728947673],
      ...[-2.7557314351390663e-7, 2.087572321298175e-9, -1.1359647557788195e-11],
    ]),
  );
  const half = b.let(mul(0.5, z));
  const w = b.let(sub(1, half));
  b.return(add(w, add(sub(sub(1, w), half), sub(mul(z, r), mul(x, low)))));
});
