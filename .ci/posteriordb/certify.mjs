/** Certify the models of docs/examples/posteriordb against reference draws, which are read and never kept here. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { buildSync } from "esbuild";
import { scratch, writeJson } from "../lib/scratch.mjs";
import { publicPackages, root } from "../lib/workspace.mjs";

/** Where the posteriors lie: one JSON file each. */
const folder = path.resolve(root, process.env.CREDENCE_POSTERIORDB ?? "../shared/posteriordb");

/** The seed of the first run, and of the second, with twice the draws, after one that failed. */
const seeds = [1, 2];

/**
 * A result for each posterior whose name holds one of `wanted` (all without any), in the order of their names, `jobs` at a
 * time; undefined when the reference is not there. `tell` hears of each as it is done.
 */
export async function certifyPosteriordb({ wanted = [], jobs = 1, tell = () => {} } = {}) {
  if (!existsSync(folder)) return undefined;
  const available = readdirSync(folder)
    .filter((file) => file.endsWith(".json"))
    .map((file) => path.basename(file, ".json"))
    .sort();
  const unknown = wanted.filter((part) => !available.some((name) => name.includes(part)));
  if (unknown.length) throw new Error(`no posterior is named ${unknown.join(", ")}; there are ${available.join(", ")}`);
  const names = available.filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
  const examples = bundled();
  const results = new Map();
  const queue = [...names];
  const worker = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      const result = await certifyOne(name, examples);
      results.set(name, result);
      tell(result);
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return names.map((name) => results.get(name));
}

/** The examples as one module, in a folder where `credence` is found. */
function bundled() {
  const here = scratch("posteriordb");
  mkdirSync(path.join(here, "node_modules/@credence"), { recursive: true });
  for (const each of publicPackages)
    symlinkSync(path.join(root, each.path), path.join(here, "node_modules", each.name));
  writeJson(path.join(here, "package.json"), { type: "module" });
  const outfile = path.join(here, "examples.js");
  const entryPoints = [path.join(root, "docs/examples/posteriordb/index.ts")];
  buildSync({
    entryPoints,
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["credence"],
    logLevel: "error",
  });
  return outfile;
}

/** The first run, or the second when the first failed. */
async function certifyOne(name, examples) {
  const first = await run(name, examples, ["--seed", String(seeds[0])]);
  if (first.pass || first.draws === undefined) return first;
  return run(name, examples, ["--seed", String(seeds[1]), "--draws", String(2 * first.draws)]);
}

function run(name, examples, more) {
  const args = [path.join(root, ".ci/posteriordb/one.mjs"), name, "--folder", folder, "--examples", examples, ...more];
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    const [out, err] = [[], []];
    child.stdout.on("data", (text) => out.push(text));
    child.stderr.on("data", (text) => err.push(text));
    child.on("close", (code) =>
      resolve(code === 0 ? JSON.parse(out.join("")) : { name, pass: false, failures: [err.join("").trim()] }),
    );
  });
}
