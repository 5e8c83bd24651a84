/** Hold the harness to figures that a synthetic clock makes exact. */
import { expect, test } from "vitest";
import { measure } from "../measure.mjs";

/** A clock that only moves when an arm spends time. */
function synthetic() {
  let now = 0;
  const spend = (seconds) => () => {
    now += seconds;
  };
  return { clock: () => now, spend };
}

const timed = (arms, rest = {}) => ({
  name: "timed",
  unit: "ms",
  subject: "a",
  setup: () => arms,
  read: (seconds) => seconds * 1e3,
  ...rest,
});

test("a constant arm has its own duration and no spread", async () => {
  const { clock, spend } = synthetic();
  const result = await measure(timed({ a: spend(0.25) }), clock);
  expect(result).toEqual({ name: "timed", value: 250, unit: "ms", spread: 0 });
});

test("the ratio is that of the medians, whatever the calls a block", async () => {
  const { clock, spend } = synthetic();
  const result = await measure(timed({ a: spend(2 ** -10), b: spend(2 ** -4) }, { baseline: "b" }), clock);
  expect(result).toMatchObject({ value: 1000 / 1024, baseline: 1000 / 16, ratio: 1 / 64 });
});

test("calls grow until a block takes 20 ms", async () => {
  const { clock, spend } = synthetic();
  let calls = 0;
  const step = spend(2 ** -10);
  const arm = () => {
    calls++;
    step();
  };
  await measure(timed({ a: arm }, { blocks: 1 }), clock);
  expect(calls).toBe(1 + 2 + 4 + 8 + 16 + 32 + 32);
});

test("blocks of the arms are interleaved and take turns to be first", async () => {
  const order = [];
  const arm = (name) => () => {
    order.push(name);
  };
  await measure(timed({ a: arm("a"), b: arm("b") }, { calls: 1, blocks: 4 }), () => 0);
  expect(order.join("")).toBe("abbaabba");
});

test("median and interquartile range follow R's type 7", async () => {
  const durations = [1, 2, 4, 8];
  const result = await measure(
    { ...timed({ a: () => Promise.resolve(durations.shift()) }), calls: 1, blocks: 4, read: (_, value) => value },
    () => 0,
  );
  // R: quantile(c(1, 2, 4, 8), c(.25, .5, .75)) is 1.75, 3, 5.
  expect(result).toMatchObject({ value: 3, spread: 3.25 });
});
