/** Check that a summary has one row a scalar, the workers' figures, and a text that a terminal shows as it is. */
import { describe, expect, it } from "vitest";
import { essBulk, essTail, hdi, mcseMean, rhat, summarize } from "../src/index.js";
import { CHAINS, DRAWS, normalDraws, school, slowDraws, traceOf, traceOfVariables } from "./traces.js";

const chainsOf = (values: Float64Array): Float64Array[] =>
  Array.from({ length: CHAINS }, (_, c) => values.subarray(c * DRAWS, (c + 1) * DRAWS));

describe("summarize", () => {
  it("gives the figures of the workers", () => {
    const mu = slowDraws("summary", 0.5);
    const { rows, mass, chains, draws } = summarize(traceOf({ mu }));
    expect({ mass, chains, draws, count: rows.length }).toEqual({ mass: 0.94, chains: CHAINS, draws: DRAWS, count: 1 });
    const [row] = rows;
    const drawn = chainsOf(mu);
    const [hdiLow, hdiHigh] = hdi(mu, 0.94);
    expect(row).toMatchObject({
      name: "mu",
      variable: "mu",
      labels: [],
      hdiLow,
      hdiHigh,
      mcseMean: mcseMean(drawn),
      essBulk: essBulk(drawn),
      essTail: essTail(drawn),
      rhat: rhat(drawn),
    });
  });

  it("names every cell as it is printed", () => {
    const values = new Float64Array(CHAINS * DRAWS * 3).map((_, i) => Math.sin(i * i));
    const { rows } = summarize(traceOfVariables([{ name: "pool.theta", axes: [school], values }]));
    expect(rows.map((row) => row.name)).toEqual(school.labels.map((label) => `pool.theta[${label}]`));
    expect(rows.map((row) => row.labels)).toEqual(school.labels.map((label) => [label]));
    expect(rows.every((row) => row.variable === "pool.theta")).toBe(true);
  });

  it("escapes control characters and aligns wide ones in its text", () => {
    const values = new Float64Array(CHAINS * DRAWS * 3).map((_, i) => Math.sin(i * i));
    const text = summarize(traceOfVariables([{ name: "theta", axes: [school], values }])).text();
    expect(text).toContain("theta[Phillips\\u{1b}[31m]");
    expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
    const [first, second, wide] = text.split("\n").slice(1);
    expect(first?.length).toBe(second?.length);
    // Two characters that take two columns each.
    expect(wide?.length).toBe((first?.length as number) - 2);
  });

  it("prints digits down to the first of the standard error", () => {
    const table = summarize(
      traceOf({
        mu: normalDraws("digits").map((draw) => 1234.5 + 10 * draw),
        k: new Float64Array(CHAINS * DRAWS).fill(3),
      }),
    );
    const [row] = table.rows;
    expect(row?.mcseMean).toBeGreaterThan(0.1);
    expect(row?.mcseMean).toBeLessThan(1);
    const [head, mu, k] = table.text().split("\n");
    expect(head?.trim().split(/\s{2,}/)).toEqual([
      "mean",
      "sd",
      "94% low",
      "high",
      "mcse",
      "5%",
      "50%",
      "95%",
      "ess bulk",
      "tail",
      "rhat",
    ]);
    expect(mu).toMatch(/^mu {2}1234\.\d {2}/);
    expect(k?.split(/\s+/)).toEqual(["k", "3", "0", "3", "3", "–", "3", "3", "3", "–", "–", "–"]);
  });

  it("is plain data, with null for what is undefined", () => {
    const values = normalDraws("plain");
    values[7] = Number.NaN;
    const table = summarize(traceOf({ x: values }));
    const written = JSON.parse(JSON.stringify(table));
    expect(written).toEqual({ ...table });
    const { name, variable, labels, ...figures } = written.rows[0];
    expect(Object.values(figures)).toEqual(Array.from({ length: 11 }, () => null));
    expect(String(table)).toBe(table.text());
    expect(table.text()).toMatch(/draws\n! some draws of x are NaN or infinite: see diagnose$/);
  });

  it("takes independent draws for what they are", () => {
    const mu = normalDraws("exact");
    const [row] = summarize(traceOf({ mu }, { independent: true, sampler: "exact" })).rows;
    expect(row).toMatchObject({ essBulk: CHAINS * DRAWS, essTail: CHAINS * DRAWS, rhat: null });
    expect(row?.mcseMean).toBe((row?.sd as number) / Math.sqrt(CHAINS * DRAWS));
  });

  it("holds the share that is asked for, and refuses a trace without draws", () => {
    const mu = normalDraws("mass");
    const [row] = summarize(traceOf({ mu }), { mass: 0.5 }).rows;
    expect([row?.hdiLow, row?.hdiHigh]).toEqual(hdi(mu, 0.5));
    expect(() => summarize(traceOf({ mu: new Float64Array(0) }, { draws: 0 }))).toThrow("no draws to summarise");
    expect(() => summarize(traceOf({ mu }), { mass: 94 })).toThrow("94");
  });
});
