/** Make the sidebar from the pages that list pages: the index, the distributions and the reference. */
import { existsSync } from "node:fs";
import path from "node:path";
import { read, root } from "../../.ci/lib/workspace.mjs";
import { placeOf } from "./places.mjs";

/** One group for each section of a page, with an item for each page that it links to. */
function sectionsOf(page) {
  const [, ...sections] = read(page).split(/^## /m);
  const groups = sections.map((section) => ({
    text: section.split("\n")[0],
    collapsed: true,
    items: itemsOf(section, page),
  }));
  return groups.filter(({ items }) => items.length > 0);
}

function itemsOf(section, page) {
  const links = [...section.matchAll(/\[([^[\]]+)\]\(([^)\s]+)\)/g)];
  const items = links.map(([, text, target]) => ({ text: text.replaceAll("`", ""), link: placeOf(page, target) }));
  const isFirst = ({ link }, i) => items.findIndex((each) => each.link === link) === i;
  return items.filter((item, i) => item.link && !item.link.includes("#") && isFirst(item, i));
}

/** A group of its own for a page that lists many. */
const groupOf = (text, page) => ({ text, collapsed: true, items: sectionsOf(page) });

export const sidebar = [
  ...sectionsOf("docs/index.md"),
  groupOf("Families", "docs/distributions.md"),
  ...(existsSync(path.join(root, "docs/api")) ? [groupOf("Reference", "docs/api/index.md")] : []), // made by `npm run docs`
];
