/** Check the order of draws against the engine's own sort, with signs, ties and infinities. */
import { rng } from "@credence/math";
import { describe, expect, it } from "vitest";
import { ascendingOrder } from "../src/ascending-order.js";

const inOrder = (values: Float64Array): number[] =>
  Array.from(ascendingOrder(values), (place) => values[place] as number);

describe("ascendingOrder", () => {
  it("agrees with the engine's sort at every scale", () => {
    const random = rng("order");
    for (const scale of [1e-320, 1e-9, 1, 1e9, 1e300]) {
      const values = Float64Array.from({ length: 1000 }, () => scale * random.normal());
      expect(inOrder(values)).toEqual(Array.from(values.slice().sort()));
    }
  });

  it("puts infinities at the ends, keeps ties in their order and does not change the values", () => {
    const values = Float64Array.of(2, -Infinity, 2, -1, Infinity, 0, -1);
    expect(Array.from(ascendingOrder(values))).toEqual([1, 3, 6, 5, 0, 2, 4]);
    expect(Array.from(values)).toEqual([2, -Infinity, 2, -1, Infinity, 0, -1]);
  });

  it("puts NaN of either sign at an end", () => {
    const negative = new Float64Array(new Uint32Array([0, 0xfff80000]).buffer)[0] as number;
    expect(inOrder(Float64Array.of(1, Number.NaN, -Infinity)).at(-1)).toBeNaN();
    expect([0, -1].some((end) => Number.isNaN(inOrder(Float64Array.of(1, negative, 2)).at(end)))).toBe(true);
  });

  it("tells draws apart by their last bits", () => {
    const random = rng("bits");
    const values = Float64Array.from(
      { length: 500 },
      () => (random.uniform() < 0.5 ? 1 : -1) * (1 + 1e-14 * random.uniform()),
    );
    expect(inOrder(values)).toEqual(Array.from(values.slice().sort()));
    const coarse = values.map((value) => Math.round(value * 2 ** 50) / 2 ** 50);
    const order = Array.from(ascendingOrder(coarse));
    expect(order).toEqual(
      order.map((_, i) => i).sort((a, b) => (coarse[a] as number) - (coarse[b] as number) || a - b),
    );
  });

  it("reads a part of a larger buffer", () => {
    expect(inOrder(Float64Array.of(9, 3, 1, 2, 0).subarray(1, 4))).toEqual([1, 2, 3]);
  });
});
