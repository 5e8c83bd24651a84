/** Check the language at run time: dims, names, observations, and the sentences that mistakes get. */
import { describe, expect, it } from "vitest";
import {
  assume,
  before,
  beta,
  binomial,
  categorical,
  column,
  dim,
  dirichlet,
  discreteUniform,
  evaluate,
  exp,
  explainable,
  expr,
  gt,
  index,
  invLogit,
  logSumExp,
  lookup,
  max,
  mean,
  model,
  nodeOf,
  normal,
  ordered,
  pick,
  poisson,
  prime,
  rename,
  runningSum,
  softmax,
  sub,
  sum,
  table,
  uniform,
  where,
} from "./names.js";

const school = dim("school", ["Choate", "Deerfield", "Exeter"]);
const home = dim("home", 4);
const values = (x: unknown): number[] => Array.from(evaluate(nodeOf(x as never)));

describe("broadcasting by name", () => {
  const a = column(school, [1, 2, 3]);
  const b = column(home, [10, 20, 30, 40]);
  it("joins dims in order of appearance", () => {
    const both = nodeOf(a.add(b));
    expect(both.axes.map(({ name }) => name)).toEqual(["school", "home"]);
    expect(values(a.add(b))).toEqual([11, 21, 31, 41, 12, 22, 32, 42, 13, 23, 33, 43]);
    expect(values(b.add(a)).slice(0, 3)).toEqual([11, 12, 13]);
    expect(values(a.add(b).sub(b.add(a)))).toEqual(new Array(12).fill(0));
  });
  it("sums, averages and compares along a dim", () => {
    expect(values(sum(a.mul(b), home))).toEqual([100, 200, 300]);
    expect(values(mean(a.mul(b), school))).toEqual([20, 40, 60, 80]);
    expect(values(sum(sum(a.mul(b), home), school))).toEqual([600]);
    expect(values(where(gt(a, 1), a, 0))).toEqual([0, 2, 3]);
    expect(values(max(a, 2))).toEqual([2, 2, 3]);
  });
  it("looks up at known labels, along the dim it names, and nowhere else", () => {
    const at = index(school, home, ["Exeter", "Choate", "Choate", "Deerfield"]);
    expect(values(a.at(at))).toEqual([3, 1, 1, 2]);
    expect(values(a.add(b).at(at))).toEqual([13, 21, 31, 42]);
    expect(values(a.at(pick(school, "Deerfield")))).toEqual([2]);
    expect(() => index(school, home, ["Exeter"])).toThrow('the index into "school" has 1 labels; dim "home" has 4');
    expect(() => pick(school, "Chaote")).toThrow("Choate");
    expect(() => (b as never as typeof a).at(pick(school, "Choate"))).toThrow('cannot look up along dim "school"');
  });
  it("looks up at random labels, renames, and normalises along a dim", () => {
    const label = assume.count(column(home, [2, 0, 1, 2]));
    expect(() => lookup(a, label as never)).toThrow("lookup() wants a random label");
    expect(values(rename(a, school, prime(school)).mul(a))).toEqual([1, 2, 3, 2, 4, 6, 3, 6, 9]);
    const soft = values(softmax(column(school, [1000, 1001, 1002]), school));
    expect(soft.reduce((s, v) => s + v, 0)).toBeCloseTo(1, 14);
    expect(values(logSumExp(column(school, [1000, 1000, 1000]), school))[0]).toBeCloseTo(1000 + Math.log(3), 10);
    expect(values(runningSum(nodeOf(b), home))).toEqual([10, 30, 60, 100]);
  });
  it("refuses two dims of one name", () => {
    expect(() => a.add(column(dim("school", 2), [1, 2]))).toThrow(
      'two different dims are both named "school" (3 and 2 labels)',
    );
  });
});

describe("names", () => {
  it("refuses a latent variable that is not returned, quoting it", () => {
    const forgotten = model(() => {
      const mu = normal(0, 5);
      const y = normal(normal(mu, 2), 1);
      return { mu, y };
    });
    expect(() => forgotten()).toThrow("unnamed variable normal(mu, 2): add it to the returned object");
  });
  it("refuses what is no record of variables", () => {
    expect(() => model(() => ({}) as never)()).toThrow("the model returned no variables");
    expect(() => model(() => 3 as never)()).toThrow("a model must return an object of its variables");
    expect(() => model(() => ({ mu: normal(0, 1), note: { title: "radon" } }) as never)()).toThrow(
      '`note.title` is the text "radon"',
    );
    expect(() => model(() => ({ "a.b": normal(0, 1) }))()).toThrow('a variable cannot be named "a.b"');
    const x = normal(0, 1);
    expect(() => model(() => ({ a: x, b: x }))()).toThrow("`a` and `b` are the same variable");
  });
  it("refuses dims of one name that differ anywhere in a model", () => {
    const mixed = model(() => ({ a: normal(0, 1).over(dim("obs", 2)), b: normal(0, 1).over(dim("obs", 3)) }));
    expect(() => mixed()).toThrow('two different dims are both named "obs"');
  });
});

describe("observing", () => {
  const clicks = model(() => {
    const rate = beta(1, 1).over(school);
    const count = binomial(column(school, [5, 10, 20]), rate);
    const odds = rate.div(sub(1, rate));
    const grid = normal(column(school, [0, 0, 0]), 1).over(home);
    return { rate, count, odds, grid };
  });
  it.each([
    [{ count: [1, 2] }, "`count` has 2 values; dim `school` has 3"],
    [{ count: [1, 2, 21] }, "`count[Exeter]` = 21 lies outside the support of binomial"],
    [{ count: [1, 2.5, 3] }, "`count[Deerfield]` = 2.5 lies outside the support"],
    [{ count: [1, Number.NaN, 3] }, "`count` is missing at [Deerfield] (NaN): observe impute(values)"],
    [{ count: [1, undefined, 3] }, "`count` is missing at [Deerfield] (undefined)"],
    [{ count: ["1", 2, 3] }, '`count` holds the text "1" at [Choate], where a number is wanted'],
    [{ count: 3 }, "`count` is a single number; the variable has dims school (3)"],
    [{ counts: [1, 2, 3] }, "observe: the model has no variable `counts`; it has rate, count, grid"],
    [{ odds: [1, 2, 3] }, "observe: `odds` is derived from other variables"],
    [{ rate: [0.1, 0.2, 1.2] }, "`rate[Exeter]` = 1.2 lies outside the support of beta ([0, 1])"],
    [{ grid: [1, 2, 3] }, "a plain array cannot say which axis is which"],
    [{ count: column(home, [1, 2, 3, 4]) }, "the value has dims home; the variable has school (3)"],
  ])("%j gets a sentence", (observed, message) => {
    expect(() => clicks().observe(observed as never)).toThrow(message);
  });
  it("lays a column over dims in another order out as the variable's", () => {
    const transposed = column([home, school], [0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32]);
    const { data } = clicks().observe({ grid: transposed } as never) as { data: ReadonlyMap<string, Float64Array> };
    expect(Array.from(data.get("grid") ?? [])).toEqual([0, 10, 20, 30, 1, 11, 21, 31, 2, 12, 22, 32]);
  });
  it("takes random labels by their texts, as an index, or as positions", () => {
    const part = dim("part", ["x", "y", "z"]);
    const labelled = model(() => {
      const weight = dirichlet(part, 1);
      return { weight, one: categorical(weight), many: categorical(weight).over(home) };
    });
    const seen = (values: never): number[] =>
      Array.from((labelled().observe(values) as never as { data: Map<string, Float64Array> }).data.get("many") ?? []);
    expect(seen({ many: ["x", "z", "z", "y"], one: "y" } as never)).toEqual([0, 2, 2, 1]);
    expect(seen({ many: index(part, home, ["x", "z", "z", "y"]) } as never)).toEqual([0, 2, 2, 1]);
    expect(seen({ many: [0, 2, 2, 1] } as never)).toEqual([0, 2, 2, 1]);
    expect(() => seen({ many: ["x", "z", "w", "y"] } as never)).toThrow('"w"');
    expect(() => seen({ many: index(school, home, ["Exeter", "Choate", "Choate", "Exeter"]) } as never)).toThrow(
      'an index into "school" is no label of "part"',
    );
  });
  it("accepts counts of nothing", () => {
    const none = model(() => {
      const p = beta(1, 1);
      return { p, k: binomial(0, p) };
    });
    expect(() => none().observe({ k: 0 })).not.toThrow();
  });
});

describe("parameters", () => {
  it.each([
    [() => normal(0, -1), "the sigma of normal is -1; it must lie in (0, ∞)"],
    [() => normal(0, 0), "the sigma of normal is 0"],
    [() => normal(Number.NaN, 1), "NaN is not a number to compute with"],
    [() => normal(0, column(school, [1, -2, 3])), "the sigma of normal is -2 at Deerfield"],
    [() => binomial(2.5, 0.5), "the n of binomial is 2.5"],
    [() => binomial(3, 1.5), "the p of binomial is 1.5"],
    [() => normal("a" as never, 1), 'expected a number or an expression, got the text "a"'],
    [() => normal([1, 2] as never, 1), "got an array: wrap it with column(dim, values)"],
    [() => (normal as (a: number) => unknown)(0), "normal wants mu, sigma; sigma is missing"],
    [() => uniform(2, 1), "lower below upper"],
    [() => normal(0, 1).over(school).over(school), 'the variable already varies over "school"'],
    [() => ordered(beta(1, 1).over(school), school), "ordered() wants a variable on all real or all positive numbers"],
    [() => assume.positive(column(school, [1, 0, 2])), "assume.positive is 0 at Deerfield; it must lie in (0, ∞)"],
    [() => assume.simplex(column(school, [0.5, 0.5, 0.5]), school), "proportions that sum to one along school"],
  ])("%s", (make, message) => {
    expect(make).toThrow(message);
  });
});

describe("tables", () => {
  const homes = table("home", [
    { county: "AITKIN", floor: 1, basement: true, zip: 5 },
    { county: "ANOKA", floor: 0, basement: false, zip: 7 },
    { county: "AITKIN", floor: 0, basement: true, zip: 5 },
  ]);
  it("reads columns and factors", () => {
    expect(values(homes.column("floor"))).toEqual([1, 0, 0]);
    expect(values(homes.column("basement"))).toEqual([1, 0, 1]);
    const county = homes.factor("county");
    expect(county.dim.labels).toEqual(["AITKIN", "ANOKA"]);
    expect(Array.from(county.positions)).toEqual([0, 1, 0]);
    expect(homes.factor("zip").dim.labels).toEqual([5, 7]);
  });
  it("says what is missing", () => {
    expect(() => table(3 as never)).toThrow("table wants a name and rows");
    expect(() => table("home", [])).toThrow('table "home" has no rows');
    expect(() => homes.column("flor" as never)).toThrow(
      'table "home" has no column "flor"; it has county, floor, basement, zip',
    );
    expect(() => homes.column("county" as never)).toThrow('column `county` holds the text "AITKIN" at [1]');
    expect(() => table("t", [{ x: 1 }, { x: Number.NaN }]).column("x")).toThrow("column `x` is missing at [2] (NaN)");
    expect(() => table("t", [{ g: "a" }, { g: "" as string | null }] as { g: string }[]).factor("g")).not.toThrow();
  });
});

describe("graphs", () => {
  const part = dim("part", ["a", "b"]);
  const year = dim("year", 5);
  const era = dim("era", ["early", "late"]);
  const everything = model(() => {
    const weight = dirichlet(part, 1);
    const label = categorical(weight).over(home);
    const centre = ordered(normal(0, 5).over(part), part);
    const change = discreteUniform(year);
    const rate = uniform(0, 3).over(era);
    const width = uniform(0, exp(centre.at(pick(part, "a"))));
    const y = normal(lookup(centre, label), 1);
    const disasters = poisson(rate.at(before(year, change, era)));
    const line = expr`${width} * 2 - invLogit(${y})`;
    return { weight, label, nested: { centre, change }, rate, width, y, disasters, line, p: invLogit(width) };
  });
  it("are plain data that read back to the same graph", () => {
    const posterior = everything().observe({ disasters: [1, 0, 2, 3, 1] });
    const graph = explainable.graphOf(posterior as never);
    const again = explainable.graphOf(explainable.posteriorFrom(structuredClone(graph)) as never);
    expect(again).toEqual(graph);
    expect(graph.nodes.length).toBeLessThan(60);
  });
});
