/** Read an SVG back, strictly, so that tests see what a reader's program sees. */
import { parseHTML } from "linkedom";

/** Throws unless tags nest and close, attributes are quoted, and every `&` begins an entity. */
export function checkWellFormed(svg: string): void {
  const tag = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/y;
  const text = /[^<&>]+|&(?:amp|lt|gt|quot|#39|#\d+|#x[\da-f]+);/gy;
  const open: string[] = [];
  let at = 0;
  while (at < svg.length) {
    const rule = svg[at] === "<" ? tag : text;
    rule.lastIndex = at;
    const match = rule.exec(svg);
    if (!match) throw new Error(`not well formed at: ${svg.slice(at, at + 80)}`);
    at = rule.lastIndex;
    if (rule === text || match[4] === "/") continue;
    if (match[1] === "/") {
      const expected = open.pop();
      if (expected !== match[2]) throw new Error(`</${match[2]}> closes <${expected}>`);
    } else open.push(match[2] as string);
  }
  if (open.length > 0) throw new Error(`never closed: ${open.join(", ")}`);
}

/** The parsed `<svg>`. */
export function parseSvg(svg: string): Element {
  return parseHTML(`<html><body>${svg}</body></html>`).document.querySelector("svg") as unknown as Element;
}

/** What of a DOM element the tests use; Node declares none. */
export interface Element {
  getAttribute(name: string): string | null;
  readonly textContent: string;
  querySelectorAll(selector: string): ArrayLike<Element> & Iterable<Element>;
}

export function texts(svg: string): string[] {
  return [...parseSvg(svg).querySelectorAll("text")].map((element) => element.textContent);
}

/** Numbers anywhere in a JSON-able value. */
export function* numbersIn(value: unknown): Generator<number> {
  if (typeof value === "number") yield value;
  else if (value !== null && typeof value === "object") for (const part of Object.values(value)) yield* numbersIn(part);
}
