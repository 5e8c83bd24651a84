/** End an error message with the name that was probably meant, or with the names there are. */
import { closestMatch } from "leven";

const SHOWN = 5;

/** The candidate within two edits in five characters of `text`, upper and lower case alike, or `undefined`. */
function nearest(text: string, candidates: readonly string[]): string | undefined {
  const folded = candidates.map((candidate) => candidate.toLowerCase());
  const match = closestMatch(text.toLowerCase(), folded, { maxDistance: Math.floor(text.length * 0.4) });
  return match === undefined ? undefined : candidates[folded.indexOf(match)];
}

/**
 * A clause to put after "unknown …": `; did you mean "Choate"?`, or the first few candidates when none is near.
 * `what` names them in the plural: "labels", "variables".
 */
export function suggest(text: string, candidates: readonly string[], what: string): string {
  const match = nearest(text, candidates);
  if (match !== undefined) return `; did you mean "${match}"?`;
  if (candidates.length === 0) return `; there are no ${what}`;
  const more = candidates.length > SHOWN ? `, … (${candidates.length} in all)` : "";
  return `; the ${what} are ${candidates.slice(0, SHOWN).join(", ")}${more}`;
}
