/** Read the built declarations as tslab does: with TypeScript 5.0.4, classic Node resolution and every library checked. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { compile, finish } from "./lib/process.mjs";
import { scratch, writeJson } from "./lib/scratch.mjs";
import { files, packages, publicPackages, root } from "./lib/workspace.mjs";

const folder = scratch("declarations");
const barrel = publicPackages.map(({ name, folder }) => `export * as ${folder} from "${name}";\n`).join("");
writeFileSync(path.join(folder, "all.ts"), barrel);
const typeTests = files("packages", /^packages\/[^/]+\/test\/.*\.test-d\.ts$/);

const problems = [true, false].flatMap((strict) => {
  const config = path.join(folder, strict ? "strict.json" : "loose.json");
  // The type tests count on strict null checks, so a notebook's loose mode reads the declarations alone.
  const checked = strict ? typeTests.map((file) => path.join(root, file)) : [];
  writeJson(config, configuration(strict, checked));
  return compile(5, ["-p", config]);
});
finish(
  problems,
  `declarations of ${publicPackages.length} packages and ${typeTests.length} type tests compile with TypeScript 5.0.4`,
);

function configuration(strict, checked) {
  return {
    compilerOptions: {
      noEmit: true,
      target: "ES2022",
      lib: ["ES2022"],
      module: "ESNext",
      moduleResolution: "node10",
      esModuleInterop: true,
      strict,
      skipLibCheck: false,
      types: ["node"],
      baseUrl: root,
      paths: Object.fromEntries(packages.map((each) => [each.name, [`${each.path}/dist/index.d.ts`]])),
    },
    files: ["all.ts", ...checked],
  };
}
