/** Install and build what is missing or stale, quietly, so that a root script works in a fresh clone; costs milliseconds otherwise. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packages, root, sources } from "./lib/workspace.mjs";

// Its time is that of the last build that succeeded: the compiler also writes output when there are errors.
const stamp = path.join(root, "out/built");
if (!existsSync(path.join(root, "node_modules/.modules.yaml"))) quietly("npx -y pnpm@10.34.9 install");
if (!isFresh()) {
  quietly("node .ci/build.mjs");
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, "");
}

function isFresh() {
  if (!existsSync(stamp)) return false;
  const built = statSync(stamp).mtimeMs;
  const inputs = [
    "tsconfig.base.json",
    ...packages.flatMap((each) => [...sources(each), `${each.path}/tsconfig.json`]),
  ];
  return (
    packages.every((each) => existsSync(path.join(root, each.path, "dist"))) &&
    inputs.every((file) => statSync(path.join(root, file)).mtimeMs < built)
  );
}

/** What a command prints goes to standard error: standard output belongs to the script that follows. */
function quietly(command) {
  const { status } = spawnSync(command, { cwd: root, shell: true, stdio: ["ignore", 2, 2] });
  if (status !== 0) process.exit(1);
}
