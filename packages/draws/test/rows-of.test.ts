/** Check that rows hold every draw of every cell once, in order, under names that differ. */
import { rowsOf, select, trace } from "@credence/draws";
import { describe, expect, test } from "vitest";
import { example } from "./example.js";

describe("rowsOf", () => {
  test("is a record for each draw, chain by chain, with a column for each cell", () => {
    const rows = rowsOf(example());
    expect(rows).toHaveLength(6);
    expect(Object.keys(rows[0] ?? {})).toEqual([
      "chain",
      "draw",
      "mu",
      "season.phase",
      "season.effect[1]",
      "season.effect[2]",
      "double",
    ]);
    expect(rows[4]).toEqual({
      chain: 1,
      draw: 1,
      mu: 4,
      "season.phase": 0.5,
      "season.effect[1]": 8,
      "season.effect[2]": 9,
      double: 8,
    });
  });

  test("computes only what was selected", () => {
    const picked = select(
      example(0, () => {
        throw new Error("computed");
      }),
      ["mu"],
    );
    expect(rowsOf(picked).map(({ chain, draw, mu }) => [chain, draw, mu])).toEqual([
      [0, 0, 0],
      [0, 1, 1],
      [0, 2, 2],
      [1, 0, 3],
      [1, 1, 4],
      [1, 2, 5],
    ]);
  });

  test("keeps a variable called like a column, and has no rows without draws", () => {
    const run = { sampler: "nuts", seed: 1, elapsedMs: 1, chains: 1, draws: 1 };
    const values = Float64Array.of(7);
    expect(rowsOf(trace([{ name: "chain", axes: [], values }], run))).toEqual([{ chain: 0, draw: 0, chain_: 7 }]);
    const none = trace([{ name: "mu", axes: [], values: new Float64Array(0) }], { ...run, draws: 0 });
    expect(rowsOf(none)).toEqual([]);
  });
});
