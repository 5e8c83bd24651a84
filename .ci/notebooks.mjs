/** Execute every notebook through tslab's own converter and hold what it says to what is stored, then through Jupyter where that is at hand; `--write` stores what they say. */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import path from "node:path";
import { ensureDebian } from "./lib/debian.mjs";
import { finish, run } from "./lib/process.mjs";
import { scratch } from "./lib/scratch.mjs";
import { files, root } from "./lib/workspace.mjs";

const folder = "docs/notebooks";
const cwd = path.join(root, folder);
const notebooks = files(folder, /\.ipynb$/).map((notebook) => path.posix.relative(folder, notebook));
const node = (...args) => run(process.execPath, args, { cwd });
const complaintOf = ({ ok, output }) => (ok ? [] : [output.trim()]);

const write = process.argv.includes("--write");
const problems = notebooks.flatMap((name) => complaintOf(node("scripts/run.cjs", name, write ? "--write" : "--check")));

ensureDebian("jupyter-nbconvert", "jupyter-nbconvert", "jupyter-client");
const jupyter = spawnSync("jupyter", ["nbconvert", "--version"], { stdio: "ignore" }).status === 0;
if (!jupyter) console.log("notice: Jupyter is not here and cannot be installed, so notebooks ran through tslab alone");
else if (!write) problems.push(...notebooks.flatMap(byJupyter));
finish(problems, `${notebooks.length} notebooks run${jupyter && !write ? ", by Jupyter too" : ""}`);

/** A kernel's protocol, messages and displays are the real ones there; outputs are looked at above. */
function byJupyter(name) {
  const out = scratch("notebooks");
  const options = ["--execute", "--to", "notebook", "--output-dir", out, "--ExecutePreprocessor.timeout=600"];
  const done = node("scripts/jupyter.mjs", "nbconvert", ...options, name);
  rmSync(out, { recursive: true, force: true });
  return complaintOf(done);
}
