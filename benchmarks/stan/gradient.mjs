/** Time a posterior's gradient beside Stan Math's of the same program and data, once both agree. */
import { compilePosterior } from "@credence/compiler";
import { rng } from "@credence/math";
import { nuts } from "@credence/samplers";
import { cpuSeconds } from "../measure.mjs";
import { stanCases } from "./cases.mjs";
import { stanProgram } from "./program.mjs";

/** A kernel at a place, and its log density with the gradient there, without looking back: each call is elsewhere. */
function kernelOf(posterior, rewrites) {
  const kernel = compilePosterior(posterior, "unconstrained", { rewrites });
  const { dimension } = kernel;
  const memory = kernel.allocate(2 * dimension);
  const at = (place) => {
    memory.set(place);
    return [kernel.logDensityGradient(memory, 0, dimension), ...memory.subarray(dimension, 2 * dimension)];
  };
  const runFrom = (place) => {
    memory.set(place);
    let step = 0;
    return warm(() => {
      memory[0] = place[0] + 1e-9 * (step++ & 1);
      return kernel.logDensityGradient(memory, 0, dimension);
    });
  };
  return { kernel, dimension, at, runFrom };
}

/** Calls a function until compiling and compiling better lie behind it: how many calls fill a block is measured after that. */
function warm(run) {
  for (const end = cpuSeconds() + 0.2; cpuSeconds() < end; ) run();
  return run;
}

/** A place where chains start, and one where they go: special functions take other ways here and there. */
function placesOf(name, { kernel, dimension }) {
  const random = rng(name);
  const start = Float64Array.from({ length: dimension }, () => 2 * random.uniform() - 1);
  const warmup = 200;
  const chain = nuts().start(kernel, start, random, warmup);
  for (let i = 0; i < warmup; i++) chain.step();
  return { start, typical: Float64Array.from(chain.position) };
}

const agree = (ours, theirs, size = theirs) => Math.abs(ours - theirs) <= 1e-8 * (1 + Math.abs(size));

/** Holds the gradients at all places to Stan's; the log densities may differ by one constant. */
function checkAgreement(name, kernel, stan, places) {
  const constants = Object.values(places).map((place) => {
    const [[ours, ...slopes], [theirs, ...others]] = [kernel.at(place), stan.evaluate(place)];
    const off = others.findIndex((slope, i) => !agree(slopes[i], slope));
    if (off >= 0) throw new Error(`${name}: Stan disagrees in coordinate ${off}: ${others[off]}, not ${slopes[off]}`);
    return { constant: ours - theirs, size: theirs };
  });
  const [first, last] = constants;
  if (!agree(first.constant, last.constant, first.size))
    throw new Error(`${name}: Stan's log density differs by ${first.constant} here and by ${last.constant} there`);
}

/** A benchmark of the nanoseconds that a log density with its gradient takes, Jacobian included. */
export function stanGradientBenchmark(name) {
  const { program, glm, data, posterior } = stanCases[name];
  const values = data();
  const stan = Object.entries({ stan: program, ...(glm && { stanGlm: glm }) })
    .map(([arm, each]) => [arm, stanProgram(each, values)])
    .filter(([, found]) => found !== undefined);
  return {
    name: `stan-gradient-${name}`,
    unit: "ns",
    subject: "rewritten",
    ...(stan.length > 0 && { baseline: "stan" }),
    calls: { stan: 1, stanGlm: 1 },
    setup: () => {
      const kernels = { rewritten: kernelOf(posterior(values), true), asWritten: kernelOf(posterior(values), false) };
      const places = placesOf(name, kernels.rewritten);
      for (const kernel of Object.values(kernels))
        for (const [arm, found] of stan) checkAgreement(`${name}, ${arm}`, kernel, found, places);
      const runs = Object.entries(kernels).map(([arm, kernel]) => [arm, kernel.runFrom(places.typical)]);
      const calls = stan.map(([arm, found]) => [arm, () => ({ nanoseconds: found.nanoseconds(places.typical) })]);
      return Object.fromEntries([...runs, ...calls]);
    },
    read: (seconds, returned) => returned?.nanoseconds ?? seconds * 1e9,
  };
}
