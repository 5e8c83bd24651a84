/** Check that damaged, cut and foreign files end in a sentence, and never in a crash or in other draws than were written. */
import { cp, mkdir, readdir, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type AnyTrace, readTrace, writeTrace } from "@credence/draws";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checksumOf } from "../../src/io/crc32.js";
import { decodeHead, encodeHead, headOf } from "../../src/io/head.js";
import { example } from "../example.js";
import { awkward, ENDINGS, expectSame, fresh, grouped } from "./traces.js";

/** All files of a trace: one, those of the chains, or those of a directory. */
async function filesOf(path: string): Promise<string[]> {
  const folder = join(path, "..");
  const names = await readdir(folder, { recursive: true });
  const paths = names.map((name) => join(folder, name));
  const kinds = await Promise.all(paths.map(async (each) => (await stat(each)).isFile()));
  return paths.filter((_, i) => kinds[i]).sort();
}

/** Damage a copy of the files, read it: what is read is what was written, or an error is told in a sentence. */
async function survives(folder: string, ending: string, before: AnyTrace, damage: (files: string[]) => Promise<void>) {
  const path = await fresh(`trace${ending}`);
  await cp(folder, join(path, ".."), { recursive: true });
  await damage(await filesOf(path));
  try {
    const after = await readTrace(path);
    expectSame(after, before);
  } catch (error) {
    const { message, name } = error as Error;
    if (name === "AssertionError") throw error;
    expect(message).toContain(path.slice(0, -ending.length));
    expect(message.length).toBeLessThan(600);
    expect(message).not.toMatch(/undefined|\[object|is not a function|HDF5-DIAG/);
  }
}

describe.each(ENDINGS)("%s", (ending) => {
  test("that lost its end or had bytes changed is refused, or reads as it was", async () => {
    const path = await fresh(`trace${ending}`);
    await writeTrace(grouped(2, 9), path);
    const before = await readTrace(path);
    const folder = join(path, "..");
    const place = fc.record({
      file: fc.nat(),
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      mask: fc.integer({ min: 1, max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(place, async ({ file, at, mask }) => {
        await survives(folder, ending, before, async (files) => {
          const victim = files[file % files.length] as string;
          const bytes = await readFile(victim);
          const i = Math.floor(at * bytes.length);
          if (bytes.length > 0) bytes[i] = (bytes[i] as number) ^ mask;
          await writeFile(victim, bytes);
        });
      }),
      { seed: 2, numRuns: 40 },
    );
    await fc.assert(
      fc.asyncProperty(place, async ({ file, at }) => {
        await survives(folder, ending, before, async (files) => {
          const victim = files[file % files.length] as string;
          await truncate(victim, Math.floor(at * (await stat(victim)).size));
        });
      }),
      { seed: 3, numRuns: 20 },
    );
  });

  test("that is something else is refused", async () => {
    for (const text of [
      "",
      "x",
      "{}",
      "PAR1PAR1PAR1",
      "PAR1\u0000\u0000\u0000\u0000\uffff\uffffPAR1",
      "a,b\n1,2,3\n",
      "\u0089HDF\r\n\u001a\n",
    ]) {
      const path = await fresh(`trace${ending}`);
      await writeFile(path, text, "latin1");
      await expect(readTrace(path)).rejects.toThrow(path);
    }
  });
});

describe("Zarr", () => {
  test("with a chunk missing is refused", async () => {
    const path = await fresh("trace.zarr");
    await writeTrace(awkward(), path);
    const { rm } = await import("node:fs/promises");
    await rm(join(path, "posterior/mu/1.0"));
    await expect(readTrace(path)).rejects.toThrow("posterior/mu/1.0 is missing: the store is damaged");
  });

  test("of other software with an impossible shape takes no memory", async () => {
    const path = await fresh("trace.zarr");
    await mkdir(join(path, "posterior/mu"), { recursive: true });
    const group = JSON.stringify({ zarr_format: 2 });
    await writeFile(join(path, ".zgroup"), group);
    await writeFile(join(path, "posterior/.zgroup"), group);
    const shape = [4, 1e12];
    const common = { zarr_format: 2, dtype: "<f8", compressor: null, fill_value: 0, filters: null, order: "C" };
    await writeFile(join(path, "posterior/mu/.zarray"), JSON.stringify({ ...common, shape, chunks: shape }));
    await writeFile(join(path, "posterior/mu/.zattrs"), JSON.stringify({ _ARRAY_DIMENSIONS: ["chain", "draw"] }));
    await expect(readTrace(path)).rejects.toThrow(/posterior\/mu says that it has the shape \[4,1000000000000\]/);
  });
});

describe("a head that promises too much", () => {
  const text = encodeHead(headOf(example())).slice(9);
  const promising = (from: string, to: string) => {
    const changed = text.replace(/,"crc32":"\w+"/, "").replace(from, to);
    return () => decodeHead(`${checksumOf(changed)} ${changed}`, "it");
  };
  test("is refused before memory is taken", () => {
    expect(promising("", "")().trace.$.chains).toBe(2);
    expect(promising('"chains":2', '"chains":2000000000')).toThrow(
      "the head says 2000000000 chains, which no trace has",
    );
    expect(promising('{"draws":3', '{"draws":1e300')).toThrow("the head says 1e+300 draws");
    expect(promising('"rows":1024', '"rows":1000000000')).toThrow("the head says 1000000000 draws in a block");
  });
});

describe("later versions", () => {
  test("are told, not guessed", async () => {
    const path = await fresh("trace.csv");
    await writeTrace(awkward(1, 2), path);
    const { crc32 } = await import("node:zlib");
    const hex = (text: string) => crc32(text).toString(16).padStart(8, "0");
    const lines = (await readFile(path, "utf8")).split("\n").slice(0, -2);
    const [, set, chain, json] = /^(# credence_head = \S+) (\d+) \S+ (.*)$/.exec(lines.at(-1) as string) as string[];
    const later = (json as string).replace('"version":1', '"version":9');
    const text = `${[...lines.slice(0, -1), `${set} ${chain} ${hex(later)} ${later}`].join("\n")}\n`;
    await writeFile(path, `${text}# credence_crc32 = ${hex(text)}\n`);
    await expect(readTrace(path)).rejects.toThrow("of version 9 of its format and only version 1 can be read");
  });
});
