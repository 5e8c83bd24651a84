/** Install what would be published into an empty project, and use it there: run a program, type-check another. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { compile, finish, run } from "./lib/process.mjs";
import { writeJson } from "./lib/scratch.mjs";
import { publicPackages, root } from "./lib/workspace.mjs";

const isUmbrella = ({ name }) => name === "credence";
const project = mkdtempSync(path.join(os.tmpdir(), "credence-packaging-"));
try {
  finish(problems(), "credence installs from its tarballs, runs and type-checks");
} finally {
  rmSync(project, { recursive: true, force: true });
}

function problems() {
  const tarballs = path.join(project, "tarballs");
  mkdirSync(tarballs);
  for (const each of publicPackages) {
    const packed = run("node_modules/.bin/pnpm", ["--dir", each.path, "pack", "--pack-destination", tarballs]);
    if (!packed.ok) return [packed.output];
  }
  cpSync(path.join(root, "packages/testing/fixtures/consumer"), project, { recursive: true });
  writeJson(path.join(project, "package.json"), manifest());
  const installed = run("npm", ["install", "--no-audit", "--no-fund"], { cwd: project });
  if (!installed.ok) return [installed.output];
  const sampled = run(process.execPath, ["sample.mjs"], { cwd: project });
  const complaints = compile(6, ["-p", project]);
  return sampled.ok ? complaints : [sampled.output, ...complaints];
}

/** Depends on `credence` alone; the overrides say where its parts are, as no registry has them yet. */
function manifest() {
  const archive = ({ name, manifest: { version } }) =>
    `file:./tarballs/${name.replace("@", "").replace("/", "-")}-${version}.tgz`;
  const [credence, parts] = [publicPackages.find(isUmbrella), publicPackages.filter((each) => !isUmbrella(each))];
  return {
    name: "consumer",
    private: true,
    type: "module",
    dependencies: { credence: archive(credence) },
    overrides: Object.fromEntries(parts.map((each) => [each.name, archive(each)])),
  };
}
