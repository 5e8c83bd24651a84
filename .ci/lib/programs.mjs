/** Join the TypeScript blocks of a page into programs: one a block, unless the block continues the one before. */
import { blocksOf } from "./markdown.mjs";

/**
 * Programs in order: `{ line, text, runs, prints }`. Words after `ts` in the opening fence: `continued` appends the block
 * to the program before, `no-run` only compiles it, `skip` leaves it out. A `text output` block right below a
 * program, with at most blank lines between, is what that program prints to standard output from its start.
 */
export function programsOf(markdown) {
  const programs = [];
  let previous;
  for (const block of blocksOf(markdown)) {
    const current = programs.at(-1);
    const below = previous && markdown.slice(previous.end, block.start).trim() === "";
    if (block.language === "text" && block.flags.includes("output")) {
      if (!current || !below) throw new Error(`line ${block.line}: this output stands below no program`);
      current.prints = (current.prints ?? "") + block.text;
    } else if (block.language === "ts" && !block.flags.includes("skip")) {
      if (block.flags.includes("continued") && current) {
        current.text += block.text;
        current.runs &&= !block.flags.includes("no-run");
      } else
        programs.push({ line: block.line, text: block.text, runs: !block.flags.includes("no-run"), prints: undefined });
    }
    previous = block;
  }
  return programs;
}

/** The doc comments of a TypeScript source as a Markdown page with the same line numbers. */
export function commentsOf(source) {
  const blank = (text) => text.replace(/[^\n]/g, "");
  let page = "";
  let end = 0;
  for (const comment of source.matchAll(/^[ \t]*\/\*\*[\s\S]*?\*\//gm)) {
    const text = comment[0].replace(/^[ \t]*\/\*\*/, "").replace(/[ \t]*\*\/$/, "");
    page += blank(source.slice(end, comment.index)) + text.replace(/^[ \t]*\* ?/gm, "");
    end = comment.index + comment[0].length;
  }
  return page;
}

/** A program with the names at hand that it uses and does not import or declare: `exported` maps a package to its names. */
export function withImports(text, exported) {
  if (/^import /m.test(text)) return text;
  const used = new Set(text.match(/(?<![.\w$"'])[A-Za-z_$][\w$]*/g));
  const own = new Set([...text.matchAll(/\b(?:const|let|function|class)\s+([\w$]+)/g)].map(([, name]) => name));
  const lines = [];
  for (const [from, names] of Object.entries(exported)) {
    const taken = names.filter((name) => used.delete(name) && !own.has(name));
    if (taken.length) lines.push(`import { ${taken.join(", ")} } from "${from}";\n`);
  }
  return lines.join("") + text;
}
