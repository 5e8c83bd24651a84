/** Compile the contract of the modelling language with TypeScript 5.0.4 and 6; with `--built`, its programs against `credence`. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { compile, finish } from "./lib/process.mjs";
import { scratch, writeJson } from "./lib/scratch.mjs";
import { files, read, root } from "./lib/workspace.mjs";

const built = process.argv.includes("--built");
const folder = scratch("language");
const contract = files("packages/testing/fixtures/language", /\.ts$/);
const programs = built ? contract.filter((file) => !file.endsWith("/dsl.ts")) : contract;
const from = built ? "credence" : "./dsl.js";
for (const file of programs) {
  writeFileSync(path.join(folder, path.basename(file)), read(file).replaceAll('"./dsl.js"', `"${from}"`));
}
mkdirSync(path.join(folder, "node_modules"));
symlinkSync(path.join(root, "packages/credence"), path.join(folder, "node_modules/credence"));
writeJson(path.join(folder, "package.json"), { type: "module" });
writeJson(path.join(folder, "tsconfig.json"), {
  compilerOptions: {
    noEmit: true,
    strict: true,
    target: "es2022",
    lib: ["es2022", "dom"],
    types: ["node"],
    module: "nodenext",
    moduleResolution: "nodenext",
  },
  include: ["*.ts"],
});
const problems = [5, 6].flatMap((version) => compile(version, ["-p", folder]));
finish(
  problems,
  `${programs.length} files of the language contract compile with TypeScript 5.0.4 and 6 against ${from}`,
);
