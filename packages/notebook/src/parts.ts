/** Say what is shown as plain parts, each of which has an HTML form for notebooks and a text form for anywhere else. */
import { counted, type Grid, layoutText, printable } from "@credence/diagnostics";
import { escapeHtml, type Picture } from "@credence/plots";

/** A sentence, a grid with the heads of its columns first, or a picture as SVG text. */
export type Drawn = string | Grid | { readonly svg: string };

/** The same with pictures that are still data. */
export type Part = Drawn | { readonly picture: Picture };

/** What a notebook displays at once. */
export interface Output {
  readonly type: "html" | "svg";
  readonly text: string;
}

/** More rows than this are cut; `summarize(trace).text()` and its kin print them all. */
const MOST_ROWS = 20;

/** The grid as far as it is shown, and what must be said of the rest. */
function cut([head = [], ...rows]: Grid): { readonly grid: Grid; readonly rest: readonly string[] } {
  // A few rows more are shown rather than counted.
  if (rows.length <= MOST_ROWS + 3) return { grid: [head, ...rows], rest: [] };
  return {
    grid: [head, ...rows.slice(0, MOST_ROWS)],
    rest: [`… and ${counted(rows.length - MOST_ROWS, "row")} more, of ${rows.length}`],
  };
}

/** Sentences as lines and grids as tables; what follows each other without a picture between is one output. */
export function outputsOf(parts: readonly Drawn[]): readonly Output[] {
  const outputs: Output[] = [];
  for (const part of parts) {
    const last = outputs.at(-1);
    if (typeof part === "object" && "svg" in part) outputs.push({ type: "svg", text: part.svg });
    else if (last?.type === "html") outputs[outputs.length - 1] = { type: "html", text: last.text + htmlOf(part) };
    else outputs.push({ type: "html", text: htmlOf(part) });
  }
  return outputs;
}

function htmlOf(words: string | Grid): string {
  if (typeof words === "string") return line(words);
  const { grid, rest } = cut(words);
  return [table(grid), ...rest.map(line)].join("");
}

/** The same for a terminal; a picture is told in words. */
export function textOf(part: Part): string {
  if (typeof part === "string") return part;
  if ("picture" in part) return printable(part.picture.alt);
  if ("svg" in part) return printable(altOf(part.svg));
  const { grid, rest } = cut(part);
  return layoutText([grid, ...rest]);
}

const line = (text: string): string => `<div>${escapeHtml(text)}</div>`;

/** The styles are with the cells: a notebook has its own, which align everything to the right. */
function table([head = [], ...rows]: Grid): string {
  const styles = head.map((_, column) => {
    const words = column === 0 || rows.some((row) => /\p{L}{2}/u.test(row[column] ?? ""));
    return ` style="text-align:${words ? "left" : "right"}"`;
  });
  const row = (tag: string, cells: readonly string[]): string =>
    `<tr>${cells.map((cell, column) => `<${tag}${styles[column]}>${escapeHtml(cell)}</${tag}>`).join("")}</tr>`;
  const body = rows.map((cells) => row("td", cells)).join("");
  return `<table><thead>${row("th", head)}</thead><tbody>${body}</tbody></table>`;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" };

/** The text alternative of a drawing. */
function altOf(svg: string): string {
  const label = /^<svg[^>]*? aria-label="([^"]*)"/.exec(svg)?.[1] ?? "A picture without a text alternative.";
  return label.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => ENTITIES[name] as string);
}
