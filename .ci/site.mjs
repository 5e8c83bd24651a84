/** Build the site with warnings as errors, and check that each page has a title, and each link, anchor and picture leads somewhere. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { finish, run } from "./lib/process.mjs";
import { builtFiles, site } from "./lib/site.mjs";
import { root } from "./lib/workspace.mjs";

const built = process.argv.includes("--built") ? { ok: true, output: "" } : build();
const warnings = built.output.split("\n").filter((line) => /\(!\)|warn|not loaded/i.test(line));
const pages = built.ok ? builtPages() : new Map();
finish(
  built.ok ? [...warnings, ...[...pages.values()].flatMap(problemsOf)] : [built.output],
  `${pages.size} pages of the site are built; their links, anchors and pictures lead somewhere`,
);

/** The reference is made where the check before this one has not. */
function build() {
  const reference = existsSync(path.join(root, "docs/api/index.md"))
    ? { ok: true }
    : run("npm", ["run", "--silent", "docs"]);
  return reference.ok ? run("npm", ["run", "--silent", "build"], { cwd: path.join(root, "docs") }) : reference;
}

/** The pages by their addresses: `{ at, html, ids }`. */
function builtPages() {
  return new Map(
    builtFiles(".html").map((at) => {
      const html = readFileSync(path.join(site, at), "utf8");
      return [at, { at, html, ids: new Set(attributes(html, "id")) }];
    }),
  );
}

function problemsOf({ at, html, ids }) {
  const says = (problem) => `${at}: ${problem}`;
  const title = html.match(/<title>([^<]*)<\/title>/)?.[1] ?? "";
  const headings = html.match(/<h1[\s>]/g)?.length ?? 0;
  const targets = [...attributes(html, "href"), ...attributes(html, "src")].filter((to) => !/^[a-z]+:/i.test(to));
  return [
    ...(title && !title.includes("undefined") ? [] : [says(`its title is "${title}"`)]),
    ...(headings > 0 || at === "404.html" ? [] : [says("it has no first heading")]),
    ...[...new Set(targets)].filter((to) => !leads(to, at, ids)).map((to) => says(`nothing is at ${to}`)),
  ];
}

function leads(to, at, ids) {
  const [place, anchor] = decodeURIComponent(to.replaceAll("&amp;", "&")).split("#");
  if (place === "") return !anchor || ids.has(anchor);
  const file = path.posix.join(
    place.startsWith("/") ? "" : path.posix.dirname(at),
    place.replace(/\/$/, "/index.html"),
  );
  const relative = file.replace(/^\//, "");
  if (!pages.has(relative)) return existsSync(path.join(site, relative));
  return !anchor || pages.get(relative).ids.has(anchor);
}

function attributes(html, name) {
  return [...html.matchAll(new RegExp(`<[^<>]*\\s${name}="([^"]*)"`, "g"))].map((match) => match[1]);
}
