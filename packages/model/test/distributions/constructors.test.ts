/** Check what constructors make: dims, supports, and sentences for arguments that name no distribution. */
import { compilePosterior } from "@credence/compiler";
import { distributions } from "@credence/inference";
import { rng } from "@credence/math";
import * as credence from "@credence/model";
import {
  type Axes,
  allFamilies,
  assume,
  categorical,
  categoricalLogit,
  column,
  dim,
  dirichlet,
  dirichletMultinomial,
  discreteUniform,
  type ExprNode,
  type Family,
  familyNamed,
  flat,
  gamma,
  halfNormal,
  inverseWishart,
  lkjCorr,
  model,
  multinomial,
  multivariateNormal,
  negativeBinomial,
  nodeOf,
  normal,
  orderedLogistic,
  type Posterior,
  pick,
  prime,
  type ScalarFamily,
  softmax,
  studentT,
  supportOf,
  uniform,
  wishart,
} from "@credence/model";
import { describe, expect, it } from "vitest";

const part = dim("part", ["a", "b", "c"]);
const obs = dim("obs", 4);
const names = (x: unknown): string[] => (nodeOf(x as never) as ExprNode).axes.map(({ name }) => name);
const support = (x: unknown) => supportOf(nodeOf(x as never) as ExprNode);

/** A variable that is left free, as a posterior needs one. */
const spare = () => ({ spare: normal(0, 1) });
/** The log density of a posterior in which everything else is observed. */
const logDensityOf = (posterior: Posterior<unknown, unknown>): number =>
  compilePosterior(posterior).logDensity(new Float64Array(1), 0) - density("normal", 0, { mu: 0, sigma: 1 });
const density = (name: string, x: unknown, parameters: unknown): number =>
  distributions[name]?.logDensity(x as number, parameters as Readonly<Record<string, number>>) as number;

describe("bounds", () => {
  it("are part of the support as numbers where they are known", () => {
    expect(support(uniform(0, 1))).toEqual({ kind: "interval", lower: 0, upper: 1, closed: true });
    expect(support(flat({ lower: 0 }))).toEqual({ kind: "interval", lower: 0, closed: true });
    expect(support(flat())).toEqual({ kind: "real" });
  });
  it("may depend on other variables", () => {
    const m = model(() => {
      const width = halfNormal(2);
      const x = uniform(width.mul(-1), width).over(obs);
      return { width, x };
    });
    // position 0 is a width of 1, and the Jacobian there is 1
    const at = (x: readonly number[]): number =>
      compilePosterior(m().observe({ x })).logDensity(new Float64Array(1), 0);
    expect(at([0, 1, -1, 0.5])).toBeCloseTo(density("half_normal", 1, { sigma: 2 }) - 4 * Math.log(2), 12);
    expect(at([0, 1, -1, 1.5])).toBe(-Infinity);
  });
  it("in the wrong order are named", () => {
    expect(() => uniform(2, 1)).toThrow("uniform wants lower below upper; got lower = 2, upper = 1");
    expect(() => flat({ lower: 1, upper: 1 })).toThrow("flat wants lower below upper; got lower = 1, upper = 1");
    expect(() => discreteUniform(3, 2)).toThrow("discreteUniform wants lower at most upper");
    expect(() => negativeBinomial(2, 0)).toThrow("negativeBinomial wants p above 0; got n = 2, p = 0");
  });
});

describe("flat", () => {
  it("has a log density of 0 for each value", () => {
    const m = model(() => ({ x: flat({ lower: 0 }).over(obs), ...spare() }));
    expect(logDensityOf(m().observe({ x: [0, 1, 2, 3] }))).toBe(0);
  });
  it("cannot be drawn from", () => {
    const family = familyNamed("flat") as ScalarFamily;
    expect(() => family.random(rng(1), -Infinity, Infinity)).toThrow("improper prior");
  });
});

describe("dirichlet", () => {
  it("takes one concentration, one for each label, or an expression", () => {
    for (const alpha of [2, [2, 2, 2], column(part, [2, 2, 2])] as const) {
      const m = model(() => ({ p: dirichlet(part, alpha), ...spare() }));
      const p = [0.2, 0.3, 0.5];
      expect(logDensityOf(m().observe({ p }))).toBeCloseTo(density("dirichlet", p, { alpha: [2, 2, 2] }), 12);
    }
  });
  it("sums along its own dim, whatever the order of the others", () => {
    const given = column([part, obs], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const latent = gamma(1, 1).over(part).over(obs);
    expect(names(dirichlet(part, given))).toEqual(["obs", "part"]);
    expect(names(dirichlet(part, latent))).toEqual(["obs", "part"]);
    const m = model(() => {
      const spread = gamma(1, 1).over(part).over(obs);
      return { spread, p: dirichlet(part, spread), ...spare() };
    });
    const row = [0.2, 0.3, 0.5];
    const posterior = m().observe({
      spread: column([part, obs], given.values),
      p: column([obs, part], [...row, ...row, ...row, ...row]),
    });
    const expected = [0, 1, 2, 3].map((o) => density("dirichlet", row, { alpha: [1 + o, 5 + o, 9 + o] }));
    const prior = [...given.values].map((x) => density("gamma", x, { shape: 1, rate: 1 }));
    const total = [...expected, ...prior].reduce((sum, v) => sum + v, 0);
    expect(logDensityOf(posterior)).toBeCloseTo(total, 10);
  });
  it("names a wrong number of concentrations", () => {
    expect(() => dirichlet(part, [1, 2])).toThrow('dirichlet got 2 concentrations; dim "part" has 3 labels');
    expect(() => dirichlet(part, [1, 2, -1])).toThrow("the alpha of dirichlet is -1 at c");
  });
});

describe("categorical", () => {
  it("gives a label of the dim of its probabilities", () => {
    const p = dirichlet(part, 1);
    const made: readonly (readonly [unknown, string[], Axes[number]["name"]])[] = [
      [categorical(p), [], "part"],
      [categorical(p).over(obs), ["obs"], "part"],
      [categorical(softmax(column([obs, part], new Array(12).fill(0)), part)), ["obs"], "part"],
      [categorical(assume.simplex(column([part, obs], new Array(12).fill(1 / 3)), part)), ["obs"], "part"],
      [categorical(dirichlet(prime(part), 1)), [], "part"],
      [discreteUniform(part), [], "part"],
    ];
    for (const [z, dims, of] of made) {
      expect(names(z)).toEqual(dims);
      expect(support(z)).toMatchObject({ kind: "label", dim: { name: of, size: 3 } });
    }
  });
  it("reads the probability of each label, of latent proportions too", () => {
    const m = model(() => {
      const p = dirichlet(part, 1).over(obs);
      const z = categorical(p);
      return { p, z, ...spare() };
    });
    const p = column([obs, part], [0.2, 0.3, 0.5, 1, 0, 0, 0.1, 0.1, 0.8, 0.25, 0.5, 0.25]);
    const expected = [0.5, 1, 0.1, 0.5].reduce((sum, v) => sum + Math.log(v) + Math.log(2), 0);
    expect(logDensityOf(m().observe({ p, z: [2, 0, 1, 1] }))).toBeCloseTo(expected, 12);
    expect(logDensityOf(m().observe({ p, z: [2, 1, 1, 1] }))).toBe(-Infinity);
    const compiled = compilePosterior(m().observe({ z: [2, 0, 1, 1] }));
    const memory = new Float64Array(2 * compiled.dimension);
    expect(compiled.logDensityGradient(memory, 0, compiled.dimension)).toBeLessThan(0);
    // one free direction in two is moved by the label, at equal proportions
    expect(memory.slice(compiled.dimension).some((slope) => slope !== 0)).toBe(true);
  });
  it("asks for the dim where it cannot tell", () => {
    expect(() => categorical(column([obs, part], new Array(12).fill(1 / 3)) as never)).toThrow("assume.simplex");
  });
});

describe("arguments", () => {
  const constructors = credence as unknown as Readonly<Record<string, (...args: unknown[]) => unknown>>;
  const allowed = (family: Family): readonly unknown[] =>
    ({
      discrete_uniform: [0, 3],
      hypergeometric: [10, 5, 3],
      triangular: [0, 1, 2],
      uniform: [0, 1],
    })[family.name] ?? family.parameters.map(({ support: of }) => (of.kind === "integer" ? 10 : 0.5));
  const single = allFamilies().filter(({ name, event }) => event === "scalar" && name !== "flat");
  it.each(single.map((family) => [family.constructorName, family] as const))("of %s are named", (name, family) => {
    const make = constructors[name] as (...args: unknown[]) => unknown;
    expect(() => make(...allowed(family))).not.toThrow();
    for (const [i, parameter] of family.parameters.entries())
      for (const wrong of ["1", Number.NaN, [1, 2], {}, null, true]) {
        const args = allowed(family).map((arg, k) => (k === i ? wrong : arg));
        expect(() => make(...args), String(wrong)).toThrow(`the ${parameter.name} of ${name}: `);
      }
  });
  it.each<[() => unknown, string]>([
    [() => categorical("a" as never), 'the p of categorical: expected a number or an expression, got the text "a"'],
    [() => categoricalLogit(part, [1, 2, 3] as never), "the eta of categoricalLogit: expected"],
    [() => multinomial(3, [0.5, 0.5] as never), "the p of multinomial: expected"],
    [() => dirichlet(part, "a" as never), "the alpha of dirichlet: expected"],
    [() => dirichletMultinomial(part, 3, [1, 2, 3] as never), "the alpha of dirichletMultinomial: expected"],
    [() => orderedLogistic(part, 0, [1, 2, 3] as never), "cutpoints of orderedLogistic: expected"],
    [
      () => orderedLogistic(part, 0, 1 as never),
      'the cutpoints of orderedLogistic must vary along "part", the dim that was given for them, and are a single number',
    ],
    [
      () => orderedLogistic(part, 0, column(dim("step", 2), [0, 1]) as never),
      'must vary along "part", the dim that was given for them, and vary along "step": give the dim that they vary along',
    ],
    [
      () => orderedLogistic(part, column(part, [1, 2, 3]), column(part, [1, 2, 3])),
      'the eta of orderedLogistic varies along "part", the dim of the cutpoints',
    ],
    [() => multivariateNormal(0, [[1]] as never), "the matrix of multivariateNormal: expected"],
    [() => wishart(3, 1 as never), "the V of wishart"],
    [() => inverseWishart(3, null as never), "the Psi of inverseWishart: expected"],
    [() => lkjCorr(part, Number.NaN), "the eta of lkjCorr: NaN"],
    [() => normal(0, 1).over("part" as never), 'over() wants a dim, got the text "part"'],
    [() => column(part, []), "the column has 0 values; dim `part` has 3"],
    [() => pick(part, "d" as never), 'unknown label "d" of dim part; the labels are a, b, c'],
  ])("of vectors, labels and dims are named %#", (make, message) => {
    expect(make).toThrow(message);
  });
});

describe("location and scale", () => {
  it("are known of studentT, so that it can be non-centred", () => {
    const m = model(() => {
      const x = studentT(4, 1, 2).nonCentered();
      return { x, y: normal(x, 1) };
    });
    const compiled = compilePosterior(m().observe({ y: 0 }));
    expect(Array.from(compiled.constrain(Float64Array.of(0.5))[0] as Float64Array)).toEqual([2]);
  });
});
