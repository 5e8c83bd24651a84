/** Follow a run in a notebook and on a console: a table in place, and one line that stays. */
import { sample } from "@credence/inference";
import { model, normal } from "@credence/model";
import { nuts } from "@credence/samplers";
import { afterEach, expect, it, vi } from "vitest";
import { show } from "../src/index.js";
import { inNotebook, leaveNotebook } from "./stand-in.js";

afterEach(() => {
  vi.restoreAllMocks();
  leaveNotebook();
});

const posterior = model(() => ({ x: normal(0, 1) }))().observe({});
const options = { sampler: nuts(), chains: 3, tune: 100, draws: 400, seed: 1 } as const;
const line = "3 chains done, 500 iterations each with warmup, no divergences";

it("updates one display in place and leaves one line there, the same for the same run", async () => {
  const shown = inNotebook();
  await show("before");
  await sample(posterior, { ...options, progress: show.progress() });
  await sample(posterior, { ...options, progress: show.progress() });
  const [first, second] = [1, 2].map((place) => shown.filter((output) => output.place === place));
  expect(first?.length).toBeGreaterThan(1);
  expect(first?.[0]?.text).toMatch(/^<table>/);
  expect(first?.at(-1)?.text).toBe(line);
  expect(second?.at(-1)?.text).toBe(line);
});

it("shows a run again that reports through the same callback", () => {
  const shown = inNotebook();
  const tell = show.progress();
  const chain = {
    chain: 0,
    chains: 1,
    phase: "draw",
    total: 10,
    stepSize: 1,
    drawsPerSecond: 1,
    secondsLeft: 0,
  } as const;
  tell({ ...chain, done: 10, divergences: 2 });
  tell({ ...chain, done: 5, divergences: 0 });
  tell({ ...chain, done: 10, divergences: 0 });
  expect(shown.map(({ text }) => text.replace(/^<table.*/, "table"))).toEqual([
    "1 chain done, 10 iterations each with warmup, 2 divergences",
    "table",
    "1 chain done, 10 iterations each with warmup, no divergences",
  ]);
});

it("prints the line alone where there is no notebook", async () => {
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  await sample(posterior, { ...options, progress: show.progress() });
  expect(log.mock.calls).toEqual([[line]]);
});
