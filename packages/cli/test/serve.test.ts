/** Test the command that serves: what it refuses, what it prints, and that being asked to stop loses nothing. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { fileStore } from "@credence/serving";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { credence, folder } from "./workspace.js";

const program = fileURLToPath(new URL("../dist/bin.js", import.meta.url));
const token = "0123456789abcdef";

afterEach(() => vi.unstubAllEnvs());

/** `credence serve ARGV` in a process of its own on a free port, and its first line. */
async function serving(argv: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [program, "serve", "--arms", "red,green", "--port", "0", ...argv], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return { child, line };
}
const post = async (url: string, path: string, body = {}) => {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const answer = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as { impression: string } };
};

describe("what is refused", () => {
  test("an address that others reach, without a token", async () => {
    vi.stubEnv("CREDENCE_TOKEN", undefined);
    const { code, out, err } = await credence("serve", "--arms", "red,green", "--host", "0.0.0.0", "--port", "0");
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("host 0.0.0.0 can be reached from elsewhere: set a token in CREDENCE_TOKEN");
  });
  test("a short token, from the environment or a file, without repeating it", async () => {
    vi.stubEnv("CREDENCE_TOKEN", "s3cret");
    const file = folder({ token: "hush-hush\n" })("token");
    for (const more of [[], ["--token-file", file]]) {
      const { code, err } = await credence("serve", "--arms", "red,green", "--port", "0", ...more);
      expect(code).toBe(1);
      expect(err).toContain("the token has fewer than 16 characters");
      expect(err).not.toMatch(/s3cret|hush/);
    }
  });
  test.each([
    [["--arms", "red"], "arms"],
    [["--arms", "red,red"], "arms"],
    [["--arms", "red,green", "--prior", "0,1"], "prior"],
    [["--arms", "red,green", "--policy", "luck"], "Allowed choices are"],
    [["--arms", "red,green", "--port", "70000"], "cannot listen at 127.0.0.1, port 70000"],
  ])("%j", async (options, complaint) => {
    const { code, out, err } = await credence("serve", ...options);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain(complaint);
  });
});

test("a token lets it be reached from elsewhere, and is asked for", async () => {
  const { child, line } = await serving(["--host", "0.0.0.0"], { CREDENCE_TOKEN: token });
  const [url = ""] = /http:\S+/.exec(line) ?? [];
  expect((await fetch(`${url}/choose`, { method: "POST" })).status).toBe(401);
  expect((await post(url, "/choose")).status).toBe(200);
  expect(line).not.toContain(token);
  child.kill("SIGINT");
  expect(await once(child, "exit")).toEqual([0, null]);
});

test("asked to stop it ends with 0, and the store has every impression and click", async () => {
  const at = folder();
  const { child, line } = await serving(["--store", at("counts.jsonl"), "--experiment", "buttons", "--json"]);
  const { url, ...rest } = JSON.parse(line) as { url: string };
  expect(rest).toEqual({
    experiment: "buttons",
    arms: ["red", "green"],
    store: "file",
  });
  const chosen = await Promise.all(Array.from({ length: 40 }, () => post(url, "/choose")));
  const clicked = chosen.slice(0, 15).map(({ body: { impression } }) => post(url, "/reward", { impression }));
  expect((await Promise.all(clicked)).map(({ status }) => status)).toEqual(Array(15).fill(200));
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
  const store = await fileStore(at("counts.jsonl"));
  const counts = [...(await store.counts("buttons")).values()];
  await store.close();
  expect(counts.reduce((sum, { impressions }) => sum + impressions, 0)).toBe(40);
  expect(counts.reduce((sum, { total }) => sum + total, 0)).toBe(15);
});
