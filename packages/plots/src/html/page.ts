/** Write a report as one HTML file that needs no network and no script, and reads on desks, phones and paper. */
import { renderSvg } from "../render/svg.js";
import type { Picture, Table } from "../spec.js";
import { type Card, cardList, type Fact, type Fold, factList, foldHtml, type Key, keyList, keysOf } from "./blocks.js";
import { escapeHtml } from "./escape.js";
import { PAGE_STYLE } from "./style.js";
import { htmlTable, type Keys } from "./table.js";

/** All text is plain text: it is escaped, never read as markup. */
export interface PageSection {
  heading: string;
  paragraphs?: readonly string[];
  cards?: readonly Card[];
  figures?: readonly Picture[];
  tables?: readonly Table[];
  folds?: readonly Fold[];
}

export interface PageInput {
  title: string;
  /** What the page is about, below its title. */
  facts?: readonly Fact[];
  /** Names with the colour that they have in all pictures, shown where they stand alone. */
  keys?: readonly Key[];
  sections: readonly PageSection[];
}

// The drawings for desks and phones; the style sheet shows one of them.
const WIDTHS = { desk: 720, phone: 360 } as const;

/**
 * The file's text. Each section shows its paragraphs, its cards, its figures, each with the table behind it, its tables, and
 * what is folded away.
 *
 * @throws RangeError when a row of a table has more or fewer cells than there are columns.
 */
export async function page({ title, facts = [], keys = [], sections }: PageInput): Promise<string> {
  const coloured = keysOf(keys);
  const parts = await Promise.all(sections.map((each, i) => section(each, i, coloured)));
  if (keys.length > 0) parts.unshift(keyList(keys));
  if (facts.length > 0) parts.unshift(factList(facts, coloured));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
${PAGE_STYLE}
</style>
</head>
<body>
<main>
<h1 dir="auto">${escapeHtml(title)}</h1>
${parts.join("\n")}
</main>
</body>
</html>
`;
}

async function section(
  { heading, paragraphs = [], cards = [], figures = [], tables = [], folds = [] }: PageSection,
  index: number,
  keys: Keys,
): Promise<string> {
  const drawn = await Promise.all(figures.map((spec, i) => figure(spec, `figure-${index + 1}-${i + 1}`, keys)));
  const folded = await Promise.all(folds.map((fold, i) => foldHtml(fold, `fold-${index + 1}-${i + 1}`, keys)));
  return [
    `<section>\n<h2 dir="auto">${escapeHtml(heading)}</h2>`,
    ...paragraphs.map((paragraph) => `<p dir="auto">${escapeHtml(paragraph)}</p>`),
    ...(cards.length > 0 ? [cardList(cards, keys)] : []),
    ...drawn,
    ...tables.map((table) => htmlTable(table, keys)),
    ...folded,
    "</section>",
  ].join("\n");
}

async function figure(spec: Picture, id: string, keys: Keys): Promise<string> {
  const { desk, phone } = WIDTHS;
  const [large, small] = await Promise.all([
    renderSvg(spec, { width: desk, theme: "page", id }),
    renderSvg(spec, { width: phone, theme: "page", id: `${id}-phone` }),
  ]);
  return `<figure>
<div class="desk">${large}</div>
<div class="phone">${small}</div>
<details><summary>Table behind this picture</summary>${htmlTable(spec.table, keys)}</details>
</figure>`;
}
