/** Kill a run that writes a checkpoint at random times, again and again, until it is done. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type Rng, rng } from "@credence/math";
import { readCheckpoint } from "../src/index.js";

const program = fileURLToPath(new URL("killed-run.mjs", import.meta.url));
const tune = 500;

interface Told {
  /** The draws reported of each chain. */
  readonly draws: readonly number[];
  readonly end: string | undefined;
}

/** Runs the program, and kills it so many milliseconds after its first report. */
function run(args: readonly string[], killAfter: number): Promise<Told> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    let errors = "";
    child.stderr.on("data", (data) => {
      errors += data;
    });
    child.stdout.on("data", (data) => {
      if (out === "" && killAfter < Infinity) setTimeout(() => child.kill("SIGKILL"), killAfter);
      out += data;
    });
    child.on("close", (code, signal) => {
      if (code !== 0 && signal !== "SIGKILL") return reject(new Error(errors));
      const lines = out.split("\n").slice(0, -1);
      const draws = [0, 1].map((c) =>
        Math.max(0, ...lines.filter((l) => l.startsWith(`${c} `)).map((l) => Number(l.slice(2)) - tune)),
      );
      resolve({ draws, end: lines.find((l) => l.startsWith("end")) });
    });
  });
}

/** What became of a run that was killed `kills` times, beside that of one that was not. */
export async function killedRun(kills: number, draws: number): Promise<{ end: string; whole: string; lost: number }> {
  const folder = mkdtempSync(path.join(tmpdir(), "credence-killed-"));
  try {
    const at = path.join(folder, "run.ckpt");
    const stream: Rng = rng("kill", kills);
    const whole = (await run([at, "whole", String(draws)], Infinity)).end as string;
    let lost = 0;
    for (let k = 0; k < kills; k++) {
      const { draws: reported } = await run(
        [at, existsSync(at) ? "resume" : "begin", String(draws)],
        Math.floor(150 * stream.uniform()),
      );
      if (Math.min(...reported) > 0) lost = Math.max(lost, Math.min(...reported) - readCheckpoint(at).$.draws);
    }
    const { end } = await run([at, "resume", String(draws)], Infinity);
    return { end: end as string, whole, lost };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
