/** Check that the pages under docs tell of everything there is: each exported name, each registered distribution. */
import { readdirSync, readFileSync } from "node:fs";
import { allFamilies } from "@credence/model";
import { describe, expect, it } from "vitest";
import * as credence from "../src/index.js";

const docs = new URL("../../../docs/", import.meta.url);
const pagesIn = (folder: string): string[] =>
  readdirSync(new URL(folder, docs))
    .filter((file) => file.endsWith(".md"))
    .map((file) => readFileSync(new URL(folder + file, docs), "utf8"));

describe("docs", () => {
  const text = [...pagesIn("./"), ...pagesIn("verbs/")].join("\n");
  it.each(Object.keys(credence))("tell of %s", (name) => {
    expect(text).toMatch(new RegExp(`\\b${name}\\b`));
  });
});

/** Parameters that a constructor makes of an argument by another name. */
const madeFrom: Readonly<Record<string, string>> = { "drift.gaps": "times" };

describe("docs/distributions.md", () => {
  const rows = readFileSync(new URL("distributions.md", docs), "utf8").split("\n");
  const offered = allFamilies().filter(({ constructorName }) => constructorName in credence);
  it.each(offered.map(({ constructorName, parameters }) => ({ constructorName, parameters })))(
    "has a row for $constructorName with its parameters",
    ({ constructorName, parameters }) => {
      const [signature = ""] = rows.find((row) => row.startsWith(`| [\`${constructorName}(`))?.match(/`[^`]*`/) ?? [];
      for (const { name } of parameters)
        expect(signature).toMatch(new RegExp(`\\b${madeFrom[`${constructorName}.${name}`] ?? name}\\b`));
      expect(signature).not.toBe("");
    },
  );
});
