/** Hold the reading of Markdown to a page that has one of everything. */
import { expect, test } from "vitest";
import { anchorsOf, linksOf } from "../lib/markdown.mjs";
import { commentsOf, programsOf, withImports } from "../lib/programs.mjs";

const page = `# A page, with \`code\`

[one](a.md#b) and ![two](c.svg "title") but not \`[x](y)\`

\`\`\`ts
const a = 1;
[not](a-link)
\`\`\`

\`\`\`text output
1
\`\`\`

More.

\`\`\`ts continued
console.log(a);
\`\`\`

\`\`\`text output
2
\`\`\`

\`\`\`ts no-run
endless();
\`\`\`

\`\`\`text
anything
\`\`\`

\`\`\`ts skip
half a thought
\`\`\`

# A page, with code
`;

test("links are those outside code", () => {
  expect(linksOf(page)).toEqual([
    { target: "a.md#b", line: 3 },
    { target: "c.svg", line: 3 },
  ]);
});

test("anchors follow GitHub", () => {
  expect(anchorsOf(page)).toEqual(["a-page-with-code", "a-page-with-code-1"]);
});

test("blocks join into programs with what they print", () => {
  expect(programsOf(page)).toEqual([
    { line: 6, text: "const a = 1;\n[not](a-link)\nconsole.log(a);\n", runs: true, prints: "1\n2\n" },
    { line: 25, text: "endless();\n", runs: false, prints: undefined },
  ]);
});

test("an output with no program above it is an error", () => {
  expect(() => programsOf("```text output\n1\n```")).toThrow("line 2");
});

test("doc comments keep their line numbers", () => {
  const source = "const a = 1;\n/** One. */\n/**\n * ```ts\n * two();\n * ```\n */\nconst b = 2;";
  expect(programsOf(commentsOf(source))).toEqual([{ line: 5, text: "two();\n", runs: true, prints: undefined }]);
});

test("examples import what they use and do not declare", () => {
  const exported = { a: ["f", "g"], b: ["f", "h", "x"] };
  const text = "const h = g(1);\nx.f();\n";
  expect(withImports(text, exported)).toBe(`import { g } from "a";\nimport { x } from "b";\n${text}`);
  expect(withImports('import { g } from "c";\ng();', exported)).toBe('import { g } from "c";\ng();');
});
