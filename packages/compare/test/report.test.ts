/** Check the table, the page and the data of a comparison, also with hostile names. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { compare } from "@credence/compare";
import { dim } from "@credence/draws";
import { expect, test } from "vitest";
import { betaDraws, closedForm, exactBeta, normal, traceOf, traceOfVariables } from "./traces.js";

const cost = [{ tuneMs: 100, drawMs: 200, tuneEvaluations: 1000, drawEvaluations: 3000 }];
const c = compare({
  closed: closedForm({ theta: exactBeta }),
  byNuts: traceOf({ theta: betaDraws("nuts", 500) }, { options: { cost } }),
  bySlice: traceOf({ theta: betaDraws("slice", 500).map((x) => x + 0.02) }, { sampler: "slice" }),
});

test("the table shows verdicts, health, agreement and cost, aligned", () => {
  const lines = c.table().split("\n");
  expect(lines[0]).toMatch(/^agree: byNuts and closed: no sign of disagreement/);
  expect(lines[1]).toMatch(/^differ: bySlice and closed differ: \d of 5 rows differ: theta /);
  const head = lines.findIndex((line) => line.startsWith("agreement"));
  const widths = lines.slice(head, head + 11).map((line) => line.length);
  expect(new Set(widths).size).toBe(1);
  expect(lines.join("\n")).toContain("one run each: no ratio between samplers is given");
  expect(inspect(c)).toBe(c.table());
});

test("the data are JSON as they are", () => {
  expect(JSON.parse(JSON.stringify(c))).toEqual(c.data);
  expect(JSON.stringify(c)).toBe(JSON.stringify(c.data));
  expect(Object.isFrozen(c)).toBe(true);
});

test("the page answers the four questions in order, on its own", async () => {
  const html = await c.toHtml();
  const places = [
    "Verdict",
    "Are they comparable?",
    "May each be trusted",
    "Do they agree?",
    "Scalar by scalar",
    "What did it cost?",
    "Method",
    "The figures as JSON",
  ].map((heading) => html.indexOf(`<h2 dir="auto">${heading}`));
  expect(places.every((place, i) => place > (places[i - 1] ?? 0))).toBe(true);
  // Strip, forest and costs for desks and for phones, and four tiles of theta.
  expect(html.match(/<svg/g)).toHaveLength(4 * 2 + 4);
  expect(html.match(/<li class="card (good|bad)">/g)).toEqual(['<li class="card good">', '<li class="card bad">']);
  expect(html).toContain("<dt>compared</dt>");
  expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
});

test("the page holds the figures as JSON", async () => {
  const html = await c.toHtml();
  const text = /<pre[^>]*>(.*)<\/pre>/s.exec(html)?.[1] ?? "";
  const plain = text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
  const { status, estimates, agreement } = JSON.parse(plain);
  expect(status).toBe(c.status);
  const { columns, rows } = estimates.byNuts;
  expect(columns).toEqual(["scalar", "functional", "value", "mcse"]);
  expect(rows[0][2]).toBeCloseTo(c.estimates.byNuts[0]?.value as number, 5);
  expect(agreement.marginal.rows).toHaveLength(c.agreement.marginal.length);
});

test("a report is written to one file", async () => {
  const folder = await mkdtemp(join(tmpdir(), "compare-"));
  try {
    const path = join(folder, "beta-binomial.html");
    await c.report(path);
    expect(await readFile(path, "utf8")).toBe(await c.toHtml());
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("hostile names neither become markup nor reach the terminal", async () => {
  const label = '"><img src=x onerror=alert(1)>\u001b[31m';
  const trace = (seed: string) =>
    traceOfVariables([{ name: "theta", axes: [dim("school", [label, "b"])], values: normal(seed, 1000) }]);
  const name = "<script>alert(1)</script>\u001b[2J";
  const hostile = compare({ [name]: trace("a"), __proto__x: trace("b") });
  const html = await hostile.toHtml();
  expect(html).not.toContain("<script>");
  expect(html).not.toContain("<img");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  expect(html + hostile.table()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  expect(hostile.status).toBe("agree");
});

test("every odd comparison has a page", async () => {
  const constant = traceOf({ x: new Float64Array(400).fill(1) });
  const notFinite = traceOf({ x: new Float64Array(400).fill(Number.NaN) });
  const empty = traceOf({ x: new Float64Array(0) }, { draws: 0 });
  const short = traceOf({ x: normal("short", 2) });
  for (const traces of [
    {},
    { constant },
    { constant, notFinite },
    { empty, short },
    { short, constant, empty, notFinite },
  ]) {
    const odd = compare(traces);
    expect(odd.status).toBe("not-assessable");
    expect(await odd.toHtml()).toContain("<h1");
    expect(odd.table()).not.toMatch(/\bNaN\b(?! or)|\bundefined\b(?! in)/);
    expect(JSON.parse(JSON.stringify(odd))).toEqual(odd.data);
  }
});

test("fifty scalars of four traces stay below one megabyte", async () => {
  const item = dim("item", 50);
  const trace = (seed: string) => traceOfVariables([{ name: "theta", axes: [item], values: normal(seed, 5000) }]);
  const html = await compare({ a: trace("a"), b: trace("b"), c: trace("c"), d: trace("d") }).toHtml();
  expect(Buffer.byteLength(html)).toBeLessThan(1e6);
  expect(html.match(/<details class="fold"><summary dir="auto">theta/g)).toHaveLength(50);
  expect(html).toContain('"status"');
});
