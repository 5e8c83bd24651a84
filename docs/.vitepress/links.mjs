/** Lead the links of a page to places of the site; a link to what it does not show is left as text. */
import path from "node:path";
import { root } from "../../.ci/lib/workspace.mjs";
import { placeOf, shown } from "./places.mjs";

/** A markdown-it plugin. */
export function leadToPlaces(md) {
  md.core.ruler.push("lead-to-places", ({ tokens, env }) => {
    const from = shown.get(path.basename(env.path, ".md")) ?? path.relative(root, env.path);
    for (const { children } of tokens) if (children) lead(children, from);
  });
}

function lead(tokens, from) {
  let dropped = false;
  for (const token of tokens) {
    if (token.type === "link_open") {
      const place = placeOf(from, token.attrGet("href"));
      dropped = place === null;
      if (place) token.attrSet("href", place);
    }
    if (dropped && token.type.startsWith("link_"))
      Object.assign(token, { type: "text", tag: "", content: "", nesting: 0 });
  }
}
