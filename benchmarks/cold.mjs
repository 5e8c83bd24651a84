/** Measure work in a process that has done nothing before, by the CPU time that the process itself counts. */
import { spawnSync } from "node:child_process";

/** Runs a module's text in a new process, from this folder, and returns the JSON that it prints. */
export function inColdProcess(program) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`"${program}" failed: ${stderr}`);
  return JSON.parse(stdout);
}

/** CPU milliseconds that `work` takes in a process that has run `before`. */
export const coldMilliseconds =
  (work, before = "") =>
  () =>
    inColdProcess(`
      const cpu = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
      ${before}
      const start = cpu();
      ${work}
      console.log(cpu() - start);
    `);

/** CPU milliseconds that Node takes until a program's first line. */
export const nodeStart = () =>
  inColdProcess("const { user, system } = process.cpuUsage(); console.log((user + system) / 1000)");

/** Bytes that what `work` returns holds, arrays included, in a process that has run `before`. */
export const heldBytes =
  (work, before = "") =>
  () =>
    inColdProcess(`
      import { setFlagsFromString } from "node:v8";
      import { runInNewContext } from "node:vm";
      ${before}
      setFlagsFromString("--expose-gc");
      const collect = runInNewContext("gc");
      const held = () => {
        collect();
        const { heapUsed, arrayBuffers } = process.memoryUsage();
        return heapUsed + arrayBuffers;
      };
      const empty = held();
      const kept = ${work};
      console.log(held() - empty, kept === null ? "none" : "");
    `);
