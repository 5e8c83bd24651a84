/** Check that ten million draws stream in flat memory, and that a process killed while it writes leaves the old or the new. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { readTrace, trace, writeTrace } from "@credence/draws";
import { rng } from "@credence/math";
import { describe, expect, test } from "vitest";
import { ENDINGS, fresh } from "./traces.js";

const STREAMING = ENDINGS.filter((ending) => ending !== ".json");

/** The built package, as a user has it: children are plain Node. */
const folder = join(import.meta.dirname, "../..");
const script = (text: string): string[] => [
  "--input-type=module",
  "-e",
  `import * as D from "@credence/draws";${text}`,
];

const STREAM = `
const [path, draws] = process.argv.slice(1);
const none = new Float64Array(0);
const run = { sampler: "mine", seed: 1, elapsedMs: 0, chains: 4, draws: 0, stats: { energy: none } };
const writer = await D.traceWriter(D.trace([{ name: "x", axes: [], values: none }], run), path);
const x = Float64Array.from({ length: 1000 }, (_, i) => Math.sin(i));
for (let at = 0; at < draws / 4; at += 1000)
  for (const chain of [0, 1, 2, 3]) await writer.write(chain, { values: { x }, stats: { energy: x } });
await writer.finish();
console.log(process.resourceUsage().maxRSS / 1024);
`;

describe.each(STREAMING)("%s", (ending) => {
  test("takes ten million draws in the memory that one million take", async () => {
    const megabytes = async (draws: number): Promise<number> => {
      const path = await fresh(`trace${ending}`);
      return Number(execFileSync(process.execPath, [...script(STREAM), path, String(draws)], { cwd: folder }));
    };
    // The draws themselves are 160 MB.
    expect(await megabytes(1e7)).toBeLessThan((await megabytes(1e6)) + 64);
  });
});

/** Writes many draws to the path and says when it begins; all are 2, where those of the old file are 1. */
const OVERWRITE = `
const [path, append] = process.argv.slice(1);
const values = new Float64Array(4 * 2000 * 40).fill(2);
const axes = [D.dim("k", 40)];
const many = D.trace([{ name: "x", axes, values }], { sampler: "mine", seed: 1, elapsedMs: 0, chains: 4, draws: 2000 });
process.stdout.write("begin");
await (append === "append" ? D.appendTrace : D.writeTrace)(many, path);
process.stdout.write("end");
`;

/** Kills the child so long after it began to write, or lets it end; the time that it took. */
async function overwrite(path: string, how: string, killAfter?: number): Promise<number> {
  const child = spawn(process.execPath, [...script(OVERWRITE), path, how], { cwd: folder });
  const ended = once(child, "close");
  await once(child.stdout, "data");
  const begun = performance.now();
  if (killAfter !== undefined) setTimeout(() => child.kill("SIGKILL"), killAfter);
  await ended;
  return performance.now() - begun;
}

const old = trace([{ name: "x", axes: [], values: new Float64Array(12).fill(1) }], {
  ...{ sampler: "mine", seed: 1, elapsedMs: 0, chains: 4, draws: 3 },
});

describe.each(ENDINGS)("%s, its writer killed at ten moments", (ending) => {
  test("is the old file or the new one", async () => {
    const whole = await fresh(`trace${ending}`);
    const took = await overwrite(whole, "write");
    const random = rng("killed", ending);
    let kept = 0;
    for (let i = 0; i < 10; i++) {
      const path = await fresh(`trace${ending}`);
      await writeTrace(old, path);
      await overwrite(path, "write", 1.1 * took * random.uniform());
      const { draws, variables } = (await readTrace(path)).$;
      expect([3, 2000]).toContain(draws);
      expect(variables[0]?.draws.values.every((x) => x === (draws === 3 ? 1 : 2))).toBe(true);
      if (draws === 3) kept++;
    }
    expect(kept).toBeGreaterThan(0); // Otherwise nothing was killed.
  });
});

describe.each(STREAMING)("%s, its writer killed at five moments", (ending) => {
  test("has the appended draws, or not", async () => {
    const path = await fresh(`trace${ending}`);
    const took = await overwrite(path, "write");
    const random = rng("append", ending);
    for (let i = 0; i < 5; i++) {
      const before = (await readTrace(path)).$.draws;
      await overwrite(path, "append", 1.1 * took * random.uniform());
      const { draws, variables } = (await readTrace(path)).$;
      expect([before, before + 2000]).toContain(draws);
      expect(variables[0]?.draws.values.every((x) => x === 2)).toBe(true);
    }
  });
});
