/** Run the benchmarks, each in a process of its own, and print a table, or with `--json` one JSON value and nothing else. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import os from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { stanDescribed } from "./stan/compile.mjs";
import { meansOfGradients } from "./stan/means.mjs";

const { json, only } = parseArgs({ options: { json: { type: "boolean" }, only: { type: "string" } } }).values;
const entries = new URL("./entries/", import.meta.url);
const available = readdirSync(entries).map((file) => file.replace(/\.mjs$/, ""));
const names = only ? only.split(",") : available;
const unknown = names.filter((name) => !available.includes(name));
if (unknown.length) {
  console.error(`no benchmark is named ${unknown.join(", ")}; there are ${available.join(", ")}`);
  process.exit(1);
}

const results = names.map(measureApart);
const machine = `${os.cpus()[0].model}, ${os.availableParallelism()} cores, ${os.platform()} ${os.arch()}`;
const means = meansOfGradients(results);
const stanGradients = means && { stan: stanDescribed(), ...means };
console.log(json ? JSON.stringify({ machine, node: process.version, results, stanGradients }, null, 2) : table());

/** What ran before in a process decides what the engine has optimised, so no benchmark shares a process with another. */
function measureApart(name) {
  const script = fileURLToPath(new URL("./one.mjs", import.meta.url));
  const child = spawnSync(process.execPath, [script, name], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  if (child.status !== 0) {
    console.error(`benchmark ${name} failed`);
    process.exit(1);
  }
  return JSON.parse(child.stdout);
}

function table() {
  const figure = (value) => (value === undefined ? "" : value.toPrecision(4));
  const rows = results.map(({ name, value, spread, unit, baseline, ratio, ratioSpread, others = {} }) => [
    name,
    figure(value),
    `± ${figure(spread)}`,
    unit,
    figure(baseline),
    ratioSpread === undefined ? figure(ratio) : `${figure(ratio)} ± ${ratioSpread.toPrecision(2)}`,
    Object.entries(others)
      .map(([arm, other]) => `${arm} ${figure(other)}`)
      .join(", "),
  ]);
  const all = [["benchmark", "median", "IQR", "unit", "baseline", "ratio", "others"], ...rows];
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const lines = all.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join("  ")
      .trimEnd(),
  );
  return [`${machine}, Node ${process.version}`, "", ...lines, ...meansInWords()].join("\n");
}

function meansInWords() {
  if (stanGradients === undefined) return [];
  const figures = ({ asWritten, rewritten }) =>
    [asWritten, rewritten].map((mean) => mean?.toFixed(2) ?? "-").join(" and ");
  const sentence = ({ models, besideGlm, ...stan }) =>
    `${models} models: Stan takes ${figures(stan)} times as long as the model as written and rewritten; its GLM primitives ${figures(besideGlm)}`;
  return ["", stanGradients.stan, sentence(stanGradients.core), sentence(stanGradients.all)];
}
