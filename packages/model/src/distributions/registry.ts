/** Keep families by name, so that graphs holding them can be read back. */
import { cameFrom } from "../origins.js";
import type { Family } from "./types.js";

const families = new Map<string, Family>();

/** Makes families of other families, which its names tell: "truncated(normal)". */
export type Combinator = (bases: readonly Family[], label: string) => Family;
const combinators = new Map<string, Combinator>();
const composites = new Map<string, Family>();

/**
 * Makes a family known by its name; packages above may add their own.
 *
 * @param module URL of the module that does so (`import.meta.url`), and nothing else: workers then load it, so that chains
 *   of models with the family run there too
 */
export function registerFamily(family: Family, module?: string): void {
  const known = families.get(family.name);
  if (known !== undefined && known !== family) throw new Error(`a family named "${family.name}" is registered already`);
  families.set(family.name, family);
  cameFrom(family.name, module);
}

/** Makes a combinator known by its name, so that the families it makes can be read back by theirs. */
export function registerCombinator(name: string, combinator: Combinator): void {
  combinators.set(name, combinator);
}

/** The family of that name, such as `normal`, `truncated(normal)` or `mixture[part](poisson)`. */
export function familyNamed(name: string): Family {
  const family = families.get(name) ?? composites.get(name) ?? composed(name);
  if (family === undefined)
    throw new Error(`no distribution is named "${name}"; known are ${[...families.keys()].join(", ")}`);
  return family;
}

/** All registered families; those made of others are made when asked for. */
export const allFamilies = (): readonly Family[] => [...families.values()];

/** The name of a family made of others; a label between brackets tells what else it was made with. */
export const compositeName = (combinator: string, bases: readonly Family[], label = ""): string =>
  `${combinator}${label === "" ? "" : `[${escaped(label)}]`}(${bases.map(({ name }) => name).join(",")})`;
const escaped = (label: string): string =>
  encodeURIComponent(label).replace(/[()]/g, (bracket) => (bracket === "(" ? "%28" : "%29"));

function composed(name: string): Family | undefined {
  const [, combinator = "", label = "", inner = ""] = /^(\w+)(?:\[([^\]]*)\])?\((.*)\)$/.exec(name) ?? [];
  const make = combinators.get(combinator);
  if (make === undefined) return undefined;
  const family = make(atTopLevel(inner).map(familyNamed), decodeURIComponent(label));
  composites.set(name, family);
  return family;
}

/** The parts between commas that no bracket encloses. */
function atTopLevel(text: string): readonly string[] {
  const parts = [""];
  let depth = 0;
  for (const character of text) {
    if (character === "(") depth++;
    if (character === ")") depth--;
    if (character === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts;
}
