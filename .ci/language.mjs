/** Compile the contract of the modelling language with the oldest and the newest TypeScript that must read it. */
import path from "node:path";
import { compile, finish } from "./lib/process.mjs";
import { scratch, writeJson } from "./lib/scratch.mjs";
import { files, root } from "./lib/workspace.mjs";

const contract = files("packages/testing/fixtures/language", /\.ts$/).map((file) => path.join(root, file));
const config = path.join(scratch("language"), "tsconfig.json");
writeJson(config, {
  compilerOptions: {
    noEmit: true,
    strict: true,
    target: "es2022",
    lib: ["es2022", "dom"],
    types: [],
    module: "nodenext",
    moduleResolution: "nodenext",
  },
  files: contract,
});
const problems = [5, 6].flatMap((version) => compile(version, ["-p", config]));
finish(problems, `${contract.length} files of the language contract compile with TypeScript 5.0.4 and 6`);
