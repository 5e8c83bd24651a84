/** Order draws by value in a few passes over their bits: sorting is what a summary spends most of its time on. */

/** Bits sorted by in one pass: three digits cover a 32-bit word, and 2¹¹ counters stay in the nearest cache. */
const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

/**
 * The places of the values from the smallest to the largest, equal ones in their order: a radix sort from the least
 * digit on (Knuth, The Art of Computer Programming 3, section 5.2.5), which needs no comparison and yields ranks as well.
 * NaN comes first or last, by its sign bit.
 *
 * A double orders like an unsigned integer once the bits of negative numbers are inverted and the sign bit of the others
 * is set. The upper half of these bits tells most draws apart; only runs that share it are then compared by the lower.
 * Words are read in little-endian order, as everywhere that JavaScript engines run.
 */
export function ascendingOrder(values: Float64Array): Uint32Array {
  const size = values.length;
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * size);
  const low = new Uint32Array(size);
  const high = new Uint32Array(size);
  let order = new Uint32Array(size);
  for (let i = 0; i < size; i++) {
    const upper = words[2 * i + 1] as number;
    const inverted = upper >> 31;
    low[i] = (words[2 * i] as number) ^ inverted;
    high[i] = upper ^ (inverted | 0x80000000);
    order[i] = i;
  }
  let spare = new Uint32Array(size);
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    sortByDigit(high, shift, order, spare);
    [order, spare] = [spare, order];
  }
  sortRuns(order, high, low);
  return order;
}

/** Put the places in `from` into `to` by one digit of their keys; equal digits keep their order. */
function sortByDigit(keys: Uint32Array, shift: number, from: Uint32Array, to: Uint32Array): void {
  const next = new Uint32Array(DIGITS);
  for (let i = 0; i < keys.length; i++) {
    const digit = ((keys[i] as number) >>> shift) & (DIGITS - 1);
    next[digit] = (next[digit] as number) + 1;
  }
  let start = 0;
  for (let digit = 0; digit < DIGITS; digit++) {
    const count = next[digit] as number;
    next[digit] = start;
    start += count;
  }
  for (let i = 0; i < from.length; i++) {
    const place = from[i] as number;
    const digit = ((keys[place] as number) >>> shift) & (DIGITS - 1);
    const target = next[digit] as number;
    to[target] = place;
    next[digit] = target + 1;
  }
}

/** Sort every run of places that share their upper word by the lower; runs of equal values are in order already. */
function sortRuns(order: Uint32Array, high: Uint32Array, low: Uint32Array): void {
  const lowAt = (i: number): number => low[order[i] as number] as number;
  let first = 0;
  let sorted = true;
  for (let i = 1; i <= order.length; i++) {
    if (i < order.length && high[order[i] as number] === high[order[i - 1] as number]) {
      sorted &&= lowAt(i - 1) <= lowAt(i);
      continue;
    }
    // The engine's sort is stable, so that equal values keep their order here too.
    if (!sorted) order.subarray(first, i).sort((a, b) => (low[a] as number) - (low[b] as number));
    first = i;
    sorted = true;
  }
}
