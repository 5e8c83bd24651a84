/** Draw the pictures of docs/distributions and write the facts beside them; with `--check`, fail when one is stale or a page is missing. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { factsOf } from "./lib/law-facts.mjs";
import { pictureOf } from "./lib/law-picture.mjs";
import { lawOf } from "./lib/laws.mjs";
import { finish } from "./lib/process.mjs";
import { files, read, root } from "./lib/workspace.mjs";

const { allFamilies } = await import(path.join(root, "packages/model/dist/index.js"));
const credence = await import(path.join(root, "packages/credence/dist/index.js"));

const folder = "docs/distributions";
const index = "docs/distributions.md";
const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const pages = files(folder, /\.md$/);

const missing = allFamilies()
  .filter(({ constructorName }) => constructorName in credence) // others serve models of the toolkit's own
  .map(({ constructorName }) => `${folder}/${kebab(constructorName)}.md`)
  .filter((page) => !pages.includes(page))
  .map((page) => `${page} is missing: write it after the model of ${folder}/gamma.md, then run node .ci/families.mjs`);
const unlisted = pages
  .filter((page) => !read(index).includes(`(distributions/${path.basename(page)})`))
  .map((page) => `${index} does not lead to ${page}`);

const made = Object.fromEntries((await Promise.all(pages.map(written))).flat());
if (process.argv.includes("--check")) {
  const stale = Object.entries(made).flatMap(([file, text]) => (current(file) === text ? [] : [`${file} is stale`]));
  const left = files(folder, /\.svg$/).flatMap((file) => (file in made ? [] : [`${file} belongs to no page`]));
  const problems = [...missing, ...unlisted, ...stale, ...left];
  finish(
    stale.length ? [...problems, "run node .ci/families.mjs"] : problems,
    `${pages.length} pages of distributions and their pictures are up to date`,
  );
} else {
  rmSync(path.join(root, folder, "pictures"), { recursive: true, force: true });
  mkdirSync(path.join(root, folder, "pictures"));
  for (const [file, text] of Object.entries(made)) writeFileSync(path.join(root, file), text);
  finish([...missing, ...unlisted], `wrote ${Object.keys(made).length} files`);
}

/**
 * A page and its picture, as files with their texts. The page asks for the picture in a comment, which the image follows:
 * `<!-- picture {"of": ["gamma(2, 1)"], "x": [0, 9]} -->`; facts stand between comments of their own.
 */
async function written(page) {
  const text = read(page);
  const [whole, asked] = /<!-- picture (\{.*?\}) -->\n[^\n]*\n/s.exec(text) ?? [];
  if (asked === undefined) return [[page, text]];
  const { of, ...options } = JSON.parse(asked);
  const laws = Object.entries(Array.isArray(of) ? Object.fromEntries(of.map((each) => [each, each])) : of).map(
    ([label, expression]) => lawOf(expression, label),
  );
  const [, title] = /^# (.*)$/m.exec(text);
  const { svg, alt } = pictureOf({ laws, title, ...options });
  const picture = `${folder}/pictures/${path.basename(page, ".md")}.svg`;
  const image = `![${alt.replace(/[[\]]/g, "")}](pictures/${path.basename(picture)})`;
  const facts = `<!-- facts -->\n${factsOf(laws)}\n<!-- end of facts -->`;
  const filled = text
    .replace(whole, () => `<!-- picture ${asked} -->\n${image}\n`)
    .replace(/<!-- facts -->.*<!-- end of facts -->/s, () => facts);
  return [
    [page, filled],
    [picture, `${await svg}\n`],
  ];
}

function current(file) {
  try {
    return read(file);
  } catch {
    return undefined;
  }
}
