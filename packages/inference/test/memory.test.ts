/** Hold memory flat while chains run: a hundred thousand transitions leave nothing behind. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { compilePosterior, type Engine, useEngine } from "@credence/compiler";
import { rng } from "@credence/math";
import { column, dim, halfCauchy, model, normal } from "@credence/model";
import { nuts } from "@credence/samplers";
import { afterEach, expect, test } from "vitest";

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

function eightSchools() {
  const school = dim("school", 8);
  const schools = model(() => {
    const [mu, tau] = [normal(0, 5), halfCauchy(5)];
    const theta = normal(mu, tau).over(school).nonCentered();
    return { mu, tau, theta, y: normal(theta, column(school, [15, 10, 16, 11, 9, 11, 10, 18])) };
  });
  return schools().observe({ y: [28, 8, -3, 7, -1, 1, 18, 12] });
}

/** Bytes that live on, on the heap and beside it. */
function held(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

afterEach(() => useEngine("auto"));

test.each<Engine>(["interpreter", "wasm"])("by the %s", (engine) => {
  useEngine(engine);
  const compiled = compilePosterior(eightSchools());
  const chain = nuts().start(compiled, new Float64Array(compiled.dimension), rng(1), 1000);
  const run = (transitions: number): void => {
    for (let i = 0; i < transitions; i++) chain.step();
  };
  run(20_000);
  const before = held();
  run(100_000);
  // one object a transition would be 1.6 MB or more; what the engine itself keeps moves by some tens of kB
  expect(held() - before).toBeLessThan(200_000);
});
