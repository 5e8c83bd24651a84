/** Show that the source rules see what they forbid and let pass what they allow. */
import { expect, test } from "vitest";
import { exactArithmetic, noMathRandom, noTopLevelAwait } from "../lib/rules.mjs";
import { firstSentence, importsOf, parse } from "../lib/source.mjs";

const linesOf = (rule, text) => rule(parse("a.ts", text)).map(({ line }) => line);

test("every form of import is seen", () => {
  const text = `import a from "a";
import type { B } from "b";
export * from "c";
type D = import("d").D;
const e = await import("e");`;
  const seen = importsOf(parse("a.ts", text)).map(({ from, kind }) => `${from} ${kind}`);
  expect(seen).toEqual(["a static", "b type", "c static", "d type", "e dynamic"]);
});

test("the first sentence is what the comment on the first line says before its first paragraph ends", () => {
  expect(firstSentence("/** Do this. */\nexport {};")).toBe("Do this.");
  expect(firstSentence("#!/usr/bin/env node\n/** Do this. @packageDocumentation */")).toBe("Do this.");
  expect(firstSentence("/** Do this,\n * and that.\n *\n * Because.\n */")).toBe("Do this, and that.");
  expect(firstSentence("/** No full stop */")).toBeUndefined();
  expect(firstSentence('import "a";\n/** Too late. */')).toBeUndefined();
});

test("only exact members of Math, and integer powers, are exact", () => {
  expect(linesOf(exactArithmetic, "Math.sqrt(2) + Math.PI + 2 ** 3 + 2 ** -3")).toEqual([]);
  expect(linesOf(exactArithmetic, "Math.exp(1);\n2 ** 0.5;\nx **= y;\nconst { log } = Math;")).toEqual([1, 2, 3, 4]);
  expect(linesOf(exactArithmetic, "own.Math.exp(1)")).toEqual([]);
});

test("Math.random is seen, in a comment it is not", () => {
  expect(linesOf(noMathRandom, "// Math.random()\nMath.random()")).toEqual([2]);
});

test("await is a fault outside functions", () => {
  expect(linesOf(noTopLevelAwait, "await a;\nasync () => await b;\nfor await (const c of d) {}")).toEqual([1, 3]);
});
