/** Put every store through one suite: what is added counts once, whoever adds it and however often. */
import { appendFileSync, existsSync, mkdtempSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fileStore, memoryStore, redisStore, type Store } from "../src/index.js";
import { redisIsInstalled, redisServer } from "./redis-server.js";

const week = 7 * 24 * 3600 * 1000;
const newFile = (): string => path.join(mkdtempSync(path.join(tmpdir(), "credence-store-")), "counts.jsonl");
const click = (id: string, at: number, arm = "a") => ({ id, at, arms: { [arm]: { total: 1 } } });

const redis = redisIsInstalled ? await redisServer() : undefined;
beforeAll(() => redis?.start());
afterAll(() => redis?.kill());
if (redis === undefined) console.warn("redis-server is not installed: its store is not tested here");

let fresh = 0;
const makers: Record<string, () => Promise<Store>> = {
  memory: async () => memoryStore(),
  file: () => fileStore(newFile()),
  ...(redis === undefined ? {} : { redis: async () => redisStore(redis.url, { prefix: `test${fresh++}` }) }),
};

describe.each(Object.entries(makers))("%s", (_, make) => {
  test("adds up what is applied, by experiment and arm", async () => {
    const store = await make();
    const at = Date.now();
    await store.apply("x", { id: "1", at, arms: { a: { impressions: 5 }, b: { impressions: 7, total: 2 } } });
    await store.apply("x", { id: "2", at, arms: { a: { impressions: 1, total: 1 } } });
    await store.apply("y", { id: "1", at, arms: { a: { impressions: 100 } } });
    expect([...(await store.counts("x"))].sort()).toEqual([
      ["a", { impressions: 6, total: 1, active: true }],
      ["b", { impressions: 7, total: 2, active: true }],
    ]);
    expect((await store.counts("y")).get("a")?.impressions).toBe(100);
    expect((await store.counts("z")).size).toBe(0);
    await store.close();
  });

  test("applies an id once, also when it comes many times at once", async () => {
    const store = await make();
    const at = Date.now();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => store.apply("x", click("same", at))));
    expect(outcomes.filter((outcome) => outcome === "applied")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "duplicate")).toHaveLength(19);
    expect((await store.counts("x")).get("a")?.total).toBe(1);
    await store.close();
  });

  test("counts concurrent additions without losing one", async () => {
    const store = await make();
    const at = Date.now();
    await Promise.all(Array.from({ length: 500 }, (_each, i) => store.apply("x", click(`id${i}`, at - i))));
    expect((await store.counts("x")).get("a")?.total).toBe(500);
    await store.close();
  });

  test("refuses what is older than the ids that it remembers", async () => {
    const store = await make();
    const at = Date.now();
    expect(await store.apply("x", click("new", at))).toBe("applied");
    expect(await store.apply("x", click("late", at - week + 60_000))).toBe("applied");
    expect(await store.apply("x", click("too late", at - week - 60_000))).toBe("expired");
    expect((await store.counts("x")).get("a")?.total).toBe(2);
    await store.close();
  });

  test("keeps the counts of arms that are no longer shown", async () => {
    const store = await make();
    await store.apply("x", click("1", Date.now()));
    await store.setActive("x", "a", false);
    expect((await store.counts("x")).get("a")).toEqual({ impressions: 0, total: 1, active: false });
    await store.setActive("x", "a", true);
    expect((await store.counts("x")).get("a")?.active).toBe(true);
    await store.close();
  });

  test("agrees on one signing key", async () => {
    const store = await make();
    expect(await store.signingKey("first")).toBe("first");
    expect(await store.signingKey("second")).toBe("first");
    await store.close();
  });

  test("names of arms and ids may be anything", async () => {
    const store = await make();
    const strange = ["", "__proto__", "a:b", "naïve\n☃", '{"x":1}'];
    const at = Date.now();
    for (const name of strange) await store.apply("x", click(name, at, name));
    expect([...(await store.counts("x")).keys()].sort()).toEqual([...strange].sort());
    await store.close();
  });
});

describe("the file store", () => {
  test("finds everything again, ids included", async () => {
    const file = newFile();
    const at = Date.now();
    const first = await fileStore(file);
    await first.signingKey("key");
    await first.apply("x", click("1", at));
    await first.setActive("x", "b", false);
    await first.close();
    const second = await fileStore(file);
    expect(await second.signingKey("other")).toBe("key");
    expect(await second.apply("x", click("1", at))).toBe("duplicate");
    expect([...(await second.counts("x"))]).toEqual([
      ["a", { impressions: 0, total: 1, active: true }],
      ["b", { impressions: 0, total: 0, active: false }],
    ]);
    await second.close();
  });

  test("drops a line that a crash cut short, wherever it was cut", async () => {
    const file = newFile();
    const at = Date.now();
    const store = await fileStore(file);
    await store.apply("x", click("1", at));
    const whole = statSync(file).size;
    await store.apply("x", click("2", at));
    await store.close();
    const all = readFileSync(file);
    for (let size = whole; size < all.length; size++) {
      writeFileSync(file, all);
      truncateSync(file, size);
      const again = await fileStore(file);
      expect((await again.counts("x")).get("a")?.total).toBe(1);
      expect(await again.apply("x", click("2", at))).toBe("applied");
      await again.close();
      expect(readFileSync(file, "utf8")).toBe(all.toString());
    }
  });

  test("says where a file is spoilt", async () => {
    const file = newFile();
    const store = await fileStore(file);
    await store.apply("x", click("1", 0));
    await store.close();
    const at = statSync(file).size;
    appendFileSync(file, "nonsense\n");
    await expect(fileStore(file)).rejects.toThrow(`byte ${at} starts a line that is no change of a store`);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  test("is rewritten as its state when it has grown, and stays small", async () => {
    const file = newFile();
    const window = 1000;
    const store = await fileStore(file, { window, compactBeyond: 4000 });
    for (let i = 0; i < 1000; i++) await store.apply("x", click(`id${i}`, i * 10));
    expect(statSync(file).size).toBeLessThan(40_000); // 1,000 lines are 90,000 bytes
    await store.close();
    const again = await fileStore(file, { window });
    expect((await again.counts("x")).get("a")?.total).toBe(1000);
    expect(await again.apply("x", click("id999", 9_990))).toBe("duplicate");
    expect(await again.apply("x", click("id1", 10))).toBe("expired");
    await again.close();
  });

  test("is open to one at a time, and a dead process holds nothing", async () => {
    const file = newFile();
    const store = await fileStore(file);
    await expect(fileStore(file)).rejects.toThrow("is open in this process already");
    await store.close();
    writeFileSync(`${file}.lock`, "1");
    await expect(fileStore(file)).rejects.toThrow("is in use by process 1");
    writeFileSync(`${file}.lock`, "999999999");
    await (await fileStore(file)).close();
  });
});
