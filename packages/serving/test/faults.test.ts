/** Break what can break while clicks are counted: none that was acknowledged is lost, none is counted twice. */
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { policies } from "@credence/bandits";
import { rng } from "@credence/math";
import { afterEach, describe, expect, test } from "vitest";
import { type ArmCounts, fileStore, redisStore, type Store, service } from "../src/index.js";
import { steadyClock } from "../src/service/clock.js";
import { redisIsInstalled, redisServer } from "./redis-server.js";

const program = fileURLToPath(new URL("./server.mjs", import.meta.url));
const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
  running.clear();
});

interface Server {
  readonly child: ChildProcess;
  readonly url: string;
}

/** Starts the server as a process of its own; `before` is a shell command that limits it. */
async function start(store: string, before = ":"): Promise<Server> {
  const child = spawn("bash", ["-c", `${before}; exec "${process.execPath}" "${program}" "${store}"`], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout?.once("data", (chunk) => resolve(String(chunk).trim()));
    child.once("exit", () => reject(new Error("the server ended before it listened")));
  });
  return { child, url: `http://127.0.0.1:${port}` };
}

const ended = (child: ChildProcess): Promise<unknown> => new Promise((resolve) => child.once("exit", resolve));
async function stop({ child }: Server, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  const gone = ended(child);
  child.kill(signal);
  await gone;
  running.delete(child);
}

async function post(url: string, body: object = {}): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const totalOf = (counts: ReadonlyMap<string, ArmCounts>, what: "impressions" | "total"): number =>
  [...counts.values()].reduce((sum, each) => sum + each[what], 0);
const newFile = (): string => path.join(mkdtempSync(path.join(tmpdir(), "credence-faults-")), "counts.jsonl");

async function read(file: string): Promise<ReadonlyMap<string, ArmCounts>> {
  const store = await fileStore(file);
  const counts = await store.counts("buttons");
  await store.close();
  return counts;
}

test("a server killed between choice and reward: the next one counts the reward, once", async () => {
  const file = newFile();
  const first = await start(file);
  const { body } = await post(`${first.url}/choose`);
  await stop(first, "SIGKILL");
  const second = await start(file);
  expect((await post(`${second.url}/reward`, { impression: body.impression })).body.counted).toBe(true);
  expect((await post(`${second.url}/reward`, { impression: body.impression })).body.counted).toBe(false);
  await stop(second, "SIGTERM");
  expect(totalOf(await read(file), "total")).toBe(1);
});

test("a server that is asked to stop loses no impression", async () => {
  const file = newFile();
  const server = await start(file);
  for (let i = 0; i < 50; i++) await post(`${server.url}/choose`);
  await stop(server, "SIGTERM");
  expect(totalOf(await read(file), "impressions")).toBe(50);
});

test("a server killed again and again under load: every acknowledged reward is there, none twice", async () => {
  const file = newFile();
  const stream = rng("kill");
  const waiting: string[] = [];
  let acknowledged = 0;
  for (let round = 0; round < 4; round++) {
    const server = await start(file);
    const killed = new Promise((resolve) => setTimeout(resolve, 400 + 600 * stream.uniform())).then(() =>
      stop(server, "SIGKILL"),
    );
    for (;;) {
      try {
        waiting.push((await post(`${server.url}/choose`)).body.impression as string);
        const { status } = await post(`${server.url}/reward`, { impression: waiting[0] });
        if (status === 200) {
          acknowledged += 1;
          waiting.shift();
        }
      } catch {
        break; // it is gone; a reward that was under way is sent again to the next one
      }
    }
    await killed;
  }
  expect(acknowledged).toBeGreaterThan(5);
  const total = totalOf(await read(file), "total");
  // The one reward that may have been written but not acknowledged when the last server died.
  expect([acknowledged, acknowledged + 1]).toContain(total);
});

test("a full disk: what is refused is not counted, what is acknowledged is, and the file stays readable", async () => {
  const file = newFile();
  const server = await start(file, "ulimit -f 8"); // 8 KiB
  let [acknowledged, refused] = [0, 0];
  for (let i = 0; i < 80; i++) {
    const { body } = await post(`${server.url}/choose`);
    const answer = await post(`${server.url}/reward`, { impression: body.impression });
    if (answer.status === 200) acknowledged += 1;
    else {
      expect(answer.status).toBe(503);
      expect(answer.body.error).toContain("the store cannot be reached or written; nothing was counted");
      refused += 1;
    }
  }
  await stop(server, "SIGKILL");
  expect(acknowledged).toBeGreaterThan(3);
  expect(refused).toBeGreaterThan(3);
  expect(totalOf(await read(file), "total")).toBe(acknowledged);
});

test("a clock set back or forward while the server runs changes nothing", () => {
  const real = Date.now;
  const now = steadyClock();
  const before = now();
  try {
    Date.now = () => real() + 1e10;
    expect(now() - before).toBeLessThan(60_000);
    Date.now = () => real() - 1e10;
    expect(now()).toBeGreaterThanOrEqual(before);
  } finally {
    Date.now = real;
  }
});

describe.skipIf(!redisIsInstalled)("with Redis", () => {
  test("killed and restarted under load: rewards sent until acknowledged count once each, impressions too", async () => {
    const redis = await redisServer();
    await redis.start();
    const store: Store = redisStore(redis.url, { timeout: 500 });
    const buttons = { name: "buttons", arms: ["a", "b"], prior: { alpha: 1, beta: 1 }, policy: policies.thompson() };
    const { app, close } = await service([buttons], store, { refresh: 20 });
    const ask = async (url: string, payload: object = {}) => {
      const answer = await app.inject({ method: "POST", url, payload });
      return { status: answer.statusCode, body: answer.json<{ impression: string }>() };
    };
    let [choices, rewarded, failures] = [0, 0, 0];
    const until = Date.now() + 4000;
    const client = async (): Promise<void> => {
      while (Date.now() < until) {
        const { body, status } = await ask("/choose");
        expect(status).toBe(200); // choosing never waits for the store
        choices += 1;
        for (;;) {
          const answer = await ask("/reward", { impression: body.impression });
          if (answer.status === 200) break;
          failures += 1;
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        rewarded += 1;
      }
    };
    const clients = Promise.all(Array.from({ length: 8 }, client));
    for (const pause of [800, 1000]) {
      await new Promise((resolve) => setTimeout(resolve, pause));
      await redis.kill();
      await new Promise((resolve) => setTimeout(resolve, 300));
      await redis.start();
    }
    await clients;
    await close();
    expect(failures).toBeGreaterThan(0);
    const again = redisStore(redis.url);
    const counts = await again.counts("buttons");
    await again.close();
    await redis.kill();
    expect(totalOf(counts, "total")).toBe(rewarded);
    expect(totalOf(counts, "impressions")).toBe(choices);
  });

  test("two servers count together, and a reward may go to either", async () => {
    const redis = await redisServer();
    await redis.start();
    const [one, two] = [await start(redis.url), await start(redis.url)];
    const impressions: unknown[] = [];
    for (let i = 0; i < 20; i++) impressions.push((await post(`${one.url}/choose`)).body.impression);
    const outcomes = await Promise.all(
      impressions.flatMap((impression) => [one, two].map(({ url }) => post(`${url}/reward`, { impression }))),
    );
    expect(outcomes.filter(({ body }) => body.counted === true)).toHaveLength(20);
    await Promise.all([one, two].map((server) => stop(server, "SIGTERM")));
    const store = redisStore(redis.url);
    const counts = await store.counts("buttons");
    expect([totalOf(counts, "impressions"), totalOf(counts, "total")]).toEqual([20, 20]);
    await store.close();
    await redis.kill();
  });
});
