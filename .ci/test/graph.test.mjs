/** Hold the graph helpers to small graphs drawn by hand. */
import { expect, test } from "vitest";
import { arrows } from "../lib/arrows.mjs";
import { findCycle, reduce } from "../lib/graph.mjs";

test("a cycle is a closed walk; a diamond has none", () => {
  expect(findCycle({ a: ["b"], b: ["c"], c: ["b"] })).toEqual(["b", "c", "b"]);
  expect(findCycle({ a: ["a"] })).toEqual(["a", "a"]);
  expect(findCycle({ a: ["b", "c"], b: ["d"], c: ["d"] })).toBeUndefined();
});

test("reduction drops what a longer way implies", () => {
  expect(reduce({ a: ["b", "c"], b: ["c"], c: [] })).toEqual({ a: ["b"], b: ["c"], c: [] });
});

test("the arrows between packages make no cycle and name only packages", () => {
  expect(findCycle(arrows)).toBeUndefined();
  expect(Object.keys(arrows)).toEqual(expect.arrayContaining(Object.values(arrows).flat()));
});
