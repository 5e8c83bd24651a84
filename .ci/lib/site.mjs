/** Say where the built site lies, and which files it has. */
import { readdirSync } from "node:fs";
import path from "node:path";
import { root } from "./workspace.mjs";

export const site = path.join(root, "out/site");

/** Built files with an ending, from the site's root, sorted. */
export const builtFiles = (ending) =>
  readdirSync(site, { recursive: true })
    .filter((file) => file.endsWith(ending))
    .sort();
