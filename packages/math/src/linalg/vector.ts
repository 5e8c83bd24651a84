/** Combine vectors: the few inner loops that the dense algorithms share. */

/** Inner product Σ x[i] y[i] of two vectors of the same length. */
export function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] as number) * (y[i] as number);
  return sum;
}

/** Add `scale · x` to `y` in place (BLAS's axpy). */
export function axpy(scale: number, x: Float64Array, y: Float64Array): void {
  for (let i = 0; i < x.length; i++) y[i] = (y[i] as number) + scale * (x[i] as number);
}
