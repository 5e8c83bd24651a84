/** Kill the built package while it samples: what it reported is in the file, and it ends as if never stopped. */
import { expect, it } from "vitest";
import { killedRun } from "./killed.js";

it("killed fifty times at random, a run loses nothing that it reported and ends the same", async () => {
  const { end, whole, lost } = await killedRun(50, 100_000);
  expect(lost).toBeLessThanOrEqual(0);
  expect(end).toBe(whole);
});
