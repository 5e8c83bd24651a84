/** Write an executed notebook as Markdown: its words, its programs, and what they printed and drew. */

/** @param text the notebook's JSON */
export function notebookPage(text) {
  const { cells } = JSON.parse(text);
  return cells.map((cell) => (cell.cell_type === "code" ? code(cell) : joined(cell.source))).join("\n\n");
}

function code({ source, outputs }) {
  return [fenced("ts", joined(source)), ...outputs.map(output)].join("\n\n");
}

function output({ text, data = {} }) {
  if (text !== undefined) return fenced("text", joined(text));
  const drawn = data["image/svg+xml"] ?? data["text/html"];
  return drawn === undefined ? fenced("text", joined(data["text/plain"] ?? "")) : html(joined(drawn));
}

/** Markup as one block without scripts and styles, which a page may not hold; drawings become pictures, which keep theirs. */
function html(markup) {
  const plain = markup
    .replace(/<svg[\s\S]*?<\/svg>/g, picture)
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, "")
    .replace(/\n\s*\n/g, "\n");
  return `<div v-pre class="shown">\n${plain}\n</div>`;
}

function picture(svg) {
  const alt = svg.match(/aria-label="([^"]*)"/)?.[1] ?? "a drawing";
  return `<img alt="${alt}" src="data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}">`;
}

const joined = (source) => [source].flat().join("");
const fenced = (language, text) => `\`\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\``;
