/** Check that what is consumed is no variable, what cannot be consumed is refused, and names lead back to families. */
import { compilePosterior } from "@credence/compiler";
import { sampleSync, simulate } from "@credence/inference";
import {
  categorical,
  censored,
  column,
  dim,
  dirichlet,
  discreteUniform,
  type ExprNode,
  exponential,
  familyNamed,
  flat,
  gamma,
  graphOf,
  halfNormal,
  hurdle,
  lognormal,
  mixture,
  model,
  type NamedNode,
  nodeOf,
  normal,
  ordered,
  poisson,
  posteriorFrom,
  potential,
  truncated,
  zeroInflated,
} from "@credence/model";
import { describe, expect, it } from "vitest";
import { censoredFamily } from "../../src/distributions/composite/censored.js";
import { truncatedFamily } from "../../src/distributions/composite/truncated.js";
import { continuous, discrete, nodeFor } from "./cases.js";
import { familyOf } from "./law.js";

const part = dim("part", 2);
const obs = dim("obs", 3);
const names = (x: unknown): readonly string[] => (nodeOf(x as never) as ExprNode).axes.map(({ name }) => name);

describe("a consumed distribution", () => {
  it("needs no name", () => {
    const m = model(() => {
      const mu = normal(0, 1);
      return { mu, y: truncated(normal(mu, 1), { lower: 0 }).over(obs) };
    });
    expect(m().quantities.map(({ name }: NamedNode) => name)).toEqual(["mu", "y"]);
  });
  it("is no variable beside", () => {
    const used = model(() => {
      const rate = gamma(2, 1);
      const count = poisson(rate);
      return { rate, idle: zeroInflated(0.2, count), mean: count.mul(2) };
    });
    expect(() => used()).toThrow("poisson(rate) is consumed by zeroInflated and used as a variable too");
    const returned = model(() => {
      const base = normal(0, 1);
      return { base, y: truncated(base, { lower: 0 }) };
    });
    expect(() => returned()).toThrow("normal(0, 1) is consumed by truncated and used as a variable too");
  });
  it("counts once", () => {
    const base = normal(0, 1);
    expect(() => mixture([0.5, 0.5], [base, base])).toThrow("the same normal is consumed by mixture and by mixture");
    const other = poisson(2);
    zeroInflated(0.1, other);
    expect(() => truncated(other, { lower: 1 })).toThrow("is consumed by zeroInflated and by truncated");
  });
  it("keeps the dims that over() gave it", () => {
    expect(names(truncated(normal(0, 1).over(obs), { lower: 0 }))).toEqual(["obs"]);
    expect(names(zeroInflated(column(part, [0.1, 0.2]), poisson(2).over(obs)))).toEqual(["obs", "part"]);
    expect(names(mixture([0.5, 0.5], [normal(0, 1).over(obs), normal(column(part, [1, 2]), 1)]))).toEqual([
      "obs",
      "part",
    ]);
    const weight = dirichlet(part, 1);
    expect(names(mixture(weight, normal(0, 1).over(part).over(obs)))).toEqual(["obs"]);
  });
});

describe("what cannot be consumed is said", () => {
  const weight = dirichlet(part, 1);
  const { tails: _, ...tailless } = familyNamed("gamma");
  it.each([
    [() => truncated(column(obs, [1, 2, 3]) as never, { lower: 0 }), "takes a distribution such as normal(0, 1)"],
    [() => truncated(flat(), { lower: 0 }), "flat: it is improper"],
    [() => truncated(dirichlet(part, 1) as never, { lower: 0 }), "its values are vectors"],
    [() => zeroInflated(0.1, categorical(weight) as never), "its values are labels"],
    [() => truncated(normal(0, 1).nonCentered(), { lower: 0 }), "it is non-centred"],
    [() => truncated(ordered(normal(0, 1).over(part), part), { lower: 0 }), "it is ordered"],
    [
      () => mixture([0.5, 0.5], [hurdle(0.1, lognormal(0, 1)), lognormal(0, 1)]),
      "single values of it have a probability",
    ],
    [() => truncatedFamily(tailless), "it can take asymmetricLaplace, beta, betaProportion, cauchy"],
    [() => censoredFamily(tailless), "for whose cdf the language has no function"],
    [() => truncated(normal(0, 1), {}), "truncated wants a bound"],
    [() => truncated(normal(0, 1), { lower: 2, upper: 1 }), "wants lower below upper"],
    [() => truncated(poisson(3), { lower: gamma(1, 1) as never }), "must be data"],
    [() => zeroInflated(0.1, normal(0, 1) as never), "zeroInflated takes a distribution of counts"],
    [() => zeroInflated(0.1, discreteUniform(-2, 3) as never), "zeroInflated takes a distribution of counts"],
    [() => zeroInflated(1.2, poisson(2)), "the pZero of zeroInflated(poisson) is 1.2"],
    [() => hurdle(0.1, normal(0, 1) as never), "normal can be negative"],
    [() => hurdle(0.1, poisson(0)), "a base that is not always 0"],
    [() => mixture([0.5, 0.5], [normal(0, 1), poisson(2)] as never), "of discrete or of continuous families"],
    [() => mixture([0.5, 0.6], [normal(0, 1), normal(0, 2)]), "sum to 1.1"],
    [() => mixture([1], [normal(0, 1), normal(0, 2)]), "2 components and 1 weights"],
    [() => mixture(weight, [normal(0, 1)]), '1 components and 2 weights along "part"'],
    [() => mixture([0.5, 0.5], normal(0, 1) as never), "plain weights want a list"],
    [() => mixture(weight, normal(column(obs, [1, 2, 3]), 1) as never), 'do not vary along "part"'],
    [() => mixture(weight, normal(0, 1).over(part)).over(part as never), 'lie along "part"'],
    [() => truncated(mixture(weight, normal(0, 1).over(part)), { lower: column(part, [0, 1]) }), 'sums over "part"'],
  ] as const)("%#", (make, message) => {
    expect(make).toThrow(message);
  });
});

describe("names", () => {
  it.each([...continuous, ...discrete])("of $name leads back to its family", (one) => {
    const family = familyOf(nodeFor(one));
    const again = familyNamed(family.name);
    expect(again.name).toBe(family.name);
    expect(again.parameters).toEqual(family.parameters);
  });
  it("may hold any dim", () => {
    const odd = dim("a(b", 2);
    const family = familyOf(
      nodeOf(zeroInflated(0.1, mixture(dirichlet(odd, 1), poisson(column(odd, [1, 2])))) as never),
    );
    expect(familyNamed(family.name).name).toBe(family.name);
  });
  it("let a posterior travel as plain data", () => {
    const m = model(() => {
      const weight = dirichlet(part, 1);
      const centre = normal(0, 5).over(part);
      const rate = gamma(2, 1);
      const y = mixture(weight, normal(centre, 1)).over(obs);
      const z = truncated(exponential(rate), { upper: 4 }).over(obs);
      const prior = potential(rate.mul(-0.5));
      return { weight, centre, rate, y, z, prior };
    });
    const posterior = m().observe({ y: [1, -2, 3], z: [0.1, 2, 3.9] });
    const again = posteriorFrom(structuredClone(graphOf(posterior)));
    const [there, back] = [compilePosterior(posterior), compilePosterior(again)];
    const position = Float64Array.from({ length: there.dimension }, (_, i) => 0.3 * i - 0.5);
    expect(back.logDensity(position, 0)).toBe(there.logDensity(position, 0));
    expect(back.hash()).toBe(there.hash());
  });
});

describe("potential", () => {
  const m = model(() => {
    const a = normal(0, 1);
    const y = normal(a, 1).over(obs);
    const own = potential(a.mul(a).mul(-0.5));
    const each = potential(a.mul(y));
    return { a, y, own, each };
  });
  const posterior = m().observe({ y: [1, 2, 3] });
  it("adds its sum, as prior or as likelihood", () => {
    const compiled = compilePosterior(posterior);
    const terms = compiled.terms(Float64Array.of(0.5));
    expect(terms.filter(({ name }) => name === "own").map(({ role, values }) => [role, ...values])).toEqual([
      ["prior", -0.125],
    ]);
    const each = terms.find(({ name }) => name === "each");
    expect(each?.role).toBe("likelihood");
    expect(Array.from(each?.values ?? []).map((v) => v.toFixed(12))).toEqual([
      "0.500000000000",
      "1.000000000000",
      "1.500000000000",
    ]);
    const total = terms.flatMap(({ values }) => Array.from(values)).reduce((sum, v) => sum + v, 0);
    expect(compiled.logDensity(Float64Array.of(0.5), 0)).toBeCloseTo(total, 12);
  });
  it("turns a flat prior into a normal one (exact posterior mean and standard deviation, 5 standard errors)", () => {
    const flatModel = model(() => {
      const a = flat();
      const prior = potential(a.mul(a).mul(-0.5));
      const y = normal(a, 1).over(obs);
      return { a, prior, y };
    });
    const trace = sampleSync(flatModel().observe({ y: [1, 2, 3] }), { seed: 1, progress: false });
    const error = (trace.a.sd() as number) / Math.sqrt(1000);
    expect(Math.abs((trace.a.mean() as number) - 1.5)).toBeLessThan(5 * error);
    expect(trace.a.sd() as number).toBeCloseTo(0.5, 1);
    expect(trace.prior.values[3]).toBeCloseTo(-0.5 * (trace.a.values[3] as number) ** 2, 12);
  });
  it("is missed when it is forgotten, and is no quantity", () => {
    const forgotten = model(() => {
      const a = normal(0, 1);
      potential(a);
      return { a };
    });
    expect(() => forgotten()).toThrow("unnamed term potential(…)");
    const used = model(() => {
      const term = potential(normal(0, 1) as never);
      return { y: normal(term as never, 1), term };
    });
    expect(() => used()).toThrow(/unnamed variable|no quantity to compute with/);
    expect(() => m().observe({ own: 1 } as never)).toThrow("`own` is derived");
  });
  it("is not drawn from by simulate, which says so", () => {
    expect(simulate(m(), { draws: 2 }).$.messages.join()).toContain("own, each");
  });
});

describe("latent variables", () => {
  it("may be truncated and mixed, and follow their law (5 standard errors)", () => {
    const m = model(() => {
      const x = truncated(normal(0, 1), { lower: 0.5 });
      const w = mixture([0.5, 0.5], [normal(-1, 1), normal(3, 1)]);
      const y = normal(x.add(w), 100);
      return { x, w, y };
    });
    const trace = sampleSync(m().observe({ y: 0 }), { seed: 2, progress: false });
    // E[Z | Z > ½] = φ(½) / Φ(−½)
    expect(Math.abs((trace.x.mean() as number) - 0.3520653267642995 / 0.3085375387259869)).toBeLessThan(
      (5 * (trace.x.sd() as number)) / Math.sqrt(800),
    );
    expect(trace.x.values.every((v) => v >= 0.5)).toBe(true);
  });
  it("with single values of positive probability are refused", () => {
    const m = model(() => {
      const x = censored(normal(0, 1), { upper: 1 });
      return { x, y: normal(x, 1) };
    });
    expect(() => compilePosterior(m().observe({ y: 1 }))).toThrow("`x` cannot be sampled: censored(normal)");
    expect(simulate(m(), { draws: 50 }).x.values.every((v) => v <= 1)).toBe(true);
  });
  it("guard limits that depend on others", () => {
    const m = model(() => {
      const low = halfNormal(2);
      return { low, y: truncated(normal(0, 1), { lower: low }).over(obs) };
    });
    const at = (log: number): number =>
      compilePosterior(m().observe({ y: [1, 2, 3] })).logDensity(Float64Array.of(log), 0);
    expect(at(-0.5)).toBeGreaterThan(-100);
    expect(at(0.1)).toBe(-Infinity);
  });
});
