/** Compute with doubles without rounding: whole multiples of powers of two. */

/** digits · 2^exponent */
export interface Dyadic {
  readonly digits: bigint;
  readonly exponent: number;
}

/** A double as it is. */
export function exactly(x: number): Dyadic {
  if (x === 0) return { digits: 0n, exponent: 0 };
  const exponent = Math.max(-1074, Math.floor(Math.log2(Math.abs(x))) - 53);
  const down = Math.ceil(exponent / 2);
  return { digits: BigInt(x * 2 ** -down * 2 ** (down - exponent)), exponent };
}

export function plus(a: Dyadic, b: Dyadic): Dyadic {
  const exponent = Math.min(a.exponent, b.exponent);
  const at = ({ digits, exponent: e }: Dyadic): bigint => digits << BigInt(e - exponent);
  return { digits: at(a) + at(b), exponent };
}

export const minus = (a: Dyadic, b: Dyadic): Dyadic => plus(a, { ...b, digits: -b.digits });

export const timesExactly = (a: Dyadic, b: Dyadic): Dyadic => ({
  digits: a.digits * b.digits,
  exponent: a.exponent + b.exponent,
});

/** The nearest double, or one beside it. */
export function rounded({ digits, exponent }: Dyadic): number {
  const excess = Math.max(0, (digits < 0n ? -digits : digits).toString(2).length - 64);
  return Number(digits >> BigInt(excess)) * 2 ** (exponent + excess);
}
