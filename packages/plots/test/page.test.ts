/** Test the page: one file, no network, no script, everything escaped, every figure with its table. */
import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { escapeHtml, page, traceSpec } from "../src/index.js";
import { PAGE, SPECS } from "./example.js";
import type { Element } from "./helpers.js";

const parse = (html: string) => parseHTML(html).document as unknown as Element;
const names = [
  "<script>alert(1)</script>",
  `"quoted" and 'single'`,
  "]]>",
  "<!--",
  "🎲👩‍🔬",
  "مرحبا",
  "a & b",
  "\u0000\u001b[31m",
];

test.each(names)("escapes %j", (name) => {
  const escaped = escapeHtml(name);
  expect(escaped).not.toMatch(/[<>"']/);
  expect(escaped.replace(/&(amp|lt|gt|quot|#39);/g, "")).not.toContain("&");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that must not be there
  expect(escaped).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
});

test("the example page is one small file that fetches and runs nothing", async () => {
  const html = await page(PAGE);
  expect(html.length).toBeLessThan(500_000);
  expect(html.replaceAll('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(
    /https?:|<script|<link|@import|url\(|\son\w+=/i,
  );
  expect(await page(PAGE)).toBe(html);
});

test("each figure has a drawing for desks, one for phones, and its table", async () => {
  const document = parse(await page(PAGE));
  const figures = [...document.querySelectorAll("figure")];
  expect(figures).toHaveLength(Object.keys(SPECS).length);
  for (const figure of figures) {
    expect(figure.querySelectorAll(".desk > svg[role=img][aria-label]")).toHaveLength(1);
    expect(figure.querySelectorAll(".phone > svg[role=img][aria-label]")).toHaveLength(1);
    expect(figure.querySelectorAll("details table tbody tr").length).toBeGreaterThan(0);
  }
});

test("ids are unique even when a picture comes twice", async () => {
  const spec = traceSpec({ title: "t", yLabel: "y", chains: [[1, 2]] });
  const html = await page({
    title: "t",
    sections: [
      { heading: "a", figures: [spec, spec] },
      { heading: "b", figures: [spec] },
    ],
  });
  const ids = [...parse(html).querySelectorAll("[id]")].map((element) => element.getAttribute("id"));
  expect(ids).toHaveLength(6);
  expect(new Set(ids).size).toBe(6);
});

test("numbers are aligned by their digits, words are not", async () => {
  const html = await page({
    title: "t",
    sections: [
      {
        heading: "h",
        tables: [
          {
            caption: "c",
            columns: ["who", "ESS", "share"],
            rows: [
              ["a", 1234, 0.5],
              ["b", null, -0.25],
            ],
          },
        ],
      },
    ],
  });
  const cells = [...parse(html).querySelectorAll("td")];
  expect(cells.map((cell) => cell.textContent)).toEqual(["a", "1,234", "0.5000", "b", "–", "−0.2500"]);
  expect(cells.map((cell) => cell.getAttribute("class"))).toEqual(["", "number", "number", "", "number", "number"]);
});

test("hostile text stays text everywhere", async () => {
  const name = names.join(" ");
  const html = await page({
    title: name,
    sections: [
      {
        heading: name,
        paragraphs: [name],
        figures: [traceSpec({ title: name, subtitle: name, yLabel: name, chains: [[1, 2]] })],
        tables: [{ caption: name, columns: [name], rows: [[name]] }],
      },
    ],
  });
  const document = parse(html);
  expect(document.querySelectorAll("script")).toHaveLength(0);
  expect(html).not.toContain("<script");
  expect(document.querySelectorAll("h1")[0]?.textContent).toBe(
    name.replaceAll("\u0000", "\ufffd").replaceAll("\u001b", "\ufffd"),
  );
});

test("says which row of a table has the wrong length", async () => {
  const tables = [{ caption: "cost", columns: ["a", "b"], rows: [[1, 2], [1]] }];
  await expect(page({ title: "t", sections: [{ heading: "h", tables }] })).rejects.toThrow(
    'page: row 1 of table "cost" has 1 cells; give 2, one for each column',
  );
});

test("facts, keys, cards and folds are escaped, and colours stand before the names that have them", async () => {
  const name = "<script>alert('x')</script>\u001b[31m";
  const spec = traceSpec({ title: name, yLabel: "y", chains: [[1, 2, 3]] });
  const table = { caption: name, columns: [name, "again"], rows: [[name, name]] };
  const html = await page({
    title: "t",
    facts: [["model", name]],
    keys: [{ label: name, role: "series2" }],
    sections: [
      {
        heading: "h",
        cards: [{ title: name, mood: "bad", word: "differs", text: name, facts: [[name, name]] }],
        folds: [
          {
            summary: name,
            open: true,
            paragraphs: [name],
            tiles: [spec, spec],
            tables: [table],
            code: `{"a":"${name}"}`,
          },
        ],
      },
    ],
  });
  expect(html).not.toContain("<script");
  expect(html).not.toContain("\u001b");
  const document = parse(html);
  expect(document.querySelectorAll(".card.bad h3")).toHaveLength(1);
  expect(document.querySelectorAll("details.fold[open] .tiles svg[role=img]")).toHaveLength(2);
  expect([...document.querySelectorAll("pre")][0]?.textContent).toContain('{"a":"');
  // The list of keys, three facts, and of the table its head and its first column.
  const swatches = [...document.querySelectorAll("span.key")];
  expect(swatches.length).toBe(5);
  for (const swatch of swatches) expect(swatch.getAttribute("style")).toBe("background:var(--series2)");
});
