/** Run commands and report what a check found, in the one form that every check uses. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { root } from "./workspace.mjs";

/** Runs a command to its end with no stdin: `{ ok, stdout, output }`. */
export function run(command, args, { cwd = root, env = {}, timeout = 20 * 60_000 } = {}) {
  const done = spawnSync(command, args, {
    cwd,
    timeout,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...env },
  });
  const failure = done.error ? `${command}: ${done.error.message}\n` : "";
  return {
    ok: done.status === 0,
    stdout: done.stdout ?? "",
    output: `${done.stdout ?? ""}${done.stderr ?? ""}${failure}`,
  };
}

const compilers = { 5: "node_modules/typescript-5.0/bin/tsc", 6: "node_modules/typescript/bin/tsc" };

/** Compiles with TypeScript 5.0.4 (tslab's) or 6; gives the compiler's complaints, one a line. */
export function compile(version, args, options) {
  const { ok, output } = run(
    process.execPath,
    [path.join(root, compilers[version]), "--pretty", "false", ...args],
    options,
  );
  if (ok) return [];
  return output
    .trim()
    .split("\n")
    .map((line) => `TypeScript ${version === 5 ? "5.0.4" : "6"}: ${line}`);
}

/** Prints the problems, or one line that says what holds, and sets the exit code. */
export function finish(problems, holds) {
  console.log(problems.length ? problems.join("\n") : holds);
  if (problems.length) process.exitCode = 1;
}
