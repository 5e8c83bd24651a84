/** Keep the import of the package light: the drawing library is loaded when something is drawn. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

test("no file imports a drawing library statically, and none waits at its top", () => {
  const root = new URL("../src/", import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  expect(files.length).toBeGreaterThan(20);
  for (const name of files) {
    const text = readFileSync(new URL(name, root), "utf8");
    expect(text).not.toMatch(/^import (?!type)[^;]*"(@observablehq\/plot|linkedom)"/m);
    expect(text).not.toMatch(/^(const .*= )?await /m);
  }
});
