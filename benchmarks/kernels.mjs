/** Measure emitted kernels beside the interpreter and, where they are, hand-fused loops of the same models. */
import { compilePosterior, useEngine } from "@credence/compiler";
import { bernoulli, beta, column, dim, gamma, index, invLogit, lognormal, model, normal, sum } from "@credence/model";
import { betaBinomial, eightSchools } from "./models.mjs";
import { providePrebuilt } from "./prebuilt.mjs";
import { nativeReference, referenceKernels } from "./reference.mjs";

const hierarchical = (data) => betaBinomial(data, { mean: () => beta(2, 2), concentration: () => gamma(2, 0.1) });

function regression({ X, y }, outcomeOf) {
  const rows = dim("row", y.length);
  const feature = dim("feature", X.length / y.length);
  const x = column([rows, feature], X);
  const regressed = model(() => {
    const slopes = normal(0, 2.5).over(feature);
    return { slopes, ...outcomeOf(sum(slopes.mul(x), feature)) };
  });
  return regressed().observe({ outcome: y });
}

const logistic = (data) => regression(data, (eta) => ({ outcome: bernoulli(invLogit(eta)) }));
const linear = (data) =>
  regression(data, (eta) => {
    const sigma = lognormal(0, Math.SQRT1_2);
    return { sigma, outcome: normal(eta, sigma) };
  });

function varyingIntercepts({ g, x, y, J }) {
  const [house, county] = [dim("house", y.length), dim("county", J)];
  const lies = index(
    county,
    house,
    Array.from(g, (group) => group + 1),
  );
  const radon = model(() => {
    const mu = normal(0, 1);
    const sigmaA = lognormal(0, 1);
    const slope = normal(0, 1);
    const sigmaY = lognormal(0, 1);
    const a = normal(mu, sigmaA).over(county);
    const level = normal(a.at(lies).add(slope.mul(column(house, x))), sigmaY);
    return { mu, sigmaA, slope, sigmaY, a, level };
  });
  return radon().observe({ level: y });
}

/** Numbers in [0, 1) that look like chance, for data where there is no reference to share them with. */
function chance() {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function groups(count) {
  const next = chance();
  const n = Array.from({ length: count }, () => 5 + Math.floor(45 * next()));
  return { n, y: n.map((each) => Math.floor(each * (0.2 + 0.3 * next()))) };
}

function rows(N, D, outcome) {
  const next = chance();
  const X = Float64Array.from({ length: N * D }, (_, i) => (i % D === 0 ? 1 : 2 * next() - 1));
  return { X, y: Float64Array.from({ length: N }, () => outcome(next())) };
}

function houses(N, J) {
  const next = chance();
  const g = Int32Array.from({ length: N }, () => Math.floor(J * next() ** 2)).sort();
  const x = Float64Array.from(g, () => (next() < 0.17 ? 1 : 0));
  return { g, x, y: Float64Array.from(g, () => 1.5 + next()), J };
}

const won = (u) => (u < 0.4 ? 1 : 0);

/** Every measured model: its reference, its data where there is none, and how data become a posterior. */
const models = {
  "hier-bb-20": [(m) => m.M1a(20, "own"), () => groups(20), hierarchical],
  "hier-bb-200": [(m) => m.M1a(200, "own"), () => groups(200), hierarchical],
  "hier-bb-2000": [(m) => m.M1a(2000, "own"), () => groups(2000), hierarchical],
  "logistic-1000-10": [(m) => m.M2(1000, 10, "own", "tile", 40), () => rows(1000, 10, won), logistic],
  "logistic-10000-25": [(m) => m.M2(10000, 25, "own", "tile", 80), () => rows(10000, 25, won), logistic],
  "linear-10000-10": [(m) => m.M3a(10000, 10, "own", "tile", 80), () => rows(10000, 10, (u) => u), linear],
  "varying-intercepts": [(m) => m.M4("own"), () => houses(919, 85), varyingIntercepts],
  "eight-schools": [(m) => m.M5("own"), () => undefined, () => eightSchools()],
};

/** The kernel of a posterior in one engine, as a function of the call's number: no call can keep what the last computed. */
function arm(posterior, engine, start) {
  useEngine(engine);
  const kernel = compilePosterior(posterior, "unconstrained", { rewrites: false }); // loops over all rows, as the reference has them
  useEngine("auto");
  const { dimension } = kernel;
  const memory = kernel.allocate(2 * dimension);
  memory.set(start ?? Array.from({ length: dimension }, (_, i) => 0.2 * Math.sin(i + 1)));
  const first = memory[0];
  let step = 0;
  kernel.logDensityGradient(memory, 0, dimension); // compiled here, not in the first block; the gradient is that at the start
  const place = memory.byteOffset / 8;
  const compiled = kernel.compiled.over(memory); // which samplers call
  const evaluate =
    compiled === undefined
      ? () => kernel.logDensityGradient(memory, 0, dimension)
      : () => compiled(place, place + dimension);
  const run = () => {
    memory[0] = first + 1e-9 * (step++ & 1);
    return evaluate();
  };
  return { run, gradient: memory.subarray(dimension) };
}

/** The reference's loops as arms, once their gradient agrees with the kernel's. */
function referenceArms({ inst, emitC }, reference, { gradient }) {
  const { f, P, G } = inst(reference, "simd");
  f();
  const off = G.findIndex((slope, i) => !(Math.abs(slope - gradient[i]) <= 1e-9 * (1 + Math.abs(slope))));
  if (off >= 0) throw new Error(`the reference disagrees in coordinate ${off}: ${G[off]}, not ${gradient[off]}`);
  const first = P[0];
  let step = 0;
  const fused = () => {
    P[0] = first + 1e-9 * (step++ & 1);
    return f();
  };
  const native = nativeReference(reference, emitC);
  return { fused, ...(native === undefined ? {} : { native }) };
}

/** A benchmark of the nanoseconds that a log density with its gradient takes. */
export const kernelBenchmark = (name) => ({
  name: `kernel-${name}`,
  unit: "ns",
  subject: "emitted",
  baseline: "interpreter",
  calls: { native: 1 },
  setup: async () => {
    const [referenceOf, dataOf, posteriorOf] = models[name];
    const found = await referenceKernels();
    if (found === undefined) console.error("no reference kernels: the interpreter is the only other arm");
    const reference = found && referenceOf(found.models);
    const posterior = posteriorOf(reference?.d ?? dataOf());
    const emitted = arm(posterior, "wasm", reference?.p0);
    const others = found === undefined ? {} : referenceArms(found, reference, emitted);
    providePrebuilt();
    const [prebuilt, interpreter] = ["prebuilt", "interpreter"].map(
      (engine) => arm(posterior, engine, reference?.p0).run,
    );
    return { emitted: emitted.run, interpreter, prebuilt, ...others };
  },
  read: (seconds, returned) => returned?.nanoseconds ?? seconds * 1e9,
});
