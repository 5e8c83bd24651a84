/** Draw the pictures of docs/bandit-figures.md; with `--check`, fail when one is stale. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pictures } from "./lib/bandit-pictures.mjs";
import { finish } from "./lib/process.mjs";
import { read, root } from "./lib/workspace.mjs";

const folder = "docs/bandit-figures";
const made = Object.entries(await pictures()).map(([name, svg]) => [`${folder}/${name}`, `${svg}\n`]);
if (process.argv.includes("--check")) {
  const stale = made.filter(([file, text]) => !existsSync(path.join(root, file)) || read(file) !== text);
  const problems = stale.map(([file]) => `${file} is stale: run node .ci/bandit-figures.mjs`);
  finish(problems, `${made.length} pictures of the bandit are up to date`);
} else {
  mkdirSync(path.join(root, folder), { recursive: true });
  for (const [file, text] of made) writeFileSync(path.join(root, file), text);
  finish([], `wrote ${made.length} pictures`);
}
