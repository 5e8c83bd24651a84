/** Show things to a stand-in for tslab and to the console. */
import { compare, race } from "@credence/compare";
import { compareModels, diagnose, looFromLogLikelihood, summarize } from "@credence/diagnostics";
import { dim, labelled, trace } from "@credence/draws";
import { bayesFactor, exact, findMap, findPrior, sampleSync } from "@credence/inference";
import { beta, binomial, model } from "@credence/model";
import { densitySpec, renderSvg } from "@credence/plots";
import { nuts } from "@credence/samplers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { show } from "../src/index.js";
import { inNotebook, leaveNotebook, type Output } from "./stand-in.js";

let printed: unknown[];
beforeEach(() => {
  printed = [];
  vi.spyOn(console, "log").mockImplementation((...things) => void printed.push(...things));
});
afterEach(() => {
  vi.restoreAllMocks();
  leaveNotebook();
});

/** What a notebook shows of things. */
async function outputs(...things: readonly unknown[]): Promise<readonly Output[]> {
  const shown = inNotebook();
  await show(...things);
  return shown;
}

/** What a console prints of things. */
async function text(...things: readonly unknown[]): Promise<string> {
  await show(...things);
  return printed.join("\n");
}

const evil = '<img src=x onerror="alert(1)">';
const people = dim("person", [evil, "Ann & Bob", "\u001b[31mred"]);
const values = Float64Array.from({ length: 2 * 100 * 3 }, (_, i) => Math.sin(i * i));
const run = { sampler: "made up", seed: 3, elapsedMs: 1, chains: 2, draws: 100, independent: true };
const draws = trace<unknown>([{ name: "rate", axes: [people], values }], run);
const posterior = model(() => {
  const theta = beta(2, 3);
  return { theta, clicks: binomial(10, theta) };
})().observe({ clicks: 7 });
const closed = exact(posterior);
const spec = densitySpec({
  title: `A ${evil}`,
  xLabel: "x",
  curves: [{ label: evil, role: "prior", x: [0, 1, 2], density: [1, 2, 1] }],
});

describe("in a notebook", () => {
  it("shows a trace as one table with its diagnosis, escaped and without control characters", async () => {
    const [output, ...others] = await outputs(draws);
    expect(others).toEqual([]);
    expect(output?.type).toBe("html");
    expect(output?.text).toContain(
      '<td style="text-align:left">rate[&lt;img src=x onerror=&quot;alert(1)&quot;&gt;]</td>',
    );
    expect(output?.text).toContain("rate[Ann &amp; Bob]");
    expect(output?.text).toContain("made up, seed 3");
    expect(output?.text).toContain(`<div>${diagnose(draws).text().split("\n")[0]}</div>`);
    expect(output?.text).not.toContain("<img");
    expect(output?.text).not.toContain("\u001b");
  });

  it("shows the figures that the text has", async () => {
    const [output] = await outputs(summarize(draws));
    const cells = [...(output?.text ?? "").matchAll(/<t[hd] [^>]*>([^<]*)</g)].map(([, cell]) => cell);
    const words = summarize(draws).text().split("\n")[2]?.split(/ {2,}/) ?? [];
    expect(cells.slice(24, 36)).toEqual(words.map((word) => word.replace("&", "&amp;")));
  });

  it("cuts a long table and says what it left out", async () => {
    const many = dim("i", 120);
    const long = trace<unknown>(
      [{ name: "x", axes: [many], values: new Float64Array(2 * 100 * 120).map((_, i) => Math.cos(i)) }],
      run,
    );
    const [output] = await outputs(summarize(long));
    expect(output?.text.match(/<tr>/g)).toHaveLength(21);
    expect(output?.text).toContain("… and 100 rows more, of 120");
    const [nearly] = await outputs(labelled([dim("i", 23)], new Float64Array(23)));
    expect(nearly?.text.match(/<tr>/g)).toHaveLength(24);
  });

  it("shows pictures as SVG: specs, texts, promises and lists of them, in order", async () => {
    const drawn = await renderSvg(spec);
    const shown = await outputs([spec, Promise.resolve(drawn)], drawn);
    expect(shown.map(({ type }) => type)).toEqual(["svg", "svg", "svg"]);
    for (const { text } of shown) expect(text).toBe(drawn);
    expect(drawn).not.toContain("<img");
  });

  it("shows tables at once, so that a forgotten await does no harm", () => {
    const shown = inNotebook();
    void show(summarize(draws), closed);
    expect(shown).toHaveLength(2);
  });

  it("shows a comparison as its picture and its verdicts", async () => {
    const [picture, verdict] = await outputs(
      compare({
        closed: closed as NonNullable<typeof closed>,
        byNuts: sampleSync(posterior, { sampler: nuts(), seed: 1 }),
      }),
    );
    expect(picture?.text).toMatch(/^<svg/);
    expect(verdict?.text).toContain("byNuts and closed: no sign of disagreement");
  });
});

it("shows a race as its verdicts, costs and ratios", async () => {
  const entrants = { first: nuts(), second: nuts() };
  const shown = await outputs(race(posterior, entrants, { repeats: 2, draws: 200, tune: 100, progress: false }));
  const tables = shown.at(-1);
  expect(shown.map(({ type }) => type)).toEqual(["html", "svg", "html"]);
  const heads = [...(tables?.text ?? "").matchAll(/<th [^>]*>([^<]*)</g)].map(([, head]) => head);
  expect(heads).toContain("ESS/evaluation");
  expect(tables?.text.match(/<td [^>]*>(first|second)</g)).toHaveLength(2);
});

describe("anywhere else", () => {
  it("prints what a console can show", async () => {
    expect(await text(summarize(draws))).toBe(summarize(draws).text());
    expect(await text(diagnose(draws))).toContain(diagnose(draws).text());
    expect(await text(findPrior(beta, { mean: 0.1, sd: 0.05 }))).toContain("beta(3.5, 31.5)");
  });

  it("tells pictures in words", async () => {
    expect(await text(spec, await renderSvg(spec))).toBe(`${spec.alt}\n${spec.alt}`);
  });

  it("prints a closed form with its mean, sd, evidence and how", async () => {
    const told = await text(closed);
    expect(told).toMatch(/^ +mean +sd +94% low +high\ntheta +0\.6000 +0\.1225 /); // beta(9, 6)
    expect(told).toContain(`log evidence ${closed?.logEvidence.toFixed(3)}`);
    expect(told).toContain("in closed form: theta by beta-binomial");
  });

  it("prints modes, draws, marginals, values by label and rows", async () => {
    expect(await text(await findMap(posterior))).toMatch(/theta +0\.6154/); // 8 / 13
    expect(await text((draws as unknown as { rate: object }).rate)).toContain("draws[Ann & Bob]");
    expect(await text(closed?.distributions.theta)).toMatch(/0\.6000 +0\.1225/);
    expect(await text(labelled([dim("arm", ["A", "B"])], [1, 20.5]))).toMatch(/\[A\] +1\.00\n\[B\] +20\.50/);
    expect(
      await text([
        { name: "a", count: 3, missing: null },
        { name: "b", count: 12.5 },
      ]),
    ).toMatch(/name +count +missing\na +3\.00 +–\nb +12\.50 +–/);
  });

  it("says which way a Bayes factor points", async () => {
    const weaker = { logEvidence: -3 };
    expect(await text(bayesFactor({ logEvidence: 0 }, weaker))).toContain("20.09 times as probable");
    expect(await text(bayesFactor(weaker, { logEvidence: 0 }))).toContain("1/20.09 as probable");
  });

  it("prints the grid of compared models", async () => {
    const figures = looFromLogLikelihood([
      [-1, -1.1, -0.9, -1],
      [-2, -2.1, -1.9, -2],
    ]);
    const compared = compareModels({ "a<b": figures, c: figures });
    expect(await text(compared)).toBe(compared.text());
  });

  it("leaves what it does not know to the console", async () => {
    const unknown = { some: "thing" };
    await show(unknown, 3, null, undefined, [], new Map());
    expect(printed).toEqual([unknown, 3, null, undefined, [], new Map()]);
  });
});
