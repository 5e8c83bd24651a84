/** Hold every tier to the same draws, bit for bit. */
import { loops, rng } from "@credence/math";
import { afterEach, describe, expect, it } from "vitest";
import { vectorModule } from "../src/hamiltonian/generated.js";
import { hamiltonianLayout } from "../src/hamiltonian/operations.js";
import { phaseSpace } from "../src/hamiltonian/space.js";
import { vectorsOver } from "../src/hamiltonian/vectors.js";
import { experimental_walnuts, nuts, type Target } from "../src/index.js";
import { eightSchools, normals } from "./targets.js";

const targets: Record<string, Target> = {
  "one normal": normals([2]),
  "eight schools": eightSchools(),
  "21 normals": normals(Array.from({ length: 21 }, (_, i) => 0.1 + i)),
};

/** Positions and statistics of a chain of either kind, warmup included. */
function draws(target: Target): number[] {
  return [nuts(), experimental_walnuts({ maxEnergyError: 0.2 })].flatMap((sampler) => {
    const chain = sampler.start(target, new Float64Array(target.dimension).fill(0.3), rng("tiers"), 150);
    return Array.from({ length: 200 }, () => {
      const stats = chain.step();
      return [...chain.position, ...Object.values(stats)];
    }).flat();
  });
}

const host = loops.wasm() as loops.Wasm;

describe("tiers", () => {
  afterEach(() => loops.useTier("A"));

  it.each(Object.keys(targets))("give the same draws of %s", (name) => {
    const target = targets[name] as Target;
    const compiled = draws(target);
    loops.useTier("C");
    expect(phaseSpace(target, 1, 0).memory.buffer).toBeInstanceOf(ArrayBuffer);
    expect(loops.memoryOf(phaseSpace(target, 1, 0).memory.buffer)).toBeUndefined();
    expect(draws(target)).toEqual(compiled);
    loops.useTier("B");
    expect(() => loops.compile(vectorModule())).toThrow("compiled before");
    loops.provideModule("vectors", new host.Module(vectorModule()));
    expect(loops.memoryOf(phaseSpace(target, 1, 0).memory.buffer)).toBeDefined();
    expect(draws(target)).toEqual(compiled);
  });

  it("give the draws of a target's JavaScript where it has compiled code, and count what that evaluates", () => {
    const { add, load, mul } = loops;
    const gradient = loops.define("gradient", { q: "i32", g: "i32" }, "f64", (b, { q, g }) => {
      const sum = b.variable(loops.f64(0));
      b.loop({ to: 3 }, (inner, i) => {
        const x = inner.let(load(add(q, i)));
        inner.store(add(g, i), loops.neg(x));
        inner.set(sum, add(sum, mul(x, x)));
      });
      b.return(mul(-0.5, sum));
    });
    const plain = normals([1, 1, 1]);
    let evaluations = 0;
    const compiled: Target = {
      ...plain,
      compiled: {
        of: plain.logDensityGradient,
        over: ({ buffer }) =>
          loops.runLoops({ exports: [gradient] }, loops.memoryOf(buffer) as loops.WasmMemory).gradient as NonNullable<
            ReturnType<NonNullable<Target["compiled"]>["over"]>
          >,
        evaluated: () => {
          evaluations += 1;
        },
      },
    };
    expect(draws(compiled)).toEqual(draws(plain));
    const chain = nuts().start(compiled, new Float64Array(3), rng("counted"), 0);
    evaluations = 0;
    expect(chain.step().leapfrogSteps).toBe(evaluations);
    const other = { ...plain, logDensityGradient: normals([1, 2, 3]).logDensityGradient };
    expect(draws({ ...compiled, ...other })).toEqual(draws(other));
  });

  it("work wherever a target's memory begins, and with a stream of another make", () => {
    const target = eightSchools();
    const layout = hamiltonianLayout(10, 2, 0);
    const memories = [
      new Float64Array(layout.length),
      new Float64Array((loops.createMemory(layout.length + 14) as loops.WasmMemory).buffer, 8 * 14, layout.length),
    ];
    const energies = memories.map((memory) => {
      memory.fill(2, layout.metric, layout.metric + 10);
      const vectors = vectorsOver(target, memory, layout);
      const [shared, foreign] = [rng(5), { ...rng(5) }].map((stream) => vectors.momentum(layout.states, stream));
      expect(foreign).toBe(shared);
      vectors.evaluate(layout.states);
      return [shared, vectors.leap(layout.states, layout.states + 4 * layout.stride, 0.1), vectors.logDensity()];
    });
    expect(energies[1]).toEqual(energies[0]);
  });
});
