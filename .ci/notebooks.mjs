/** Execute every notebook from its first cell to its last, through tslab's own converter. */
import path from "node:path";
import { finish, run } from "./lib/process.mjs";
import { files, root } from "./lib/workspace.mjs";

const folder = "docs/notebooks";
const notebooks = files(folder, /\.ipynb$/);
const problems = notebooks.flatMap((notebook) => {
  const cwd = path.join(root, folder);
  const { ok, output } = run(process.execPath, ["scripts/run.cjs", path.posix.relative(folder, notebook)], { cwd });
  return ok ? [] : [output.trim()];
});
finish(problems, `${notebooks.length} notebooks run`);
