/** Run the certifications (`*.slow.test.ts`, too long for every change) and print what each showed, as a table or as JSON. */
import { readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { run } from "./lib/process.mjs";
import { scratch } from "./lib/scratch.mjs";
import { files } from "./lib/workspace.mjs";

const { json, only } = parseArgs({ options: { json: { type: "boolean" }, only: { type: "string" } } }).values;
const nameOf = (file) => path.basename(file, ".slow.test.ts");
const available = files("packages", /^packages\/[^/]+\/test\/.*\.slow\.test\.ts$/);
const names = only ? only.split(",") : available.map(nameOf);
const unknown = names.filter((name) => !available.some((file) => nameOf(file) === name));
if (unknown.length) {
  console.error(
    `no certification is named ${unknown.join(", ")}; there are ${available.map(nameOf).join(", ") || "none"}`,
  );
  process.exit(1);
}

const skippedOnes = new Set(["skipped", "pending", "todo", "disabled"]);
const results = available.filter((file) => names.includes(nameOf(file))).flatMap(certify);
const machine = `${os.cpus()[0].model}, ${os.availableParallelism()} cores, ${os.platform()} ${os.arch()}`;
if (json) console.log(JSON.stringify({ machine, node: process.version, results }, null, 2));
else
  for (const { name, claim, ok, skipped, seconds } of results)
    console.log(`${skipped ? "skip  " : ok ? "ok    " : "FAILED"} ${name}: ${claim} (${seconds} s)`);
process.exit(results.every(({ ok }) => ok) ? 0 : 2);

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
