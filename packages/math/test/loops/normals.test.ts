import { describe, expect, it } from "vitest";
import { loops, rng, streamWords, writeZiggurat, ZIGGURAT_SIZE } from "../../src/index.js";
import { backends } from "./run.js";

describe("fillNormals", () => {
  it("draws from a stream what the stream would, and leaves its state", () => {
    for (const { doubles, words, functions } of backends([loops.fillNormals])) {
      const [own, reference] = [rng("shared"), rng("shared")];
      const state = streamWords(own) as Int32Array;
      writeZiggurat(doubles, 100);
      const out = 100 + ZIGGURAT_SIZE;
      for (const count of [1, 7, 20000, 20000]) {
        words.set(state, 4);
        functions.fillNormals?.(out, count, 4, 100);
        state.set(words.subarray(4, 8));
        const expected = Array.from({ length: count }, () => reference.normal());
        expect([...doubles.subarray(out, out + count)]).toEqual(expected);
        expect(own.state()).toEqual(reference.state());
      }
      expect(doubles.subarray(out, out + 20000).filter((x) => Math.abs(x) > 3.6541528853610088).length).toBeGreaterThan(
        0,
      );
    }
  });
});
