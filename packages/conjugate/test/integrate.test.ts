/** Hold deterministic integration to closed forms and quadrature, and make it refuse what it cannot do. */
import {
  digamma,
  incGamma,
  incGammaInverse,
  integrate,
  lbeta,
  lgamma,
  loops,
  probit,
  rng,
  stdNormalCdf,
  trigamma,
} from "@credence/math";
import { describe, expect, it } from "vitest";
import { drawPositions } from "../src/integrate/draw.js";
import { integrateDensity } from "../src/integrate/integrate.js";
import { lineDistribution } from "../src/integrate/line-cdf.js";
import type { Integrand, Integration, IntegrationOptions } from "../src/integrate/types.js";

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);
const normal = (x: number, mean = 0, sd = 1): number => -0.5 * ((x - mean) / sd) ** 2 - Math.log(sd) - halfLogTwoPi;
const target = (dimension: number, logDensity: (...u: readonly number[]) => number): Integrand => ({
  dimension,
  logDensity: (memory, q) => logDensity(...memory.subarray(q, q + dimension)),
});
/** Starts spread normally around 0. */
const spread = (dimension: number, sd: number): Float64Array[] => {
  const stream = rng(1, "starts");
  return Array.from({ length: 8 }, () => Float64Array.from({ length: dimension }, () => sd * stream.normal()));
};
function integrated(integrand: Integrand, options?: IntegrationOptions): Integration {
  const found = integrateDensity(integrand, options);
  if ("obstacle" in found) throw new Error(`refused: ${found.obstacle}`);
  return found;
}
const refusedFor = (integrand: Integrand, options?: IntegrationOptions): string => {
  const found = integrateDensity(integrand, options);
  return "obstacle" in found ? found.obstacle : `integrated with error ${found.error}`;
};

interface Known {
  readonly integrand: Integrand;
  readonly logEvidence: number;
  readonly mean: readonly number[];
  readonly sd: readonly number[];
}
const logGamma = (a: number): Known => ({
  integrand: target(1, (u) => a * u - Math.exp(u)),
  logEvidence: lgamma(a),
  mean: [digamma(a)],
  sd: [Math.sqrt(trigamma(a))],
});
const logitBeta = (a: number, b: number): Known => ({
  integrand: target(1, (u) => -a * Math.log1p(Math.exp(-u)) - b * Math.log1p(Math.exp(u))),
  logEvidence: lbeta(a, b),
  mean: [digamma(a) - digamma(b)],
  sd: [Math.sqrt(trigamma(a) + trigamma(b))],
});
const skewNormal = (shape: number): Known => {
  const delta = shape / Math.sqrt(1 + shape * shape);
  return {
    integrand: target(1, (u) => normal(u) + Math.log(2 * stdNormalCdf(shape * u))),
    logEvidence: 0,
    mean: [delta * Math.sqrt(2 / Math.PI)],
    sd: [Math.sqrt(1 - (2 * delta * delta) / Math.PI)],
  };
};
const known: Record<string, Known> = {
  "a normal": { integrand: target(1, (u) => normal(u)), logEvidence: 0, mean: [0], sd: [1] },
  "a normal far out and wide": {
    integrand: target(1, (u) => 3 + normal(u, 5e4, 1e3)),
    logEvidence: 3,
    mean: [5e4],
    sd: [1e3],
  },
  "a normal far out and narrow": {
    integrand: target(1, (u) => normal(u, 50, 1e-5)),
    logEvidence: 0,
    mean: [50],
    sd: [1e-5],
  },
  "three correlated normals": {
    integrand: target(3, (a, b, c) => normal(a) + normal(b, 0.9 * a, 0.4) + normal(c, -0.5 * b, 1)),
    logEvidence: 0,
    mean: [0, 0, 0],
    sd: [1, Math.sqrt(0.97), Math.sqrt(1 + 0.97 / 4)],
  },
  "two normals of correlation 0.999": {
    integrand: target(2, (a, b) => normal(a) + normal(b, 0.999 * a, Math.sqrt(1 - 0.999 ** 2))),
    logEvidence: 0,
    mean: [0, 0],
    sd: [1, 1],
  },
  "the log of gamma(0.3)": logGamma(0.3),
  "the log of gamma(2)": logGamma(2),
  "the log of gamma(400)": logGamma(400),
  "the logit of beta(0.7, 9)": logitBeta(0.7, 9),
  "the logit of beta(3, 97)": logitBeta(3, 97),
  "a skew normal": skewNormal(4),
  "a banana": {
    integrand: target(2, (a, b) => normal(a) + normal(b, a * a)),
    logEvidence: 0,
    mean: [0, 1],
    sd: [1, Math.sqrt(3)],
  },
  "a funnel": {
    integrand: target(2, (v, x) => normal(v) + normal(x, 0, Math.exp(v / 2))),
    logEvidence: 0,
    mean: [0, 0],
    sd: [1, Math.exp(0.25)],
  },
  "a wider funnel": {
    integrand: target(2, (v, x) => normal(v, 0, 1.3) + normal(x, 0, Math.exp(v / 2))),
    logEvidence: 0,
    mean: [0, 0],
    sd: [1.3, Math.exp(1.3 ** 2 / 4)],
  },
  "two normals close by": {
    integrand: target(1, (u) => Math.log(0.5 * Math.exp(normal(u)) + 0.5 * Math.exp(normal(u, 4)))),
    logEvidence: 0,
    mean: [2],
    sd: [Math.sqrt(5)],
  },
  "Student's t with 10 degrees of freedom": {
    integrand: target(1, (u) => -5.5 * Math.log1p(u ** 2 / 10) - lbeta(5, 0.5) - 0.5 * Math.log(10)),
    logEvidence: 0,
    mean: [0],
    sd: [Math.sqrt(10 / 8)],
  },
};

describe("integrateDensity", () => {
  it.each(Object.entries(known))("knows evidence and moments of %s to four times its error", (_, expected) => {
    const { logEvidence, coordinates, error } = integrated(expected.integrand, {
      starts: spread(expected.mean.length, 2),
    });
    expect(error).toBeLessThan(0.011);
    expect(Math.abs(logEvidence - expected.logEvidence)).toBeLessThan(4 * error);
    expected.sd.forEach((sd, i) => {
      expect(Math.abs((coordinates.mean[i] as number) - (expected.mean[i] as number))).toBeLessThan(4 * error * sd);
      expect(Math.abs((coordinates.sd[i] as number) / sd - 1)).toBeLessThan(4 * error);
    });
  });

  it("is far more accurate than it promises where tails are light", () => {
    for (const name of ["a normal", "the log of gamma(400)", "the logit of beta(3, 97)"]) {
      const { integrand, logEvidence } = known[name] as Known;
      expect(Math.abs(integrated(integrand).logEvidence - logEvidence)).toBeLessThan(1e-6);
    }
  });

  it("agrees with adaptive quadrature where there is no closed form", () => {
    const logDensity = (u: number): number => 3 * u - Math.exp(u) - 0.5 * (u - 1) ** 2 - Math.log1p(Math.exp(2 * u));
    const moment = (power: number): number =>
      integrate((u) => u ** power * Math.exp(logDensity(u)), -25, 12, { relativeTolerance: 1e-12 }).value;
    const { logEvidence, coordinates } = integrated(target(1, logDensity));
    expect(logEvidence).toBeCloseTo(Math.log(moment(0)), 6);
    expect(coordinates.mean[0]).toBeCloseTo(moment(1) / moment(0), 6);
    expect(coordinates.sd[0]).toBeCloseTo(Math.sqrt(moment(2) / moment(0) - (moment(1) / moment(0)) ** 2), 6);
  });

  it("adds the variance of what was integrated out to that of its conditional mean", () => {
    const functionals = {
      count: 2,
      at: (position: Float64Array, mean: Float64Array, variance: Float64Array) => {
        mean[0] = 2 * (position[0] as number);
        variance[0] = 0.25;
        mean[1] = Math.exp(position[0] as number);
        variance[1] = 0;
      },
    };
    const { functionals: found } = integrated(
      target(1, (u) => normal(u, 1, 0.5)),
      { functionals },
    );
    expect(found.mean[0]).toBeCloseTo(2, 6);
    expect(found.sd[0]).toBeCloseTo(Math.sqrt(1 + 0.25), 6);
    expect(found.mean[1]).toBeCloseTo(Math.exp(1 + 0.125), 5);
    expect(found.sd[1]).toBeCloseTo(Math.exp(1.125) * Math.sqrt(Math.exp(0.25) - 1), 5);
  });

  it("lets a density be impossible in places", () => {
    const overflowing = target(1, (u) => (u > 3 ? -Infinity : normal(u, -2, 0.5)));
    expect(integrated(overflowing).logEvidence).toBeCloseTo(0, 6);
  });

  it("counts its evaluations", () => {
    let calls = 0;
    const { integrand } = known["the log of gamma(2)"] as Known;
    const counting = {
      ...integrand,
      logDensity: (memory: Float64Array, q: number) => {
        calls++;
        return integrand.logDensity(memory, q);
      },
    };
    expect(integrated(counting, { starts: spread(1, 2) }).evaluations).toBe(calls);
    expect(calls).toBeLessThan(250);
  });
});

describe("what integrateDensity refuses", () => {
  const t = (nu: number): Integrand => target(1, (u) => -0.5 * (nu + 1) * Math.log1p(u ** 2 / nu));
  it.each([
    ["no dimension", target(0, () => 0), "dimension"],
    ["four dimensions", target(4, (a, b, c, d) => normal(a) + normal(b) + normal(c) + normal(d)), "dimension"],
    ["a density that is nowhere possible", target(1, () => -Infinity), "no mode"],
    ["a constant", target(2, () => 1), "no mode"],
    ["a density that only grows", target(1, (u) => u), "no mode"],
    ["a direction that nothing holds", target(2, (a, b) => normal(a + b)), "no mode"],
    ["a funnel as wide as Neal's", target(2, (v, x) => normal(v, 0, 3) + normal(x, 0, Math.exp(v / 2))), "heavy tail"],
    ["a long thin crescent", target(2, (a, b) => normal(a, 0, 3) + normal(b, a * a, 0.01)), "too wide"],
    ["Student's t with 2 degrees of freedom, whose variance is infinite", t(2), "heavy tail"],
    ["Student's t with 3 degrees of freedom", t(3), "heavy tail"],
  ])("refuses %s", (_, integrand, obstacle) => {
    expect(refusedFor(integrand)).toBe(obstacle);
  });

  it("refuses Cauchy tails by one test or another", () => {
    expect(refusedFor(t(1))).toMatch(/^(heavy tail|too wide|too rough)$/);
  });

  it("refuses a quantity whose variance is infinite, though the coordinates are fine", () => {
    const functionals = {
      count: 1,
      at: ([u]: Float64Array, mean: Float64Array) => {
        mean[0] = Math.exp(u as number);
      },
    };
    const logF = target(1, (u) => u - 2.5 * Math.log1p(Math.exp(u)));
    expect(refusedFor(logF)).toMatch(/^integrated/);
    expect(refusedFor(logF, { functionals })).toBe("heavy tail");
  });

  it("refuses several modes when a start leads to another", () => {
    const modes = target(1, (u) => Math.log(0.5 * Math.exp(normal(u)) + 0.5 * Math.exp(normal(u, 12))));
    expect(refusedFor(modes, { starts: [Float64Array.of(13), Float64Array.of(-1)] })).toBe("several modes");
    const far = target(2, (a, b) => Math.log(Math.exp(normal(a) + normal(b)) + Math.exp(normal(a, 9) + normal(b, -9))));
    expect(refusedFor(far, { starts: spread(2, 10) })).toBe("several modes");
  });

  it("does not take a lower bump without mass for another mode", () => {
    const bump = target(1, (u) => Math.log(Math.exp(normal(u)) + 1e-30 * Math.exp(normal(u, 20))));
    expect(refusedFor(bump, { starts: [Float64Array.of(20), Float64Array.of(0)] })).toMatch(/^integrated/);
  });

  it("never passes a Laplace density off as more accurate than it is by much", () => {
    // Kinks are kept away from here by looking at the model; should one get through, the damage is small.
    for (const center of [0, 0.1, 0.37]) {
      const found = integrateDensity(target(1, (u) => -Math.abs(u - center) - Math.log(2)));
      if ("obstacle" in found) continue;
      expect(Math.abs(found.logEvidence)).toBeLessThan(5e-3);
    }
  });

  it("says where its pilot was, for a sampler to start from", () => {
    const found = integrateDensity(target(1, (u) => -1.5 * Math.log1p((u - 7) ** 2 / 2)));
    if (!("obstacle" in found)) throw new Error("integrated");
    expect(found.center?.[0]).toBeCloseTo(7, 1);
    // of a t distribution with 2 degrees of freedom, half the mass lies within 0.82 of the centre
    expect(found.root?.[0]).toBeGreaterThan(0.8);
    expect(found.root?.[0]).toBeLessThan(8);
  });
});

describe("lineDistribution", () => {
  const probabilities = [0.001, 0.025, 0.5, 0.9, 0.999];

  it("gives quantiles and probabilities of a normal", () => {
    const { quantile, cdf } = lineDistribution(integrated(target(1, (u) => normal(u, 3, 2))), 0);
    for (const p of probabilities) {
      expect((quantile(p) - 3) / 2).toBeCloseTo(probit(p), 4);
      expect(cdf(3 + 2 * probit(p))).toBeCloseTo(p, 6);
    }
  });

  it("gives those of a skew coordinate", () => {
    const { quantile, cdf } = lineDistribution(integrated(target(1, (u) => 2 * u - Math.exp(u))), 0);
    for (const p of probabilities) {
      expect(quantile(p)).toBeCloseTo(Math.log(incGammaInverse(2, p)), 3);
      expect(Math.abs(cdf(Math.log(incGammaInverse(2, p))) - p)).toBeLessThan(2e-4);
    }
    expect(Math.abs(cdf(0.5) - incGamma(2, Math.exp(0.5)))).toBeLessThan(2e-4);
  });

  it("gives those of one coordinate of several", () => {
    const { integrand, sd } = known["three correlated normals"] as Known;
    const found = integrated(integrand);
    for (const axis of [0, 1, 2]) {
      const { quantile } = lineDistribution(found, axis);
      for (const p of probabilities) expect(quantile(p) / (sd[axis] as number)).toBeCloseTo(probit(p), 3);
    }
    const bent = lineDistribution(integrated((known["a banana"] as Known).integrand), 0);
    for (const p of [0.025, 0.5, 0.9]) expect(bent.quantile(p)).toBeCloseTo(probit(p), 3);
  });
});

describe("drawPositions", () => {
  /** √n times the largest distance of the empirical distribution function; above 2.23 in 1 of 10,000 (Kolmogorov). */
  const distance = (uniforms: Float64Array): number => {
    const sorted = uniforms.sort();
    const n = sorted.length;
    return Math.sqrt(n) * sorted.reduce((most, u, i) => Math.max(most, u - i / n, (i + 1) / n - u), 0);
  };
  const drawn = (integrand: Integrand, count: number, value: (u: Float64Array) => number): Float64Array => {
    const { positions, error } = drawPositions(integrated(integrand), [rng(7, "draws")], count);
    expect(error).toBeLessThan(2e-6);
    const { dimension } = integrand;
    return Float64Array.from({ length: count }, (_, i) =>
      value(positions.subarray(i * dimension, (i + 1) * dimension)),
    );
  };

  it.each([
    ["a normal", target(1, (u) => normal(u, 3, 2)), (u: Float64Array) => stdNormalCdf(((u[0] as number) - 3) / 2)],
    [
      "a skew coordinate",
      target(1, (u) => 0.5 * u - Math.exp(u)),
      (u: Float64Array) => incGamma(0.5, Math.exp(u[0] as number)),
    ],
    [
      "a banana across its ridge",
      target(2, (a, b) => normal(a) + normal(b, a * a)),
      (u: Float64Array) => stdNormalCdf((u[1] as number) - (u[0] as number) ** 2),
    ],
    [
      "a funnel across its neck",
      target(2, (v, x) => normal(v, 0, 1.2) + normal(x, 0, Math.exp(v / 2))),
      (u: Float64Array) => stdNormalCdf((u[1] as number) / Math.exp((u[0] as number) / 2)),
    ],
    [
      "a direction through three normals",
      target(3, (a, b, c) => normal(a) + normal(b, 0.9 * a, 0.4) + normal(c, -0.5 * b, 1)),
      (u: Float64Array) => stdNormalCdf((u[2] as number) + 0.5 * (u[1] as number)),
    ],
  ])("draws from %s", (_, integrand, uniform) => {
    expect(distance(drawn(integrand, 20000, uniform))).toBeLessThan(2.23);
  });

  it.each([
    ["a skew coordinate", target(1, (u) => 0.5 * u - Math.exp(u))],
    ["a banana", target(2, (a, b) => normal(a) + normal(b, a * a))],
    ["three normals", target(3, (a, b, c) => normal(a) + normal(b, 0.9 * a, 0.4) + normal(c, -0.5 * b, 1))],
  ])("draws %s in WebAssembly and in JavaScript alike, stream by stream", (_, integrand) => {
    const found = integrated(integrand);
    const drawnIn = (tier: loops.Tier): readonly unknown[] => {
      loops.useTier(tier);
      const streams = [rng(1, "one"), rng(1, "other")];
      return [drawPositions(found, streams, 3000), streams.map((stream) => stream.state())];
    };
    const compiled = drawnIn("A");
    expect(drawnIn("C")).toEqual(compiled);
    loops.useTier("A");
  });

  it("draws the same again from the same stream", () => {
    const { integrand } = known["a banana"] as Known;
    const first = (u: Float64Array): number => u[0] as number;
    expect(drawn(integrand, 50, first)).toEqual(drawn(integrand, 50, first));
  });

  it("hardly evaluates the density while drawing", () => {
    let calls = 0;
    const integrand = target(2, (a, b) => {
      calls++;
      return normal(a) + normal(b, 0.3 * a) + normal(0.1 * b * a);
    });
    drawn(integrand, 4000, () => 0);
    expect(calls).toBeLessThan(1200);
  });
});
