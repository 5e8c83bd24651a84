/** Write the parts of a page beside text, pictures and tables: facts, cards, and what is folded away until asked for. */
import { renderSvg } from "../render/svg.js";
import type { Picture, Role, Table } from "../spec.js";
import { escapeHtml, escapeText } from "./escape.js";
import { htmlTable, type Keys, swatched } from "./table.js";

/** A name with what it stands for. */
export type Fact = readonly [name: string, value: string];

/** A short finding; colour, sign and word say the same. */
export interface Card {
  title: string;
  mood: "good" | "bad" | "open";
  /** The finding in a word. */
  word: string;
  text: string;
  facts?: readonly Fact[];
}

/** Something that is opened when wanted, and printed open where it has pictures. */
export interface Fold {
  summary: string;
  open?: boolean;
  paragraphs?: readonly string[];
  /** Small pictures, beside each other where there is room. */
  tiles?: readonly Picture[];
  tables?: readonly Table[];
  /** Text that keeps its lines, as JSON. */
  code?: string;
}

/** What a name stands for in all pictures of a page. */
export interface Key {
  label: string;
  role: Role;
}

const SIGNS = { good: "✓", bad: "✗", open: "?" } as const;
/** Two fit beside each other on a desk, and one on a phone. */
const TILE = 344;

export function factList(facts: readonly Fact[], keys: Keys): string {
  const rows = facts.map(
    ([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd dir="auto">${swatched(value, keys)}</dd></div>`,
  );
  return `<dl class="facts">${rows.join("")}</dl>`;
}

export function cardList(cards: readonly Card[], keys: Keys): string {
  const items = cards.map(
    ({ title, mood, word, text, facts = [] }) =>
      `<li class="card ${mood}"><h3 dir="auto">${escapeHtml(title)}</h3>` +
      `<p class="word"><span aria-hidden="true">${SIGNS[mood]}</span> ${escapeHtml(word)}</p>` +
      `<p dir="auto">${escapeHtml(text)}</p>${facts.length > 0 ? factList(facts, keys) : ""}</li>`,
  );
  return `<ul class="cards">${items.join("")}</ul>`;
}

export function keyList(keys: readonly Key[]): string {
  const items = keys.map(({ label }) => `<li>${swatched(label, keysOf(keys))}</li>`);
  return `<ul class="keys" aria-label="colours">${items.join("")}</ul>`;
}

export const keysOf = (keys: readonly Key[]): Keys => new Map(keys.map(({ label, role }) => [label, role]));

export async function foldHtml(fold: Fold, id: string, keys: Keys): Promise<string> {
  const { summary, open, paragraphs = [], tiles = [], tables = [], code } = fold;
  const drawn = await Promise.all(
    tiles.map((spec, i) => renderSvg(spec, { width: TILE, theme: "page", id: `${id}-${i + 1}` })),
  );
  return [
    `<details class="fold"${open ? " open" : ""}><summary dir="auto">${escapeHtml(summary)}</summary>`,
    ...paragraphs.map((paragraph) => `<p dir="auto">${escapeHtml(paragraph)}</p>`),
    ...(drawn.length > 0 ? [`<div class="tiles">${drawn.map((svg) => `<div>${svg}</div>`).join("")}</div>`] : []),
    ...tables.map((table) => htmlTable(table, keys)),
    ...(code === undefined ? [] : [`<pre tabindex="0">${escapeText(code)}</pre>`]),
    "</details>",
  ].join("\n");
}
