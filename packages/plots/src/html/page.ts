/** Write a report as one HTML file that needs no network and no script, and reads on desks, phones and paper. */
import { renderSvg } from "../render/svg.js";
import type { Picture, Table } from "../spec.js";
import { escapeHtml } from "./escape.js";
import { PAGE_STYLE } from "./style.js";
import { htmlTable } from "./table.js";

/** All text is plain text: it is escaped, never read as markup. */
export interface PageSection {
  heading: string;
  paragraphs?: readonly string[];
  figures?: readonly Picture[];
  tables?: readonly Table[];
}

export interface PageInput {
  title: string;
  sections: readonly PageSection[];
}

// The drawings for desks and phones; the style sheet shows one of them.
const WIDTHS = { desk: 720, phone: 360 } as const;

/**
 * The file's text. Each section shows its paragraphs, then its figures, each with the table behind it, then its tables.
 *
 * @throws RangeError when a row of a table has more or fewer cells than there are columns.
 */
export async function page({ title, sections }: PageInput): Promise<string> {
  const parts = await Promise.all(sections.map(section));
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
  { heading, paragraphs = [], figures = [], tables = [] }: PageSection,
  index: number,
): Promise<string> {
  const drawn = await Promise.all(figures.map((spec, i) => figure(spec, `figure-${index + 1}-${i + 1}`)));
  return [
    `<section>\n<h2 dir="auto">${escapeHtml(heading)}</h2>`,
    ...paragraphs.map((paragraph) => `<p dir="auto">${escapeHtml(paragraph)}</p>`),
    ...drawn,
    ...tables.map(htmlTable),
    "</section>",
  ].join("\n");
}

async function figure(spec: Picture, id: string): Promise<string> {
  const { desk, phone } = WIDTHS;
  const [large, small] = await Promise.all([
    renderSvg(spec, { width: desk, id }),
    renderSvg(spec, { width: phone, id: `${id}-phone` }),
  ]);
  return `<figure>
<div class="desk">${large}</div>
<div class="phone">${small}</div>
<details><summary>Table behind this picture</summary>${htmlTable(spec.table)}</details>
</figure>`;
}
