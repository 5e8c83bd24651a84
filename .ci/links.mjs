/** Check that every relative link in the Markdown files leads to a file, and to a heading where it names one. */
import { existsSync } from "node:fs";
import path from "node:path";
import { anchorsOf, linksOf } from "./lib/markdown.mjs";
import { finish } from "./lib/process.mjs";
import { files, read, root } from "./lib/workspace.mjs";

const pages = files(".", /\.md$/);
const problems = pages.flatMap((page) =>
  linksOf(read(page)).flatMap(({ target, line }) => {
    if (/^[a-z]+:/i.test(target)) return [];
    const [file, anchor] = decodeURI(target).split("#");
    const to = file ? path.posix.join(path.posix.dirname(page), file) : page;
    if (!existsSync(path.join(root, to))) return [`${page}:${line}: ${target}: no such file`];
    const heading = !anchor || !to.endsWith(".md") || anchorsOf(read(to)).includes(anchor);
    return heading ? [] : [`${page}:${line}: ${target}: no such heading`];
  }),
);
finish(problems, `links of ${pages.length} pages lead somewhere`);
