/** Find a document to draw in: the browser's, or in Node a small one that is loaded when first needed. */

/** The little of the DOM that drawing uses; Observable Plot knows the rest. */
export interface SvgElement {
  readonly innerHTML: string;
  querySelectorAll(selector: string): Iterable<SvgElement>;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
}

/** A document for Observable Plot's option of that name; its type is that of the DOM, which Node does not declare. */
export async function loadDocument(): Promise<never> {
  const { document } = globalThis as { document?: unknown };
  if (document !== undefined) return document as never;
  const { parseHTML } = await import("linkedom");
  return parseHTML("<!doctype html><html><body></body></html>").document as never;
}
