/** Compare the generator with its definition in exact integers. */
import { describe, expect, it } from "vitest";
import { restoreRng } from "../../src/index.js";

/** PractRand's sfc32 on BigInt words: no 32-bit operator of JavaScript in it. */
function* reference(words: readonly number[]): Generator<number> {
  const mask = 0xffffffffn;
  let [a, b, c, counter] = words.map(BigInt) as [bigint, bigint, bigint, bigint];
  for (;;) {
    const output = (a + b + counter) & mask;
    counter = (counter + 1n) & mask;
    a = b ^ (b >> 9n);
    b = (c + (c << 3n)) & mask;
    c = (((c << 21n) | (c >> 11n)) + output) & mask;
    yield Number(output);
  }
}

describe("sfc32", () => {
  it.each([
    [[1, 2, 3, 4]],
    [[0, 0, 0, 1]],
    [[0xffffffff, 0x80000000, 0x7fffffff, 0xffffffff]],
    [[3141592653, 2718281828, 1414213562, 1732050807]],
  ])("follows its definition from %j", (words) => {
    const stream = restoreRng({ seed: "s", path: [], words: words as [number, number, number, number] });
    const expected = reference(words);
    for (let i = 0; i < 1000; i++) expect(stream.uint32()).toBe(expected.next().value);
  });
});
