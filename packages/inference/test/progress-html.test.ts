/** Hold the table of a run to what its callback is told, on pages and in notebooks. */
import { expect, it } from "vitest";
import { type Progress, progressIn } from "../src/index.js";

const told = { chains: 2, total: 200, divergences: 3, stepSize: 0.5, drawsPerSecond: 1234.4, secondsLeft: 0.25 };
const of = (chain: number, done: number): Progress => ({ ...told, chain, done, phase: done < 100 ? "tune" : "draw" });

it("has a row for each chain that told something, and shows the end at once", () => {
  const place = { innerHTML: "" };
  const texts: string[] = [];
  const both = [progressIn(place), progressIn({ html: (text: string) => texts.push(text) })];
  for (const progress of [of(1, 50), of(0, 150), of(0, 200), of(1, 200)]) for (const tell of both) tell(progress);
  expect(texts.length).toBe(3); // the second comes within 100 ms and is shown with the third
  expect(texts[0]).toContain(
    '<td>2</td><td><progress value="50" max="200"></progress></td><td>warmup</td><td>1,234</td>',
  );
  expect(texts.at(-1)).toBe(place.innerHTML);
  expect(place.innerHTML.match(/<td>done<\/td>/g)?.length).toBe(2);
});
