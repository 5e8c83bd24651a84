/** Hold the service to its promises over HTTP: who may ask what, what counts, what is refused. */
import { policies } from "@credence/bandits";
import { rng } from "@credence/math";
import { afterEach, describe, expect, test } from "vitest";
import { memoryStore, type ServedExperiment, type Service, type ServiceOptions, service } from "../src/index.js";

const buttons: ServedExperiment = {
  name: "buttons",
  arms: ["red", "green"],
  prior: { alpha: 1, beta: 1 },
  policy: policies.thompson(),
};

/** What the service answers, whatever was asked. */
interface Answer {
  readonly arm: string;
  readonly impression: string;
  readonly propensity: number;
  readonly counted: boolean;
  readonly leader: string;
  readonly valueRemaining: number;
  readonly arms: {
    readonly arm: string;
    readonly mean: number;
    readonly probabilityBest: number;
    readonly expectedLoss: number;
  }[];
}

let open: Service | undefined;
async function serve(experiments: readonly ServedExperiment[] = [buttons], options: ServiceOptions = {}) {
  const store = memoryStore();
  open = await service(experiments, store, { refresh: 5, seed: 1, ...options });
  const { app } = open;
  const ask = async (method: "GET" | "POST" | "PUT" | "DELETE", url: string, body?: object, token?: string) => {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const answer = await app.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body }) });
    return { status: answer.statusCode, body: answer.json<Answer>(), headers: answer.headers };
  };
  return { ask, app, store };
}
afterEach(async () => {
  await open?.close().catch(() => undefined);
  open = undefined;
});
const soon = () => new Promise((resolve) => setTimeout(resolve, 40));

test("an impression is chosen, rewarded once, and learnt from", async () => {
  const { ask, store } = await serve();
  const { body: shown } = await ask("POST", "/choose");
  expect(["red", "green"]).toContain(shown.arm);
  expect(shown.propensity).toBeCloseTo(0.5, 10);
  expect((await ask("POST", "/reward", { impression: shown.impression })).body).toEqual({
    arm: shown.arm,
    counted: true,
  });
  expect((await ask("POST", "/reward", { impression: shown.impression })).body.counted).toBe(false);
  await soon();
  expect((await store.counts("buttons")).get(shown.arm)).toEqual({ impressions: 1, total: 1, active: true });
  const { body: report } = await ask("GET", "/arms");
  const arm = report.arms.find((each) => each.arm === shown.arm);
  expect(arm).toMatchObject({ impressions: 1, clicks: 1 });
  expect(arm?.mean).toBeCloseTo(2 / 3, 12);
  // P(beta(2, 1) beats beta(1, 1)) = E of the first = 2/3
  expect(arm?.probabilityBest).toBeCloseTo(2 / 3, 9);
  expect(report.leader).toBe(shown.arm);
  // E (uniform − beta(2, 1))⁺ = ∫ (1 − x) x² dx = 1/12
  expect(arm?.expectedLoss).toBeCloseTo(1 / 12, 9);
  expect(report.valueRemaining).toBeGreaterThan(0);
});

test("a reward of 0 says no click, and is taken once too", async () => {
  const { ask } = await serve();
  const { impression } = (await ask("POST", "/choose")).body;
  expect((await ask("POST", "/reward", { impression, value: 0 })).body.counted).toBe(true);
  expect((await ask("POST", "/reward", { impression, value: 1 })).body.counted).toBe(false);
});

test("it learns which arm is better", async () => {
  const { ask } = await serve();
  const rates: Record<string, number> = { red: 0.1, green: 0.6 };
  const stream = rng(4);
  let green = 0;
  for (let i = 0; i < 600; i++) {
    const { arm, impression } = (await ask("POST", "/choose")).body;
    if (stream.uniform() < (rates[arm] as number)) await ask("POST", "/reward", { impression });
    if (i >= 400 && arm === "green") green++;
    if (i % 50 === 0) await soon();
  }
  expect(green).toBeGreaterThan(180);
});

test("arms come and go while it runs; the last one stays", async () => {
  const { ask } = await serve();
  expect((await ask("PUT", "/arms/blue")).body.arms).toEqual(["red", "green", "blue"]);
  expect((await ask("DELETE", "/arms/red")).body.arms).toEqual(["green", "blue"]);
  const chosen = new Set<string>();
  for (let i = 0; i < 40; i++) chosen.add((await ask("POST", "/choose")).body.arm);
  expect([...chosen].sort()).toEqual(["blue", "green"]);
  expect((await ask("DELETE", "/arms/grey")).status).toBe(404);
  await ask("DELETE", "/arms/green");
  expect((await ask("DELETE", "/arms/blue")).status).toBe(409);
});

describe("late rewards", () => {
  test("count until the window ends, by the service's clock", async () => {
    let time = Date.now();
    const { ask } = await serve([buttons], { now: () => time, window: 1000 });
    const early = (await ask("POST", "/choose")).body.impression;
    const late = (await ask("POST", "/choose")).body.impression;
    time += 900;
    expect((await ask("POST", "/reward", { impression: early })).body.counted).toBe(true);
    time += 200;
    expect((await ask("POST", "/reward", { impression: late })).status).toBe(410);
  });
  test("of an impression from the future are refused, unless by little", async () => {
    let time = Date.now();
    const { ask } = await serve([buttons], { now: () => time });
    const [first, second] = [await ask("POST", "/choose"), await ask("POST", "/choose")];
    time -= 60_000;
    expect((await ask("POST", "/reward", { impression: first.body.impression })).status).toBe(200);
    time -= 3_600_000;
    expect((await ask("POST", "/reward", { impression: second.body.impression })).status).toBe(400);
  });
});

describe("two experiments", () => {
  const two: ServedExperiment[] = [
    { ...buttons, token: "red-token" },
    { ...buttons, name: "secret", arms: ["hidden"], token: "other-token" },
  ];
  test("each has its token, and neither learns of the other", async () => {
    const { ask } = await serve(two);
    const mine = await ask("POST", "/choose", { experiment: "buttons" }, "red-token");
    expect(mine.status).toBe(200);
    for (const token of [undefined, "", "other-token", "red-token-and-more"])
      expect((await ask("POST", "/choose", { experiment: "buttons" }, token)).status).toBe(401);
    const foreign = await ask("POST", "/choose", { experiment: "secret" }, "red-token");
    const unknown = await ask("POST", "/choose", { experiment: "nowhere" }, "red-token");
    expect(foreign.status).toBe(401);
    expect(foreign.body).toEqual(unknown.body);
    expect((await ask("POST", "/choose", {}, "red-token")).status).toBe(400);
  });
  test("an impression of one is worth nothing to the other", async () => {
    const { ask } = await serve(two);
    const { impression } = (await ask("POST", "/choose", { experiment: "buttons" }, "red-token")).body;
    expect((await ask("POST", "/reward", { experiment: "secret", impression }, "other-token")).status).toBe(400);
    expect((await ask("POST", "/reward", { experiment: "buttons", impression }, "red-token")).status).toBe(200);
  });
});

test("the page allows no foreign script and holds no data", async () => {
  const { app } = await serve();
  const answer = await app.inject({ url: "/" });
  expect(answer.headers["content-security-policy"]).toContain("default-src 'none'");
  expect(answer.headers["content-security-policy"]).not.toContain("unsafe");
  expect(answer.body).not.toContain("green");
  expect((await app.inject({ url: "/arms" })).headers["x-content-type-options"]).toBe("nosniff");
});

test("metrics count what was done", async () => {
  const { ask, app } = await serve();
  const { impression } = (await ask("POST", "/choose")).body;
  await ask("POST", "/reward", { impression });
  await ask("POST", "/reward", { impression });
  const { body } = await app.inject({ url: "/metrics" });
  expect(body).toContain("credence_choices_total 1\n");
  expect(body).toContain('credence_rewards_total{outcome="applied"} 1\n');
  expect(body).toContain('credence_rewards_total{outcome="duplicate"} 1\n');
});

test("10,000 malformed requests are refused and change nothing", async () => {
  const { app, ask, store } = await serve();
  const { impression } = (await ask("POST", "/choose")).body as { impression: string };
  await soon();
  const before = [...(await store.counts("buttons"))];
  const stream = rng(99);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(stream.uniform() * list.length)] as T;
  const noise = (): string =>
    Array.from({ length: 1 + stream.uniform() * 40 }, () => String.fromCharCode(stream.uniform() * 300)).join("");
  const spoilt = (): string => {
    const at = Math.floor(stream.uniform() * impression.length);
    const other = String.fromCharCode(33 + stream.uniform() * 94);
    const changed = impression.slice(0, at) + other + impression.slice(at + 1);
    return changed === impression ? `${impression}A` : changed;
  };
  const values: (() => unknown)[] = [
    () => spoilt(),
    noise,
    () => null,
    () => stream.uniform() * 1e9,
    () => [impression],
    () => ({ impression }),
    () => impression.slice(0, -1),
    () => `${impression}.x`,
    () => `${impression}=`,
    () => "x".repeat(3000),
    () => "",
  ];
  const bodies: (() => string)[] = [
    () => JSON.stringify({ impression: pick(values)() }),
    () => JSON.stringify({ impression, value: pick([2, -1, 0.5, "1", null, true, [1]]) }),
    () => JSON.stringify({ impression, [noise()]: 1 }),
    () => JSON.stringify({ impression, experiment: pick([1, "", "x".repeat(300), "nowhere", null]) }),
    () => JSON.stringify({ impression }).slice(0, -1 - Math.floor(stream.uniform() * 20)),
    () => `{"__proto__":{"impression":"x"}}`,
    noise,
    () => "[]",
    () => "null",
    () => JSON.stringify({ impression: "x".repeat(20_000) }),
  ];
  for (let i = 0; i < 10_000; i++) {
    const answer = await app.inject({
      method: "POST",
      url: "/reward",
      headers: {
        "content-type": pick(["application/json", "application/json", "application/json", "text/plain", "x"]),
      },
      payload: pick(bodies)(),
    });
    if (answer.statusCode < 400 || answer.statusCode >= 500)
      throw new Error(`status ${answer.statusCode}: ${answer.body}`);
  }
  await soon();
  expect([...(await store.counts("buttons"))]).toEqual(before);
});
