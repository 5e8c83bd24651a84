/** Describe the packages of this workspace, so that every check reads them in one way. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Paths are given and shown relative to the root, with forward slashes. */
export const read = (file) => readFileSync(path.join(root, file), "utf8");

/** Every file under a folder whose path the pattern accepts, sorted; what is installed or built is left out. */
export function files(folder, pattern) {
  const skipped = new Set(["node_modules", "dist", "out", "coverage", ".git", "api"]);
  const walk = (here) =>
    readdirSync(path.join(root, here), { withFileTypes: true }).flatMap((entry) => {
      const name = path.posix.join(here, entry.name);
      if (entry.isDirectory()) return skipped.has(entry.name) ? [] : walk(name);
      return pattern.test(name) ? [name] : [];
    });
  return walk(folder).sort();
}

/** One record a package: its folder's name, the name it is imported by, and its manifest. */
export const packages = readdirSync(path.join(root, "packages"))
  .sort()
  .map((folder) => {
    const manifest = JSON.parse(read(`packages/${folder}/package.json`));
    return { folder, path: `packages/${folder}`, name: manifest.name, manifest };
  });

export const publicPackages = packages.filter((each) => !each.manifest.private);

/** A package's own TypeScript sources. */
export const sources = (each) => files(`${each.path}/src`, /\.ts$/);
