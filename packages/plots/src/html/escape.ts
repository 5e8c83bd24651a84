/** Make any text safe to stand in HTML, SVG and XML, between tags and in quoted attributes. */

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Replace what XML forbids even when escaped, control characters and halves of surrogate pairs, by U+FFFD. */
export function wellFormed(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/gu, "\ufffd");
}

/** Escape `&`, `<`, `>` and both quotes; `]]>` is thereby safe too. */
export function escapeHtml(text: string): string {
  return wellFormed(text).replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}

/** Escape text between tags, where quotes may stand as they are. */
export function escapeText(text: string): string {
  return wellFormed(text).replace(/[&<>]/g, (character) => ENTITIES[character] as string);
}
