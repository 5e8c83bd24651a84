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
