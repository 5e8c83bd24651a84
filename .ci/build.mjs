/** Build every package: TypeScript checks and writes declarations, esbuild writes one module a package, so that imports stay cheap. */
import { spawnSync } from "node:child_process";
import path from "node:path";
import { build } from "esbuild";
import { packages, root } from "./lib/workspace.mjs";

/** Programs rather than libraries: the compiler writes their modules, file by file. */
const unbundled = new Set(["cli", "testing"]);

const { status } = spawnSync(process.execPath, [path.join(root, "node_modules/typescript/bin/tsc"), "-b"], {
  stdio: "inherit",
});
if (status !== 0) process.exit(1);
await Promise.all(
  packages
    .filter(({ folder }) => !unbundled.has(folder))
    .map((each) =>
      build({
        absWorkingDir: path.join(root, each.path),
        entryPoints: ["src/index.ts"],
        outdir: "dist",
        bundle: true,
        splitting: true, // what is imported lazily stays a file of its own
        packages: "external",
        format: "esm",
        platform: "neutral",
        target: "es2022",
        sourcemap: true,
        sourcesContent: false,
        chunkNames: "chunks/[name]-[hash]",
        logLevel: "error",
      }),
    ),
);
