/** Add up observations by the cell of the prior that they read. */

/** For each of `size` cells, the sum of the values that read it. */
export function sumsByCell(values: Float64Array, cells: Int32Array, size: number): Float64Array {
  const sums = new Float64Array(size);
  for (let i = 0; i < values.length; i++) {
    const c = cells[i] as number;
    sums[c] = (sums[c] as number) + (values[i] as number);
  }
  return sums;
}

/** Adds one array to another, in place. */
export function addTo(target: Float64Array, sums: Float64Array): void {
  for (let c = 0; c < target.length; c++) target[c] = (target[c] as number) + (sums[c] as number);
}
