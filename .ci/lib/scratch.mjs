/** Give each check an empty folder of its own under `out/`, inside the workspace, so that modules resolve as in a package. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./workspace.mjs";

export function scratch(name) {
  const folder = path.join(root, "out", name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}

export const writeJson = (file, value) => writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
