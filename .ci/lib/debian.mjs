/** Install what a check needs from Debian's packages, where it is missing. */
import { spawnSync } from "node:child_process";

/** Makes sure that `program` can be run, by installing the packages `names`; a check that needs it fails by itself where that does not work. */
export function ensureDebian(program, ...names) {
  if (spawnSync("which", [program], { stdio: "ignore" }).status === 0) return;
  const apt = (...args) => spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"] });
  apt("update", "-qq");
  apt("install", "-y", "-qq", ...(names.length > 0 ? names : [program]));
}
