/** Compute derived quantities from draws: by the model, by text; mathjs is loaded by the first text only. */
import { labelled, scalarsOf } from "@credence/draws";
import { beta, binomial, type Column, column, dim, exp, model, normal, pick } from "@credence/model";
import { describe, expect, it } from "vitest";
import { derive, predict, sampleSync } from "../src/index.js";

const arm = dim("arm", ["A", "B"]);
const conversion = model(({ visitors }: { visitors: Column<"arm"> }) => {
  const rate = beta(2, 50).over(arm);
  const lift = rate.at(pick(arm, "B")).div(rate.at(pick(arm, "A")));
  const sales = binomial(visitors, rate);
  const expected = rate.mul(visitors);
  const left = visitors.sub(sales);
  return { rate, lift, sales, expected, left };
});
const monday = conversion({ visitors: column(arm, [1000, 1000]) });
const tuesday = conversion({ visitors: column(arm, [10, 20]) });
const trace = sampleSync(monday.observe({ sales: [21, 34] }), { draws: 50, chains: 2 });
const a = trace.rate.at({ arm: "A" }).values;
const b = trace.rate.at({ arm: "B" }).values;

describe("derive(joint, trace)", () => {
  it("gives everything that the model returns, observed data at every draw", () => {
    const all = derive(monday, trace);
    expect(all.$.variables.map(({ name }) => name)).toEqual(["rate", "lift", "sales", "expected", "left"]);
    expect(all.rate.values).toEqual(trace.rate.values);
    expect(all.lift.values).toEqual(trace.lift.values);
    expect(all.sales.at({ arm: "B" }).values).toEqual(new Float64Array(100).fill(34));
    expect(all.left.at({ arm: "A" }).values).toEqual(new Float64Array(100).fill(979));
    expect([all.$.chains, all.$.draws]).toEqual([2, 50]);
  });
  it("uses the inputs of the joint distribution, and draws that were predicted", () => {
    expect(Array.from(derive(tuesday, trace).expected.at({ arm: "B" }).values)).toEqual(Array.from(b, (v) => v * 20));
    const sold = predict(tuesday, trace).sales;
    expect(Array.from(predict(tuesday, trace).$.variables, ({ name }) => name)).toEqual(["sales"]);
    expect(sold.values.every((v) => v <= 20)).toBe(true);
  });
  it("says at the first reading which variable the trace lacks", () => {
    const other = model(() => {
      const rate = beta(2, 50).over(arm);
      const noise = normal(0, 1);
      const noisy = noise.mul(2);
      const double = rate.mul(2);
      return { rate, noise, noisy, double };
    });
    const all = derive(other(), trace);
    expect(Array.from(all.double.values)).toEqual(Array.from(trace.rate.values, (v) => v * 2));
    expect(() => all.noisy.values).toThrow("derive: the trace has no variable `noise`: keep it when sampling");
  });
});

describe("derive(trace, function)", () => {
  it("computes numbers, truths and labelled values at every draw, under the names that it gives", async () => {
    const found = derive(trace, ({ rate }) => ({
      lift: rate.at({ arm: "B" }) / rate.at({ arm: "A" }) - 1,
      better: rate.at({ arm: "B" }) > rate.at({ arm: "A" }),
      inner: {
        odds: labelled(
          [arm],
          rate.values.map((p) => p / (1 - p)),
        ),
      },
    }));
    const text = await derive(trace, "gain = rate_B / rate_A - 1; better = gain > 0; odds = rate_B / (1 - rate_B)");
    expect(found.lift.values).toEqual(text.gain.values);
    expect(found.better.values).toEqual(text.better.values);
    expect(found.inner.odds.at({ arm: "B" }).values).toEqual(text.odds.values);
    expect(found.$).toMatchObject({ chains: 2, draws: 50, stats: {}, observed: {} });
    expect(found.$.variables.every(({ derived }) => derived)).toBe(true);
  });
  it("refuses what has no name, no number or no constant shape", () => {
    const of = (compute: (draw: { readonly lift: number }) => unknown) => () => derive(trace, compute as never);
    expect(of(() => 3)).toThrow("the function answered 3, without a name: answer { name: 3 }");
    expect(of(() => undefined)).toThrow("derive: the function answered undefined: answer with a record of numbers");
    expect(of(() => ({ a: "x" }))).toThrow("`a` is x");
    expect(of(() => ({}))).toThrow("empty record");
    expect(of(({ lift }) => ({ a: lift === trace.lift.values[7] ? Number.NaN : 1 }))).toThrow(
      "derive: `a` is not a number at draw 7",
    );
    expect(of(({ lift }) => (lift === trace.lift.values[3] ? { b: 1 } : { a: 1 }))).toThrow(
      "other names or dims at draw 3 than at draw 0",
    );
  });
});

describe("derive(trace, text)", () => {
  it("computes scalars from cells by name, one from another", async () => {
    const more = await derive(
      trace,
      "gain = rate_B / rate_A - 1; better = gain > 0\n half = exp(-log(2)) ^ 1 * (gain > 0 ? 1 : -1);",
    );
    expect(more.$.variables.map(({ name }) => name)).toEqual(["gain", "better", "half"]);
    expect(Array.from(more.gain.values)).toEqual(Array.from(b, (v, i) => v / (a[i] as number) - 1));
    expect(Array.from(more.better.values)).toEqual(Array.from(more.gain.values, (v) => Number(v > 0)));
    expect(scalarsOf(more).map(({ chains }) => chains.length)).toEqual([2, 2, 2]);
    expect(more.half.values.every((v) => Math.abs(v) === 0.5)).toBe(true);
    // @ts-expect-error no such quantity was written
    expect(more.worse).toBeUndefined();
  });
  it("names cells of nested variables and of several dims", async () => {
    const nested = model(() => {
      const y = normal(0, 1);
      return { season: { phase: normal(y, 1).over(dim("week", 2)).over(arm) }, level: exp(y), y };
    });
    const draws = sampleSync(nested().observe({ y: 1 }), { draws: 4, tune: 4, chains: 1, progress: false });
    const { x } = await derive(draws, "x = season_phase_2_A + 0 * level");
    expect(x.values).toEqual(draws.season.phase.at({ week: 2, arm: "A" }).values);
  });
  it.each([
    ["", "the text is empty"],
    ["rate_A > 1", 'gives nothing a name: write "name = rate_A > 1"'],
    ["lift = 2", "`lift` is there already"],
    ["x = 1; x = 2", "`x` is there already"],
    ["x = rate_C", 'unknown name "rate_C"'],
    ["x = rate", 'unknown name "rate"'],
    ["x = (y = 3)", "derive reads arithmetic only"],
    ["f(x) = x", "gives nothing a name"],
    ["x = eval(1)", 'derive has no function "eval"'],
    ["x = import(1)", 'derive has no function "import"'],
    ["x = constructor", 'unknown name "constructor"'],
    ["x = lift.constructor", "derive reads arithmetic only"],
    ["x = [1, 2]", "derive reads arithmetic only"],
    ['x = "a"', "is text"],
    ["x = lift!", "does not read the operator"],
    ["x = 1 +", 'derive cannot read "1 +"'],
  ])("refuses %j in a sentence", async (text, message) => {
    await expect(derive(trace, text)).rejects.toThrow(message);
  });
  it("refuses what is not a number, naming the draw and the values", async () => {
    await expect(derive(trace, "x = log(-rate_A)")).rejects.toThrow(
      /`x` is not a number at draw 0, where rate_A = 0\.0/,
    );
  });
});
