/** Check solutions of differential equations and their sensitivities against closed forms and other software. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type OdeOptions, type OdeSystem, odeSolver } from "../../src/index.js";

interface Problem {
  readonly start: readonly number[];
  readonly times: readonly number[];
  readonly states: readonly (readonly number[])[];
}
const { problems } = JSON.parse(
  readFileSync(new URL("../../../testing/fixtures/ode.json", import.meta.url), "utf8"),
) as { problems: Record<string, Problem> };

function solution(
  system: OdeSystem,
  start: ArrayLike<number>,
  times: readonly number[],
  options: OdeOptions = {},
  sensitivity: ArrayLike<number> = new Float64Array(system.size * system.parameters),
) {
  const count = times.length * system.size;
  const output = { states: new Float64Array(count), sensitivities: new Float64Array(count * system.parameters) };
  const solve = odeSolver(system, options);
  const given = { from: 0, y: Float64Array.from(start), sensitivity: Float64Array.from(sensitivity) };
  const outcome = { ...solve(given, times, output) };
  return { ...output, outcome };
}
const worst = (actual: ArrayLike<number>, expected: readonly number[], floor = 0): number =>
  Math.max(...expected.map((v, i) => Math.abs((actual[i] as number) - v) / (floor + Math.abs(v))));

const lotkaVolterra: OdeSystem = {
  size: 2,
  parameters: 0,
  rates: (_t, y, out) => {
    const [u, v] = y as unknown as [number, number];
    out[0] = u * (0.55 - 0.028 * v);
    out[1] = v * (-0.8 + 0.024 * u);
  },
  slopes: (_t, y, byState) => {
    const [u, v] = y as unknown as [number, number];
    byState.set([0.55 - 0.028 * v, -0.028 * u, 0.024 * v, -0.8 + 0.024 * u]);
  },
};
const sir: OdeSystem = {
  size: 3,
  parameters: 0,
  rates: (_t, y, out) => {
    const [s, i] = y as unknown as [number, number];
    out.set([-0.45 * s * i, 0.45 * s * i - 0.17 * i, 0.17 * i]);
  },
  slopes: (_t, y, byState) => {
    const [s, i] = y as unknown as [number, number];
    byState.set([-0.45 * i, -0.45 * s, 0, 0.45 * i, 0.45 * s - 0.17, 0, 0, 0.17, 0]);
  },
};
const vanDerPol: OdeSystem = {
  size: 2,
  parameters: 0,
  rates: (_t, y, out) => {
    const [x, v] = y as unknown as [number, number];
    out.set([v, 1000 * (1 - x * x) * v - x]);
  },
  slopes: (_t, y, byState) => {
    const [x, v] = y as unknown as [number, number];
    byState.set([0, 1, -2000 * x * v - 1, 1000 * (1 - x * x)]);
  },
};
const robertson: OdeSystem = {
  size: 3,
  parameters: 0,
  rates: (_t, y, out) => {
    const [a, b, c] = y as unknown as [number, number, number];
    const [slow, back, fast] = [0.04 * a, 1e4 * b * c, 3e7 * b * b];
    out.set([back - slow, slow - back - fast, fast]);
  },
  slopes: (_t, y, byState) => {
    const [, b, c] = y as unknown as [number, number, number];
    byState.set([-0.04, 1e4 * c, 1e4 * b, 0.04, -1e4 * c - 6e7 * b, -1e4 * b, 0, 6e7 * b, 0]);
  },
};

describe("against scipy", () => {
  it.each([
    ["lotka_volterra", lotkaVolterra],
    ["sir", sir],
  ] as const)("%s, by either method", (name, system) => {
    const { start, times, states } = problems[name] as Problem;
    for (const method of ["explicit", "stiff", "auto"] as const) {
      const { states: found, outcome } = solution(system, start, times, { method, relative: 1e-9, absolute: 1e-12 });
      expect(outcome.failure).toBeUndefined();
      expect(worst(found, states.flat()), method).toBeLessThan(1e-7);
    }
  });
  it.each([
    ["van_der_pol", vanDerPol],
    ["robertson", robertson],
  ] as const)("%s, which is stiff: found out and solved", (name, system) => {
    const { start, times, states } = problems[name] as Problem;
    for (const method of ["stiff", "auto"] as const) {
      const { states: found, outcome } = solution(system, start, times, { method, relative: 1e-8, absolute: 1e-12 });
      expect(outcome).toMatchObject({ failure: undefined, stiff: true });
      expect(worst(found, states.flat()), method).toBeLessThan(1e-5);
    }
  });
  it("errors fall with the tolerance", () => {
    const { start, times, states } = problems.lotka_volterra as Problem;
    const errors = [1e-5, 1e-7, 1e-9, 1e-11].map((relative) =>
      worst(solution(lotkaVolterra, start, times, { relative, absolute: relative * 1e-2 }).states, states.flat()),
    );
    errors.slice(1).forEach((error, i) => {
      expect(error).toBeLessThan((errors[i] as number) / 20);
    });
    expect(errors.at(-1)).toBeLessThan(1e-9);
  });
});

/** y′ = −k y + sin t in k and y(0): both have closed forms. */
const forced: OdeSystem = {
  size: 1,
  parameters: 2,
  rates: (t, y, out) => {
    out[0] = -0.7 * (y[0] as number) + Math.sin(t);
  },
  slopes: (_t, y, byState, byParameter) => {
    byState[0] = -0.7;
    byParameter.set([-(y[0] as number), 0]);
  },
};
const exact = (t: number, k: number, y0: number): number => {
  const particular = (k * Math.sin(t) - Math.cos(t)) / (1 + k * k);
  return particular + (y0 + 1 / (1 + k * k)) * Math.exp(-k * t);
};

describe("sensitivities", () => {
  const times = [0, 0.5, 2, 7.5];
  it.each(["explicit", "stiff"] as const)(
    "%s: in a parameter and the start, of a system that depends on time",
    (method) => {
      const options = { method, relative: 1e-10, absolute: 1e-12 };
      const { states, sensitivities } = solution(forced, [2], times, options, [0, 1]);
      times.forEach((t, i) => {
        const h = 1e-5;
        const inK = (exact(t, 0.7 + h, 2) - exact(t, 0.7 - h, 2)) / (2 * h);
        expect(states[i]).toBeCloseTo(exact(t, 0.7, 2), 8);
        expect(sensitivities[2 * i]).toBeCloseTo(inK, 7);
        expect(sensitivities[2 * i + 1]).toBeCloseTo(Math.exp(-0.7 * t), 8);
      });
    },
  );
  it("are the derivatives of the states as computed, not only of the true ones", () => {
    // the numerical solution of a linear system is linear in its start: with a coarse tolerance the slope still fits
    const coarse = { relative: 1e-3, absolute: 1e9, method: "explicit" } as const;
    const from = (y0: number) => solution(forced, [y0], times, coarse, [0, 1]);
    const [one, three] = [from(1), from(3)];
    times.forEach((_, i) => {
      const slope = ((three.states[i] as number) - (one.states[i] as number)) / 2;
      expect(one.sensitivities[2 * i + 1]).toBeCloseTo(slope, 12);
    });
  });
  it("leave the states as they are, bit for bit", () => {
    const { start, times: at } = problems.lotka_volterra as Problem;
    const more: OdeSystem = { ...lotkaVolterra, parameters: 1 };
    expect(solution(more, start, at).states).toEqual(solution(lotkaVolterra, start, at).states);
  });
});

describe("what cannot be solved", () => {
  it("runs out of steps where told to", () => {
    const { outcome, states } = solution(vanDerPol, [2, 0], [1000], { method: "explicit", maxSteps: 500 });
    expect(outcome).toMatchObject({ failure: "steps", steps: 500 });
    expect(outcome.reached).toBeGreaterThan(0);
    expect(states[0]).toBeNaN();
  });
  it("stops at an explosion, before its time", () => {
    const explosion: OdeSystem = {
      size: 1,
      parameters: 0,
      rates: (_t, y, out) => {
        out[0] = (y[0] as number) ** 2;
      },
      slopes: (_t, y, byState) => {
        byState[0] = 2 * (y[0] as number);
      },
    };
    const { outcome, states } = solution(explosion, [1], [0.5, 2]);
    expect(states[0]).toBeCloseTo(2, 6);
    expect(states[1]).toBeNaN();
    expect(outcome.failure).toBeDefined();
    expect(outcome.reached).toBeCloseTo(1, 6);
  });
});
