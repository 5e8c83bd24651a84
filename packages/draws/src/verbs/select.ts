/** Keep some variables of a trace and drop the others. */
import type { Branch, Name, Only } from "../paths.js";
import { suggest } from "../suggest.js";
import { type Groups, runOf, type Trace, trace } from "../trace.js";
import { sourcesOf } from "../variables.js";

/**
 * The trace of the variables with these dotted names; the name of a record (`season`) stands for all in it. Groups
 * stay as they are.
 *
 * @throws If a name is unknown; the message suggests the nearest.
 */
export function select<V, K extends Name<V> | Branch<V>, G extends Groups = Groups>(
  from: Trace<V, G>,
  names: readonly K[],
): Trace<Only<V, K>, G> {
  const variables = sourcesOf(from);
  const means = (name: string, variable: string): boolean => variable === name || variable.startsWith(`${name}.`);
  const known = variables.map((variable) => variable.name);
  for (const name of names) {
    if (!known.some((variable) => means(name, variable))) {
      throw new Error(`unknown variable ${JSON.stringify(name)}${suggest(name, known, "variables")}`);
    }
  }
  const sources = variables.filter((variable) => names.some((name) => means(name, variable.name)));
  return trace<Only<V, K>>(sources, runOf(from)) as Trace<Only<V, K>, G>;
}
