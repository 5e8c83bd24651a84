/** Say where the site shows a file: pages as they lie, and files that pages link to as pages of their own, short of the packages. */
import path from "node:path";
import { linksOf } from "../../.ci/lib/markdown.mjs";
import { files, read } from "../../.ci/lib/workspace.mjs";

const isPage = (file) => file.startsWith("docs/") && file.endsWith(".md");
const isShown = (file) => !file.startsWith("packages/") && /(\.(md|ts|csv|ipynb)|LICENSE)$/.test(file);

/** The files that are shown, by the last part of their pages' addresses; found once, when the site is built. */
export const shown = new Map(
  files("docs", /\.md$/)
    .flatMap((page) => linksOf(read(page)).map(({ target }) => fileOf(page, target)))
    .filter((file) => file !== undefined && !isPage(file) && isShown(file))
    .map((file) => [nameOf(file), file]),
);

/** Where a link from a file leads on the site: undefined to leave it as it is, null where the site has nothing. */
export function placeOf(from, link) {
  const file = fileOf(from, link);
  if (file === undefined) return undefined;
  const hash = link.match(/#.*$/)?.[0] ?? "";
  if (isPage(file)) return `/${file.slice("docs/".length)}${hash}`;
  return shown.has(nameOf(file)) ? `/source/${nameOf(file)}${hash}` : null;
}

/** A link's target from the root; undefined for one that leaves the project or stays on its page. */
function fileOf(from, link) {
  if (/^([a-z]+:|#|\/)/i.test(link)) return undefined;
  return path.posix.join(path.posix.dirname(from), decodeURI(link).replace(/[#?].*$/, ""));
}

function nameOf(file) {
  return file.replace(/^docs\//, "").replace(/^\.|\W+/g, (_, at) => (at === 0 ? "" : "-"));
}
