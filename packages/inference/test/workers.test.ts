/** Hold chains in workers of the built package to those of the calling thread: the same draws, in any number of workers. */
import { execFileSync } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("chains in workers draw the same, stop, store, resume, and stay here where they cannot be sent", () => {
  const program = fileURLToPath(new URL("workers-run.mjs", import.meta.url));
  const told = JSON.parse(execFileSync(process.execPath, [program], { encoding: "utf8" }));
  const many = availableParallelism() > 1;
  expect(told).toEqual({
    slow: told.slow,
    same: { 0: true, 1: true, 2: true, 3: true },
    inWorkers: told.slow ? { 0: false, 1: true, 2: many, 3: many } : told.inWorkers,
    compound: true,
    walnuts: true,
    prebuilt: [true, true],
    until: [true, true, false],
    partial: [true, true, true, true],
    foreign: [
      0,
      "the chains ran in the calling thread: the model cannot be sent to a worker (the sampler mine is code of your own)",
    ],
  });
});
