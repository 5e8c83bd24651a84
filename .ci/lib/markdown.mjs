/** Take links and fenced blocks out of a Markdown text. */

const fence = /^```(\S*)[ \t]*([^\n]*)\n([\s\S]*?)^```[ \t]*$/gm;

/** Fenced blocks in order: `{ language, flags, text, line, end }`; `line` is where the text starts, `end` the closing fence's offset. */
export function blocksOf(markdown) {
  return [...markdown.matchAll(fence)].map((match) => ({
    language: match[1],
    flags: match[2].split(/\s+/).filter(Boolean),
    text: match[3],
    line: markdown.slice(0, match.index).split("\n").length + 1,
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/** Targets of links and images outside code: `{ target, line }`. */
export function linksOf(markdown) {
  const blank = (text) => text.replace(/[^\n]/g, " ");
  const prose = markdown.replace(fence, blank).replace(/`[^`\n]*`/g, blank);
  const inline = /\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g;
  const defined = /^\[[^\]]+\]:\s*(\S+)/gm;
  return [inline, defined].flatMap((pattern) =>
    [...prose.matchAll(pattern)].map((match) => ({
      target: match[1],
      line: prose.slice(0, match.index).split("\n").length,
    })),
  );
}

/** The anchor that GitHub makes of a heading's text. */
export function slugOf(heading) {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .trim()
    .replace(/\s/g, "-");
}

/** The anchors that GitHub gives a text's headings. */
export function anchorsOf(markdown) {
  const seen = new Map();
  return [...markdown.replace(fence, "").matchAll(/^#+\s+(.*)$/gm)].map(([, heading]) => {
    const slug = slugOf(heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1"));
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count ? `${slug}-${count}` : slug;
  });
}
