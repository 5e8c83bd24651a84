/** Start a Redis server for tests, where one is installed. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

export const redisIsInstalled: boolean = spawnSync("redis-server", ["--version"]).status === 0;

/** A server of the test's own, whose append-only file outlives it. */
export interface RedisServer {
  readonly url: string;
  start(): Promise<void>;
  kill(): Promise<void>;
}

export async function redisServer(): Promise<RedisServer> {
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), "credence-redis-"));
  let child: ChildProcess | undefined;
  const settings = ["--port", port, "--dir", folder, "--bind", "127.0.0.1", "--save", "", "--appendonly", "yes"];
  return {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      child = spawn("redis-server", [...settings.map(String), "--appendfsync", "always"], { stdio: "pipe" });
      const { stdout } = child;
      await new Promise<void>((resolve, reject) => {
        let said = "";
        stdout?.on("data", (chunk) => {
          said += String(chunk);
          if (said.includes("Ready to accept connections")) resolve();
        });
        child?.on("exit", () => reject(new Error(`redis-server ended: ${said}`)));
      });
    },
    async kill() {
      if (child === undefined || child.exitCode !== null) return;
      const ended = new Promise((resolve) => child?.on("exit", resolve));
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}
