/** Run the built package in workers and without, and print what differs between the two. */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { loops } from "@credence/math";
import { beta, binomial, dim, halfNormal, model, normal, poisson } from "@credence/model";
import { experimental_walnuts, metropolis, nuts, slice } from "@credence/samplers";
import { readCheckpoint, resume, sample, sampleSync } from "../dist/index.js";

const school = dim("school", 8);
const posterior = model(() => {
  const mu = normal(0, 5);
  const tau = halfNormal(5);
  const theta = normal(mu, tau).over(school).nonCentered();
  const y = normal(theta, 12);
  return { mu, tau, theta, y };
})().observe({ y: [28, 8, -3, 7, -1, 1, 18, 12] });
const mixed = model(() => {
  const people = poisson(5);
  const bias = beta(50, 50);
  const seen = binomial(people, bias);
  return { people, bias, seen };
})().observe({ seen: 3 });

const bits = ({ $ }) => {
  const hash = createHash("sha256");
  for (const values of [...$.variables.map(({ draws }) => draws.values), ...Object.values($.stats)])
    hash.update(Float64Array.from(values));
  return hash.update(JSON.stringify($.options.tuning)).digest("hex");
};
const usual = { sampler: nuts(), tune: 500, draws: 40_000, chains: 3, seed: 2, progress: false };
const elapsed = async (work) => {
  const before = performance.now();
  await work();
  return performance.now() - before;
};
/** A thread that has loaded what chains need. */
const thread = () =>
  new Promise((resolve, reject) => {
    const code = `import(${JSON.stringify(import.meta.resolve("../dist/index.js"))}).then(() => process.exit())`;
    new Worker(code, { eval: true }).on("exit", resolve).on("error", reject);
  });
let whole;
const run = await elapsed(() => {
  whole = bits(sampleSync(posterior, usual));
});
const slow = run > 4 * (await elapsed(thread)); // else runs may end before workers have started

const same = {};
const inWorkers = {};
for (const workers of [0, 1, 2, 3]) {
  const trace = await sample(posterior, { ...usual, workers });
  same[workers] = bits(trace) === whole;
  inWorkers[workers] = trace.$.options.workers > 0;
}

const steps = {
  steps: { people: metropolis(), bias: slice() },
  marginalize: false,
  tune: 500,
  draws: 3000,
  seed: 3,
  workers: 2,
};
const compound = bits(await sample(mixed, { ...steps, progress: false })) === bits(sampleSync(mixed, steps));

const halved = { ...usual, sampler: experimental_walnuts({ maxEnergyError: 0.1 }), draws: 3000, workers: 2 };
const walnuts = bits(await sample(posterior, halved)) === bits(sampleSync(posterior, halved));

const until = { ...usual, draws: 20_000, until: { ess: 4000 } };
const [awaited, direct] = [await sample(posterior, until), sampleSync(posterior, { ...until, workers: 0 })];

// So many draws that no chain is done before all have been heard of.
const long = { ...usual, draws: 100_000 };
const folder = mkdtempSync(path.join(tmpdir(), "credence-workers-"));
const at = path.join(folder, "run.ckpt");
const controller = new AbortController();
const heard = [0, 0, 0];
const partial = await sample(posterior, {
  ...long,
  checkpoint: at,
  signal: controller.signal,
  progress: ({ chain, done }) => {
    heard[chain] = done;
    if (Math.min(...heard) > long.tune) controller.abort();
  },
});
const stored = readCheckpoint(at).$.draws;
const resumed = bits(await resume(at, { progress: false })) === bits(sampleSync(posterior, long));
rmSync(folder, { recursive: true });

const own = { ...nuts(), name: "mine" };
const foreign = await sample(posterior, { ...usual, sampler: own, workers: 2 });

// what was handed over here reaches the workers, which compile nothing themselves
for (const name of ["arrays", "vectors"]) {
  const folder = new URL(`../../${name === "arrays" ? "compiler" : "samplers"}/dist/`, import.meta.url);
  loops.provideModule(name, new WebAssembly.Module(readFileSync(new URL(`${name}.wasm`, folder))));
}
loops.useTier("B");
const told = await sample(posterior, { ...usual, workers: 2 });
const prebuilt = [bits(told) === whole, slow ? told.$.options.workers > 0 === inWorkers[2] : true];

console.log(
  JSON.stringify({
    slow,
    same,
    inWorkers,
    compound,
    walnuts,
    prebuilt,
    until: [awaited.$.draws === direct.$.draws, bits(awaited) === bits(direct), awaited.$.interrupted],
    partial: [partial.$.interrupted, partial.$.draws < long.draws, stored === partial.$.draws, resumed],
    foreign: [foreign.$.options.workers, foreign.$.messages.at(-1)],
  }),
);
