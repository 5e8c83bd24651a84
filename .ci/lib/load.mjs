/** Load TypeScript sources that are written in the loop IR, so that programs can be generated from them. */
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { packages, root } from "./workspace.mjs";

/** Generated files stand empty, there or not: nothing that is generated here may depend on what was generated before. */
const withoutGenerated = {
  name: "without generated files",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\/generated\/[^/]+\.js$/ }, ({ path: file }) => ({ path: file, namespace: "generated" }));
    onLoad({ filter: /.*/, namespace: "generated" }, () => ({ contents: "module.exports = {}", loader: "js" }));
  },
};

/** The exports of files, as one namespace each. */
export async function load(name, files, { whole = false } = {}) {
  const outfile = path.join(root, "out", `${name}.mjs`);
  await build({
    stdin: {
      contents: Object.entries(files)
        .map(([key, file]) => `export * as ${key} from "./${file}";`)
        .join("\n"),
      resolveDir: root,
      loader: "ts",
    },
    alias: Object.fromEntries(
      packages.map(({ name, path: folder }) => [name, path.join(root, folder, "src/index.ts")]),
    ),
    absWorkingDir: root,
    nodePaths: packages.map(({ path: folder }) => path.join(root, folder, "node_modules")),
    plugins: whole ? [] : [withoutGenerated],
    bundle: true,
    format: "esm",
    platform: "node",
    mainFields: ["module", "main"],
    outfile,
    logLevel: "error",
  });
  return import(pathToFileURL(outfile).href);
}
