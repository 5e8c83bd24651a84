/** Keep families by name, so that graphs holding them can be read back. */
import type { Family } from "./types.js";

const families = new Map<string, Family>();

/** Makes a family known by its name; packages above may add their own. */
export function registerFamily(family: Family): void {
  const known = families.get(family.name);
  if (known !== undefined && known !== family) throw new Error(`a family named "${family.name}" is registered already`);
  families.set(family.name, family);
}

/** The family of that name. */
export function familyNamed(name: string): Family {
  const family = families.get(name);
  if (family === undefined)
    throw new Error(`no distribution is named "${name}"; known are ${[...families.keys()].join(", ")}`);
  return family;
}

/** All registered families. */
export const allFamilies = (): readonly Family[] => [...families.values()];
