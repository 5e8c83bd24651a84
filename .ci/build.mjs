/** Build every package: TypeScript checks and writes declarations, esbuild writes one module a package, so that imports stay cheap. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { modules } from "./lib/modules.mjs";
import { packages, root } from "./lib/workspace.mjs";

/** Programs rather than libraries: the compiler writes their modules, file by file. */
const unbundled = new Set(["cli", "testing"]);

const { status } = spawnSync(process.execPath, [path.join(root, "node_modules/typescript/bin/tsc"), "-b"], {
  stdio: "inherit",
});
if (status !== 0) process.exit(1);
const bundle = (folder, entry, rest) =>
  build({
    absWorkingDir: path.join(root, folder),
    entryPoints: [entry],
    outbase: "src",
    outdir: "dist",
    bundle: true,
    packages: "external",
    format: "esm",
    platform: "neutral",
    target: "es2022",
    sourcemap: true,
    sourcesContent: false,
    logLevel: "error",
    ...rest,
  });
/** What is imported lazily stays a file of its own. */
const lazily = { splitting: true, chunkNames: "chunks/[name]-[hash]" };
await Promise.all([
  ...packages.filter(({ folder }) => !unbundled.has(folder)).map((each) => bundle(each.path, "src/index.ts", lazily)),
  bundle("packages/inference", "src/workers/worker.ts", {}), // the module that worker threads load
]);

// for hosts that import WebAssembly from files only
const made = await modules();
const owners = { arrays: "compiler", vectors: "samplers", stretches: "math", positions: "conjugate" };
for (const [name, owner] of Object.entries(owners))
  writeFileSync(path.join(root, "packages", owner, "dist", `${name}.wasm`), made[name].bytes);
