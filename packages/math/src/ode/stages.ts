/** Combine the stages of Runge–Kutta methods. */

/** out = y + h Σ aⱼ kⱼ; out may be y. */
export function linearCombination(
  out: Float64Array,
  y: Float64Array,
  h: number,
  a: readonly number[],
  k: readonly Float64Array[],
): void {
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    for (let j = 0; j < a.length; j++) sum += (a[j] as number) * ((k[j] as Float64Array)[i] as number);
    out[i] = (y[i] as number) + h * sum;
  }
}

/** out += A B for a square matrix A of n rows and B of q columns. */
export function addProduct(out: Float64Array, a: Float64Array, b: Float64Array, n: number, q: number): void {
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k] as number;
      if (factor === 0) continue;
      for (let c = 0; c < q; c++) out[i * q + c] = (out[i * q + c] as number) + factor * (b[k * q + c] as number);
    }
}
