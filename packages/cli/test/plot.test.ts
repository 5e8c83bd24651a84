/** Test `credence plot`: files of every format, the drawing in the terminal, and what it says of what it cannot draw. */
import { existsSync, readFileSync } from "node:fs";
import { type AnyTrace, dim, labelled, type Trace, trace, withGroups, writeTrace } from "@credence/draws";
import { rng } from "@credence/math";
import type { Picture } from "@credence/plots";
import { describe, expect, test } from "vitest";
import { credence, folder } from "./workspace.js";

/** A name that would clear a terminal and colour it, and a label that would be a script in a page. */
const HOSTILE = "red\u001b[2J\u001b[31m\u0007<script>alert(1)</script>&\"'";
const day = dim("day", ["1", "2", "3", "4"]);
const arm = dim("arm", ["A", HOSTILE]);
const facts = { sampler: "nuts", seed: 1, elapsedMs: 1, chains: 2, draws: 200 };

function drawn(seed = 1): Trace<Record<string, never>> {
  const random = rng(seed, "plot.test");
  const values = (cells: number): Float64Array => Float64Array.from({ length: 400 * cells }, () => random.normal());
  const own = trace<Record<string, never>>(
    [
      { name: "mu", axes: [], values: values(1) },
      { name: "rate", axes: [arm], values: values(2) },
      { name: "level", axes: [day], values: values(4) },
    ],
    facts,
  );
  const group = (): AnyTrace => trace([{ name: "y", axes: [day], values: values(4) }], facts) as AnyTrace;
  return withGroups(own, {
    posteriorPredictive: group(),
    logLikelihood: group(),
    observedData: { y: labelled([day], [0.1, -0.3, 1, 0.2]) },
  }) as never;
}

async function written(...names: string[]): Promise<(name: string) => string> {
  const at = folder();
  for (const [i, name] of names.entries()) await writeTrace(drawn(i + 1) as AnyTrace, at(name));
  return at;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;

describe("in the terminal", () => {
  test.each([
    ["density", []],
    ["trace", []],
    ["rank", []],
    ["forest", []],
    ["histogram", []],
    ["pair", ["--vars", "mu,rate"]],
    ["parallel", []],
    ["pit", []],
    ["ppc", []],
    ["ppc", ["--statistic", "max"]],
    ["khat", []],
    ["ribbon", ["--vars", "level", "--observed", "y"]],
    ["heat", ["--vars", "level"]],
  ])("draws %s in plain text %j", async (kind, more) => {
    const at = await written("t.json");
    const { code, out, err } = await credence("plot", at("t.json"), "--kind", kind, ...more, "--width", "70");
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(out).not.toMatch(CONTROL);
    expect(out).not.toMatch(/NaN|undefined|Infinity/);
    expect(out.split("\n").length).toBeGreaterThan(8);
    for (const line of out.split("\n")) expect([...line].length).toBeLessThanOrEqual(70);
  });

  test("shows a hostile name, and lets nothing of it command the terminal", async () => {
    const at = await written("t.json");
    const { out } = await credence("plot", at("t.json"), "--kind", "density", "--vars", "rate", "--width", "100");
    expect(out).toContain("rate[red\\u{1b}[2J\\u{1b}[31m\\u{7}<script>");
    expect(out).not.toMatch(CONTROL);
  });
});

describe("into a file", () => {
  test("writes SVG, HTML and PNG by the ending, makes folders, and says what the picture shows", async () => {
    const at = await written("t.nc");
    for (const name of ["deep/p.svg", "p.html", "p.png"]) {
      const { code, out, err } = await credence(
        "plot",
        at("t.nc"),
        "--kind",
        "density",
        "--vars",
        "mu",
        "--out",
        at(name),
      );
      expect(err).toBe("");
      expect(code).toBe(0);
      expect(out).toContain(`${at(name)}: Density of mu.`);
    }
    const svg = readFileSync(at("deep/p.svg"), "utf8");
    expect(svg).toMatch(/^<svg /);
    expect(readFileSync(at("p.html"), "utf8")).toMatch(/^<!doctype html>/);
    expect(readFileSync(at("p.png")).subarray(1, 4).toString("latin1")).toBe("PNG");
  });

  test("escapes names from data in SVG and HTML", async () => {
    const at = await written("t.json");
    for (const name of ["p.svg", "p.html"]) {
      const { out } = await credence("plot", at("t.json"), "--kind", "forest", "--out", at(name));
      const text = readFileSync(at(name), "utf8");
      expect(text).toContain("&lt;script&gt;alert(1)");
      expect(text).not.toContain("<script");
      expect(text).not.toMatch(CONTROL);
      expect(out).not.toMatch(CONTROL);
    }
  });

  test("takes width and theme", async () => {
    const at = await written("t.json");
    await credence(
      "plot",
      at("t.json"),
      "--kind",
      "density",
      "--out",
      at("p.svg"),
      "--width",
      "400",
      "--theme",
      "dark",
    );
    const svg = readFileSync(at("p.svg"), "utf8");
    expect(svg).toContain('width="400"');
    expect(svg).toContain("#14171b");
  });
});

test("--json prints the picture as data", async () => {
  const at = await written("t.json");
  const { out, code } = await credence("plot", at("t.json"), "--kind", "khat", "--json");
  const spec = JSON.parse(out) as Picture;
  expect(code).toBe(0);
  expect(spec.kind).toBe("khat");
  expect(spec.table.rows).toHaveLength(4);
});

test("several files are several traces, named after them; formulas may be drawn", async () => {
  const at = await written("before.json", "after.json");
  const words = [
    "plot",
    at("before.json"),
    at("after.json"),
    "--kind",
    "density",
    "--derive",
    "twice = 2 * mu",
    "--vars",
    "twice",
  ];
  const { out } = await credence(...words, "--json");
  expect((JSON.parse(out) as Picture).alt).toMatch(/before is highest at .* after is highest at/);
  const one = await credence("plot", at("before.json"), at("after.json"), "--kind", "khat");
  expect(one).toMatchObject({ code: 1, out: "" });
  expect(one.err).toMatch(/several traces, before, after; this picture is of one/);
});

describe("says what is wrong", () => {
  test.each([
    [["--kind", "ranks"], /there is no kind ranks; did you mean "rank"\?/],
    [["--kind", "swirl\u001b[2J"], /no kind swirl\\u\{1b\}\[2J; the kinds are .*density.*ribbon/],
    [["--kind", "ecdf"], /--kind ecdf: this picture needs more than a file holds; draw it in a program, plot\.ecdf\(/],
    [["--kind", "density", "--vars", "levle"], /unknown variable "levle"; did you mean "level"\?/],
    [["--kind", "density", "--vars", "x"], /the variables are mu, rate, rate\[A\], rate\[red\\u\{1b\}\[2J/],
    [["--kind", "prior"], /plot\.prior: the trace has no group prior; add it/],
    [["--kind", "density", "--out", "p.gif"], /--out p\.gif: name a file that ends in \.svg, \.png, \.html/],
  ])("%j", async (words, message) => {
    const at = await written("t.json");
    const { code, out, err } = await credence("plot", at("t.json"), ...words);
    expect(code).toBe(1);
    expect(out).toBe("");
    expect(err).toMatch(message);
    expect(err).not.toContain("\u001b");
    expect(existsSync("p.gif")).toBe(false);
  });

  test("of files: missing, or none at all", async () => {
    const at = folder();
    expect((await credence("plot", at("no.nc"), "--kind", "density")).err).toMatch(/there is no trace file/);
    expect((await credence("plot", "--kind", "density")).err).toMatch(/name a trace file/);
  });
});

test("--kind list tells the kinds", async () => {
  const { code, out } = await credence("plot", "--kind", "list");
  expect(code).toBe(0);
  expect(out).toMatch(/^density +the density of each scalar/m);
  expect(out).toMatch(/^khat +the Pareto k/m);
  expect(out).not.toMatch(/^ecdf/m);
});
