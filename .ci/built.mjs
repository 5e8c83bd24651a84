/** Install and build what is missing or stale, quietly, so that a root script works in a fresh clone; costs milliseconds otherwise. */
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { files, packages, root } from "./lib/workspace.mjs";

const installed = existsSync(path.join(root, "node_modules/.modules.yaml"));
if (!installed) quietly("npx -y pnpm@10.34.9 install");
if (packages.some(isStale)) quietly("node node_modules/typescript/bin/tsc -b");

/** A package is stale when a source, its manifest or its configuration is newer than the last build. */
function isStale({ path: folder }) {
  const stamp = path.join(root, folder, "dist/.tsbuildinfo");
  if (!existsSync(stamp)) return true;
  const built = statSync(stamp).mtimeMs;
  const inputs = [...files(`${folder}/src`, /\.ts$/), `${folder}/tsconfig.json`, "tsconfig.base.json"];
  return inputs.some((file) => statSync(path.join(root, file)).mtimeMs > built);
}

/** What a command prints goes to standard error: standard output belongs to the script that follows. */
function quietly(command) {
  const { status } = spawnSync(command, { cwd: root, shell: true, stdio: ["ignore", 2, 2] });
  if (status !== 0) process.exit(1);
}
