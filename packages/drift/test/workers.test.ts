/** See that workers load this package when a model names its families: the same draws there as in the calling thread. */
import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("chains of a drifting rate run in workers, and draw the same", () => {
  const program = fileURLToPath(new URL("workers-run.mjs", import.meta.url));
  const told = JSON.parse(execFileSync(process.execPath, [program], { encoding: "utf8" }));
  const threads = availableParallelism() > 1;
  expect(told).toEqual([
    [true, true, []],
    [true, threads, []],
  ]);
}, 120_000);
