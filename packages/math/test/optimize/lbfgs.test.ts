/** Check L-BFGS on functions whose optimum is known. */
import { describe, expect, test } from "vitest";
import { lbfgs, type Objective } from "../../src/optimize/index.js";

const of = (...values: number[]) => Float64Array.from(values);

const rosenbrock: Objective = (x, gradient) => {
  let value = 0;
  gradient.fill(0);
  for (let i = 0; i + 1 < x.length; i++) {
    const a = 1 - (x[i] as number);
    const b = (x[i + 1] as number) - (x[i] as number) ** 2;
    value += a * a + 100 * b * b;
    gradient[i] = (gradient[i] as number) - 2 * a - 400 * b * (x[i] as number);
    gradient[i + 1] = 200 * b;
  }
  return value;
};

/** Σ scale_i (x_i - i)² / 2 with scales from 1 to 10^decades. */
const quadratic =
  (decades: number): Objective =>
  (x, gradient) => {
    let value = 0;
    x.forEach((xi, i) => {
      const scale = 10 ** ((decades * i) / (x.length - 1));
      gradient[i] = scale * (xi - i);
      value += (scale * (xi - i) ** 2) / 2;
    });
    return value;
  };

/** −log density of gamma(shape, 1); outside the support it is Infinity with a useless gradient. */
const negativeGamma =
  (shape: number): Objective =>
  (x, gradient) => {
    const y = x[0] as number;
    gradient[0] = y > 0 ? 1 - (shape - 1) / y : NaN;
    return y > 0 ? y - (shape - 1) * Math.log(y) : Infinity;
  };

describe("lbfgs finds known optima", () => {
  test.each([
    [4, 20],
    [6, 10],
    [8, 4],
  ])("quadratic with condition number 10^%i in %i dimensions", (decades, size) => {
    const result = lbfgs(quadratic(decades), new Float64Array(size), { relativeTolerance: 0, maxIterations: 5000 });
    expect(result.converged).toBe(true);
    expect(result.gradientNorm).toBeLessThanOrEqual(1e-8);
    result.x.forEach((xi, i) => {
      expect(Math.abs(xi - i)).toBeLessThanOrEqual(1e-8);
    });
  });

  test.each([2, 10, 100])("Rosenbrock in %i dimensions", (size) => {
    const start = Float64Array.from({ length: size }, (_, i) => (i % 2 === 0 ? -1.2 : 1));
    const result = lbfgs(rosenbrock, start);
    expect(result.converged).toBe(true);
    result.x.forEach((xi) => {
      expect(Math.abs(xi - 1)).toBeLessThanOrEqual(1e-6);
    });
  });

  test("log density with a region of -Infinity next to the start", () => {
    const result = lbfgs(negativeGamma(3), of(1e-3));
    expect(result.converged).toBe(true);
    expect(Math.abs((result.x[0] as number) - 2)).toBeLessThanOrEqual(1e-7);
  });

  test("log density with a region of -Infinity that every full step hits", () => {
    // −Σ log(x_i) − log(1 − Σ x_i): the analytic centre of the simplex, all at 1/6.
    const result = lbfgs(
      (x, gradient) => {
        const rest = 1 - x.reduce((sum, xi) => sum + xi, 0);
        x.forEach((xi, i) => {
          gradient[i] = 1 / rest - 1 / xi;
        });
        return -Math.log(rest) - x.reduce((sum, xi) => sum + Math.log(xi), 0);
      },
      of(0.9, 1e-3, 1e-4, 1e-3, 0.09),
    );
    expect(result.converged).toBe(true);
    result.x.forEach((xi) => {
      expect(Math.abs(xi - 1 / 6)).toBeLessThanOrEqual(1e-7);
    });
  });

  test("far start and huge values: the gradient is still brought down although the value barely changes", () => {
    const shifted: Objective = (x, gradient) => 1e6 + quadratic(2)(x, gradient);
    const result = lbfgs(shifted, new Float64Array(5).fill(1e4), { relativeTolerance: 0, gradientTolerance: 1e-9 });
    expect(result.converged).toBe(true);
    expect(result.gradientNorm).toBeLessThanOrEqual(1e-9);
  });
});

describe("lbfgs ends well", () => {
  test("at the optimum it does nothing", () => {
    const result = lbfgs(rosenbrock, of(1, 1));
    expect(result).toMatchObject({ converged: true, iterations: 0, evaluations: 1, value: 0, gradientNorm: 0 });
    expect(result.reason).toContain("gradientTolerance");
  });

  test("on a flat objective and in no dimensions it is done at once", () => {
    expect(lbfgs(() => 7, of(1, 2))).toMatchObject({ converged: true, iterations: 0, value: 7 });
    expect(lbfgs(() => 7, of())).toMatchObject({ converged: true, iterations: 0, value: 7 });
  });

  test("it says when it ran out of iterations", () => {
    const result = lbfgs(rosenbrock, of(-1.2, 1), { maxIterations: 3 });
    expect(result).toMatchObject({ converged: false, iterations: 3, reason: "Stopped after maxIterations = 3." });
  });

  test("it does not claim an optimum that does not exist", () => {
    const downhill: Objective = (x, gradient) => {
      gradient[0] = -1;
      return -(x[0] as number);
    };
    const result = lbfgs(downhill, of(0));
    expect(result.converged).toBe(false);
    expect(result.reason).toContain("does it have a minimum?");
  });

  test("it says when the gradient points the wrong way", () => {
    const wrong: Objective = (x, gradient) => {
      gradient[0] = -2 * (x[0] as number);
      return (x[0] as number) ** 2;
    };
    expect(lbfgs(wrong, of(3))).toMatchObject({ converged: false, value: 9 });
  });

  test("it refuses a start outside the support", () => {
    expect(() => lbfgs(negativeGamma(3), of(-1))).toThrow("not finite");
  });

  test("it leaves the start alone and reports every iterate, in fresh arrays, going down", () => {
    const start = of(-1.2, 1);
    const seen: { x: Float64Array; value: number; iteration: number }[] = [];
    const result = lbfgs(rosenbrock, start, {
      onIterate: (x, _gradient, value, iteration) => seen.push({ x, value, iteration }),
    });
    expect(start).toEqual(of(-1.2, 1));
    expect(seen.map((s) => s.iteration)).toEqual(Array.from({ length: result.iterations + 1 }, (_, i) => i));
    seen.forEach(({ x, value }, i) => {
      expect(rosenbrock(x, of(0, 0))).toBe(value);
      if (i > 0) expect(value).toBeLessThan((seen[i - 1] as { value: number }).value);
    });
    expect(seen.at(-1)?.x).toEqual(result.x);
  });

  test("it spends few evaluations beyond one an iteration", () => {
    const { iterations, evaluations } = lbfgs(rosenbrock, of(-1.2, 1));
    expect(iterations).toBeLessThan(60);
    expect(evaluations).toBeLessThan(2 * iterations);
  });
});
