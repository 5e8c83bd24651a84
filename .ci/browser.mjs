/** Sample in a real browser and in Node, and demand the same draws, bit for bit; installs Chromium where it is missing. */
import { mkdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { launchChromium } from "./lib/chromium.mjs";
import { finish } from "./lib/process.mjs";
import { root } from "./lib/workspace.mjs";

const out = path.join(root, "out/browser");

/** The program that both run: every sampler, the closed form and the mode. */
const program = `
import { loops } from "@credence/math";
import arrays from "../compiler/dist/arrays.wasm";
import positions from "../conjugate/dist/positions.wasm";
import stretches from "../math/dist/stretches.wasm";
import vectors from "../samplers/dist/vectors.wasm";
import { beta, binomial, dim, exact, findMap, halfCauchy, metropolis, model, normal, nuts, column, sample, sampleSync, slice } from "credence";
const coin = model(() => { const theta = beta(11.5, 48.5); const clicks = binomial(10, theta); return { theta, clicks }; });
const school = dim("school", ["A", "B", "C", "D", "E", "F", "G", "H"]);
const schools = model(() => {
  const mu = normal(0, 5), tau = halfCauchy(5);
  const theta = normal(mu, tau).over(school).nonCentered();
  const effect = normal(theta, column(school, [15, 10, 16, 11, 9, 11, 10, 18]));
  return { mu, tau, theta, effect };
});
export async function draws(tier) {
  loops.useTier(tier);
  for (const [name, bytes] of Object.entries({ arrays, vectors, stretches, positions })) loops.provideModule(name, await WebAssembly.compile(bytes));
  const clicks = coin().observe({ clicks: 7 });
  const effects = schools().observe({ effect: [28, 8, -3, 7, -1, 1, 18, 12] });
  const options = { draws: 200, tune: 200, chains: 2, seed: 7, progress: false };
  const found = [nuts(), slice(), metropolis()].flatMap((sampler) => [
    ...sampleSync(clicks, { ...options, sampler }).theta.values,
    ...sampleSync(effects, { ...options, sampler }).theta.values,
  ]);
  const mode = await findMap(effects);
  const inWorkers = await sample(effects, { ...options, sampler: nuts(), tune: 100_000, draws: 2000, workers: 2 });
  globalThis.workers = inWorkers.$.options.workers;
  return [...found, ...inWorkers.theta.values, ...exact(clicks).draw(100, 3).theta.values, mode.mu, mode.tau];
}
`;

mkdirSync(out, { recursive: true });
const bundle = path.join(out, "draws.mjs");
await build({
  stdin: { contents: program, resolveDir: path.join(root, "packages/cli"), loader: "js" },
  bundle: true,
  alias: { "@credence/math": path.join(root, "packages/math/dist/index.js") },
  format: "esm",
  platform: "browser",
  loader: { ".wasm": "binary" },
  outfile: bundle,
  logLevel: "error",
});
await build({
  entryPoints: [path.join(root, "packages/inference/dist/workers/worker.js")],
  bundle: true,
  format: "esm",
  platform: "browser",
  outfile: path.join(out, "workers/worker.js"),
  logLevel: "error",
});
const { draws } = await import(pathToFileURL(bundle).href);
const here = await draws("A");

const problems = [];
const compare = (where, values) => {
  const at = here.findIndex((value, i) => !Object.is(value, values[i]));
  if (at < 0 && values.length === here.length) return;
  problems.push(`value ${at} is ${values[at]} ${where}, but ${here[at]} in Node on tier A`);
};
for (const tier of ["B", "C"]) compare(`in Node on tier ${tier}`, await draws(tier));
for (const [isolated, tier] of [
  [false, "A"],
  [true, "A"],
  [false, "B"],
  [false, "C"],
]) {
  const { values, workers } = await inBrowser(isolated, tier);
  compare(`in the browser on tier ${tier}`, values);
  if (workers !== 2) problems.push(`of two chains ${workers} ran in workers of the browser on tier ${tier}`);
}
finish(
  problems,
  `${here.length} draws are the same on every tier in Node ${process.version} and in Chromium, in workers too`,
);

/** Serves the bundle on the loopback address, runs it in Chromium on a page that may share memory or not, and returns what it found. */
async function inBrowser(isolated, tier) {
  const server = createServer(({ url }, response) => {
    const script = url === "/draws.mjs" || url === "/workers/worker.js";
    if (isolated) {
      response.setHeader("cross-origin-opener-policy", "same-origin");
      response.setHeader("cross-origin-embedder-policy", "require-corp");
    }
    response.setHeader("content-type", script ? "text/javascript" : "text/html");
    response.end(script ? readFileSync(path.join(out, url)) : "<!doctype html><title>draws</title>");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const chrome = await launchChromium();
  try {
    const page = await chrome.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    // infinities and negative zero would not survive JSON
    const { bits, workers } = await page.evaluate(async (wanted) => {
      const values = await (await import("/draws.mjs")).draws(wanted);
      return {
        bits: Array.from(new BigUint64Array(Float64Array.from(values).buffer), String),
        workers: globalThis.workers,
      };
    }, tier);
    return { values: Array.from(new Float64Array(BigUint64Array.from(bits, BigInt).buffer)), workers };
  } finally {
    await chrome.close();
    server.close();
  }
}
