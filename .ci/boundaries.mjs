/** Check that imports follow the arrows between packages, that manifests say the same, and that no files import in a circle. */
import { builtinModules } from "node:module";
import path from "node:path";
import { arrows, nodeOnly } from "./lib/arrows.mjs";
import { findCycle } from "./lib/graph.mjs";
import { finish } from "./lib/process.mjs";
import { importsOf, parse } from "./lib/source.mjs";
import { packages, read, sources } from "./lib/workspace.mjs";

const byName = new Map(packages.map((each) => [each.name, each]));
const problems = [];

for (const each of packages) {
  const allowed = arrows[each.folder];
  if (!allowed) problems.push(`packages/${each.folder} has no arrows: add it to .ci/lib/arrows.mjs`);
  else problems.push(...manifestProblems(each, allowed), ...importProblems(each, allowed));
}
const built = JSON.parse(read("tsconfig.json")).references.map((reference) => reference.path);
for (const each of packages) {
  if (!built.includes(each.path)) problems.push(`tsconfig.json: ${each.path} is not among the references`);
}
const circle = findCycle(arrows);
if (circle) problems.push(`.ci/lib/arrows.mjs: ${circle.join(" → ")} is a cycle`);
finish(problems, `imports of ${packages.length} packages follow the arrows`);

/** Dependencies and project references may not go beyond the arrows, and agree with one another. */
function manifestProblems(each, allowed) {
  const dependencies = Object.keys(each.manifest.dependencies ?? {}).flatMap((name) => byName.get(name)?.folder ?? []);
  const references = (JSON.parse(read(`${each.path}/tsconfig.json`)).references ?? []).map((reference) =>
    path.posix.basename(reference.path),
  );
  const beyond = dependencies.filter((folder) => !allowed.includes(folder));
  const unlike = dependencies
    .filter((folder) => !references.includes(folder))
    .concat(references.filter((folder) => !dependencies.includes(folder)));
  return [
    ...beyond.map((folder) => `${each.path}/package.json: ${each.folder} may not depend on ${folder}`),
    ...unlike.map(
      (folder) =>
        `${each.path}: ${folder} is in only one of package.json's dependencies and tsconfig.json's references`,
    ),
  ];
}

function importProblems(each, allowed) {
  const found = [];
  const graph = {};
  const declared = {
    ...each.manifest.dependencies,
    ...each.manifest.peerDependencies,
    ...each.manifest.optionalDependencies,
  };
  for (const file of sources(each)) {
    graph[file] = [];
    for (const { from, line, kind } of importsOf(parse(file, read(file)))) {
      const complain = (why) => found.push(`${file}:${line}: "${from}": ${why}`);
      if (from.startsWith(".")) {
        const target = path.posix.join(path.posix.dirname(file), from).replace(/\.js$/, ".ts");
        if (!target.startsWith(`${each.path}/src/`))
          complain("leaves the package; import the other package by its name");
        else if (!from.endsWith(".js")) complain("a relative import ends in .js");
        else graph[file].push(target);
        continue;
      }
      const name = from.split("/", from.startsWith("@") ? 2 : 1).join("/");
      const other = byName.get(name);
      if (other && from !== name) complain(`reaches into ${name}; import what its index exports`);
      else if (other && !allowed.includes(other.folder)) complain(`${each.folder} may not import ${other.folder}`);
      else if (from.startsWith("node:")) {
        if (kind === "static" && !nodeOnly.includes(each.folder))
          complain("would not load in a browser; use await import() where it is needed");
      } else if (builtinModules.includes(name)) complain(`write "node:${name}"`);
      else if (!(name in declared)) complain(`${name} is not among the dependencies of ${each.path}/package.json`);
    }
  }
  const cycle = findCycle(graph);
  if (cycle) found.push(`files import in a circle: ${cycle.join(" → ")}`);
  return found;
}
