/** Run `jupyter ARGS` with a tslab kernel of this project, installing nothing into the user's Jupyter. */
// From docs/notebooks: node scripts/jupyter.mjs nbconvert --to html --execute NAME.ipynb
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const data = fileURLToPath(new URL("../.jupyter", import.meta.url));
const kernel = path.join(data, "kernels/tslab");
const tslab = path.join(path.dirname(createRequire(import.meta.url).resolve("tslab/package.json")), "bin/tslab");
mkdirSync(kernel, { recursive: true });
writeFileSync(
  path.join(kernel, "kernel.json"),
  JSON.stringify({
    argv: [process.execPath, tslab, "kernel", "--config-path", "{connection_file}"],
    display_name: "TypeScript",
    language: "typescript",
  }),
);
const jupyter = process.env.JUPYTER ?? "jupyter";
const done = spawnSync(jupyter, process.argv.slice(2), {
  stdio: "inherit",
  env: { ...process.env, JUPYTER_PATH: data },
});
if (done.error)
  console.error(`could not run ${jupyter}: ${done.error.message}; apt-get install jupyter-nbconvert jupyter-client`);
process.exit(done.status ?? 1);
