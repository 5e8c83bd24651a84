/** Sample one posterior of posteriordb by its recommended settings, hold it to its reference, and print the figures as JSON. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { judge } from "./rule.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folder: { type: "string" },
    examples: { type: "string" },
    draws: { type: "string" },
    seed: { type: "string" },
  },
});
const [name] = positionals;
const { data, settings = {}, reference } = JSON.parse(readFileSync(path.join(values.folder, `${name}.json`), "utf8"));
const { posteriors } = await import(pathToFileURL(values.examples));
const { diagnose, nuts, sample, summarize } = await import("../../packages/credence/dist/index.js");

const posterior = posteriors[name](data);
const { chains = 4, warmup = 1000, draws = 1000, delta = 0.8, maxDepth = 10, metric, init, gate = true } = settings;
const trace = await sample(posterior, {
  sampler: nuts({ targetAccept: delta, maxTreeDepth: maxDepth, ...(metric === "dense" ? { metric } : {}) }),
  chains,
  tune: warmup,
  draws: values.draws ? Number(values.draws) : draws,
  seed: Number(values.seed ?? 1),
  progress: false,
  ...(init ? { init: byVariable(init) } : {}),
});

const rows = summarize(trace).rows.filter((row) => row.name in reference);
const { failures, worst } = judge(rows, reference);
const total = (stat) => (trace.$.stats[stat] ?? []).reduce((sum, value) => sum + value, 0);
const divergences = total("diverging");
const rhat = Math.max(...rows.map((row) => row.rhat ?? 1));
const essBulk = Math.min(...rows.map((row) => row.essBulk ?? 0));
const warned = diagnose(trace).findings.length > 0;
if (!(rhat < 1.02)) failures.push(`split R-hat is ${rhat}`);
if (divergences >= 0.01 * chains * trace.$.draws) failures.push(`${divergences} draws diverged`);
console.log(
  JSON.stringify({
    name,
    pass: gate ? failures.length === 0 : warned,
    worst_z: worst.z,
    worst_sd_ratio: worst.sdRatio,
    rhat,
    divergences,
    min_ess_bulk: Math.round(essBulk),
    ess_per_s: Number((essBulk / (trace.$.elapsedMs / 1000)).toPrecision(3)),
    gradients: total("leapfrogSteps"),
    draws: trace.$.draws,
    seconds: Number((trace.$.elapsedMs / 1000).toPrecision(3)),
    failures: gate || !warned ? failures : [],
  }),
);

/** `{ "theta[1]": 0.5, "theta[2]": 0.3 }` as `{ theta: [0.5, 0.3] }`: elements stand in order. */
function byVariable(elements) {
  const point = {};
  for (const [element, value] of Object.entries(elements)) {
    const [variable, label] = element.split("[");
    point[variable] = label === undefined ? value : [...(point[variable] ?? []), value];
  }
  return point;
}
