/**
 * Run the certifications, too long for every change: the slow tests (`*.slow.test.ts`) and posteriordb's reference
 * posteriors. Print what each showed, as a table or as JSON.
 */
import { readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { run } from "./lib/process.mjs";
import { scratch } from "./lib/scratch.mjs";
import { files } from "./lib/workspace.mjs";
import { certifyPosteriordb } from "./posteriordb/certify.mjs";

const { values } = parseArgs({
  options: {
    json: { type: "boolean" },
    only: { type: "string" },
    models: { type: "string" }, // of posteriordb: parts of names, as in eight_schools,garch
    jobs: { type: "string" }, // posteriors at a time; as many as there are idle cores when left out
  },
});
const { json, only } = values;
const nameOf = (file) => path.basename(file, ".slow.test.ts");
const available = files("packages", /^packages\/[^/]+\/test\/.*\.slow\.test\.ts$/);
const sections = [...available.map(nameOf), "posteriordb"];
const names = only ? only.split(",") : sections;
const unknown = names.filter((name) => !sections.includes(name));
if (unknown.length) {
  console.error(`no certification is named ${unknown.join(", ")}; there are ${sections.join(", ")}`);
  process.exit(1);
}

const skippedOnes = new Set(["skipped", "pending", "todo", "disabled"]);
const tests = available.filter((file) => names.includes(nameOf(file)));
const results = tests.flatMap(certify);
if (!json) for (const { name, claim, ok, skipped, seconds } of results) show({ ok, skipped, name, claim, seconds });
const posteriordb = names.includes("posteriordb") ? await certifyPosteriors() : [];
if (json) {
  const machine = `${os.cpus()[0].model}, ${os.availableParallelism()} cores, ${os.platform()} ${os.arch()}`;
  const told = { ...(tests.length ? { machine, node: process.version, results } : {}) };
  console.log(JSON.stringify(names.includes("posteriordb") ? { ...told, posteriordb } : told, null, 2));
}
process.exit([...results.map(({ ok }) => ok), ...posteriordb.map(({ pass }) => pass)].every(Boolean) ? 0 : 2);

function show({ ok, skipped = false, name, claim, seconds }) {
  console.log(`${skipped ? "skip  " : ok ? "ok    " : "FAILED"} ${name}: ${claim} (${seconds} s)`);
}

/** A result for each posterior; none, and a notice, where the reference is not there. */
async function certifyPosteriors() {
  const tell = ({ name, pass, worst_z, min_ess_bulk, seconds, failures }) => {
    const claim = failures.length
      ? failures.join("; ")
      : `worst error ${worst_z.toFixed(1)}, ${min_ess_bulk} draws' worth`;
    show({ ok: pass, name, claim, seconds });
  };
  const found = await certifyPosteriordb({
    wanted: values.models?.split(","),
    jobs: Number(values.jobs ?? Math.max(1, os.availableParallelism() - Math.ceil(os.loadavg()[0]))),
    tell: json ? undefined : tell,
  });
  if (found === undefined)
    console.error("posteriordb is not there, so it is skipped: name its folder by CREDENCE_POSTERIORDB");
  return found ?? [];
}

/** One result a test of the file: `{ name, claim, ok, skipped, seconds, failures }`; one that needs what is not installed is skipped. */
function certify(file) {
  const name = nameOf(file);
  const report = path.join(scratch(`certify-${name}`), "report.json");
  const args = ["--mode", "slow", "--reporter=json", `--outputFile=${report}`, file];
  const { output } = run(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...args], {
    timeout: 6 * 3_600_000,
  });
  try {
    const [suite] = JSON.parse(readFileSync(report, "utf8")).testResults;
    if (suite.assertionResults.length === 0) throw new Error(suite.message);
    return suite.assertionResults.map((test) => ({
      name,
      claim: test.fullName,
      ok: test.status === "passed" || skippedOnes.has(test.status),
      skipped: skippedOnes.has(test.status),
      seconds: Number(((test.duration || 0) / 1000).toFixed(1)),
      failures: test.failureMessages,
    }));
  } catch (error) {
    return [{ name, claim: "runs", ok: false, skipped: false, seconds: 0, failures: [String(error), output] }];
  }
}
