/** Type-check and run every TypeScript block of the pages and doc comments, and compare what it prints with the text shown below it. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { compile, finish, run } from "./lib/process.mjs";
import { commentsOf, programsOf, withImports } from "./lib/programs.mjs";
import { scratch, writeJson } from "./lib/scratch.mjs";
import { files, publicPackages, read, root, sources } from "./lib/workspace.mjs";

const folder = scratch("snippets");
mkdirSync(path.join(folder, "node_modules/@credence"), { recursive: true });
for (const each of publicPackages)
  symlinkSync(path.join(root, each.path), path.join(folder, "node_modules", each.name));
writeJson(path.join(folder, "package.json"), { type: "module" });
writeJson(path.join(folder, "tsconfig.json"), {
  extends: "../../tsconfig.base.json",
  compilerOptions: {
    composite: false,
    declaration: false,
    declarationMap: false,
    emitDeclarationOnly: false,
    isolatedDeclarations: false,
    sourceMap: false,
    rootDir: ".",
    outDir: "built",
    tsBuildInfoFile: null,
  },
  include: ["*.ts"],
});

const [wanted = ""] = process.argv.slice(2); // only programs of files whose path starts so
const pages = files(".", /^(README\.md|docs\/.*\.md)$/);
const programs = [
  ...pages.flatMap((page) => programsOf(read(page)).map((program) => ({ ...program, page }))),
  ...(await Promise.all(publicPackages.map(examplesOf))).flat(),
]
  .filter(({ page }) => page.startsWith(wanted))
  .map((program) => ({ ...program, name: `${program.page.replace(/\W+/g, "-")}-${program.line}` }));
for (const { name, text } of programs) writeFileSync(path.join(folder, `${name}.ts`), `${text}export {};\n`);

const problems = programs.length ? compile(6, ["-p", folder]) : [];
const pictures = picturesOf();
if (problems.length === 0) problems.push(...programs.filter((each) => each.runs).flatMap(runProblems));
for (const [file, text] of Object.entries(picturesOf()))
  if (pictures[file] !== text) problems.push(`${file}: was stale; a program has drawn it anew`);
finish(problems, `${programs.length} programs in documentation and comments compile, run and print what they say`);

/** Fenced examples in doc comments, which see what their own package and `credence` export. */
async function examplesOf(each) {
  const programs = sources(each).flatMap((page) =>
    programsOf(commentsOf(read(page))).map((program) => ({ ...program, page })),
  );
  if (programs.length === 0) return [];
  const namesOf = async ({ path: at }) => Object.keys(await import(path.join(root, at, "dist/index.js")));
  const umbrella = publicPackages.find(({ name }) => name === "credence");
  const exported = { [each.name]: await namesOf(each), credence: await namesOf(umbrella) };
  return programs.map((program) => ({ ...program, text: withImports(program.text, exported) }));
}

/** The pictures of the pages, which programs may write. */
function picturesOf() {
  return Object.fromEntries(files("docs", /\.svg$/).map((file) => [file, read(file)]));
}

function runProblems({ page, line, name, prints }) {
  const { ok, stdout, output } = run(process.execPath, [path.join(folder, "built", `${name}.js`)], {
    timeout: 120_000,
  });
  if (!ok) return [`${page}:${line}: failed\n${output}`];
  const plain = (text) => text.replace(/[ \t]+$/gm, "").trim();
  if (prints === undefined || plain(stdout) === plain(prints)) return [];
  return [`${page}:${line}: prints\n${plain(stdout)}\nbut the page says\n${plain(prints)}`];
}
