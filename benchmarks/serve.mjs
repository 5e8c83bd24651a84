/** Load a server in a process of its own over loopback, and say how many requests it answers for a second of its CPU time. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import autocannon from "autocannon";

const programs = {
  service: `
    import { policies } from "@credence/bandits";
    import { memoryStore, service } from "@credence/serving";
    const arms = Array.from({ length: 10 }, (_, i) => "arm" + i);
    const setting = { name: "load", arms, prior: { alpha: 3, beta: 97 }, policy: policies.thompson() };
    const { app } = await service([setting], memoryStore());`,
  bare: `
    import Fastify from "fastify";
    const app = Fastify();
    app.post("/choose", (request, reply) => reply.send({ arm: "arm0" }));`,
};
const listening = `
  await app.listen({ port: 0, host: "127.0.0.1" });
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send({ cpu: (user + system) / 1e6, memory: process.memoryUsage.rss() });
  });
  process.send(app.server.address().port);`;

const asked = async (child) => {
  child.send("now");
  return (await once(child, "message"))[0];
};

/** Requests for a second of the server's CPU time; what else was seen goes to standard error. */
export async function requestsPerCpuSecond(server, { seconds = 3, connections = 20 } = {}) {
  const args = ["--input-type=module", "--eval", programs[server] + listening];
  const child = spawn(process.execPath, args, {
    cwd: import.meta.dirname,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  try {
    const [port] = await once(child, "message");
    const load = (duration) =>
      autocannon({ url: `http://127.0.0.1:${port}/choose`, method: "POST", connections, duration });
    await load(1); // warm
    const before = await asked(child);
    const { requests, latency, non2xx } = await load(seconds);
    const after = await asked(child);
    if (non2xx > 0) throw new Error(`${non2xx} requests were not answered with 200`);
    console.error(
      `${server}: ${Math.round(requests.average)} requests/s by the clock, p99 ${latency.p99} ms, ` +
        `memory ${Math.round(before.memory / 2 ** 20)} then ${Math.round(after.memory / 2 ** 20)} MiB`,
    );
    return requests.total / (after.cpu - before.cpu);
  } finally {
    child.kill("SIGKILL");
  }
}
