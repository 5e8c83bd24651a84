/** Run the tests, then every further check (or only those named), and print how many passed and failed. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { run } from "./lib/process.mjs";
import { root } from "./lib/workspace.mjs";

const tool = (name, ...args) => ["node", `node_modules/${name}`, ...args];
const own = (name, ...args) => ["node", `.ci/${name}.mjs`, ...args];

/** In the order of the run. A check passes when its command exits with 0. */
const checks = {
  start: ["npm", "start", "--silent"],
  lint: tool("@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."),
  boundaries: own("boundaries"),
  rules: own("rules"),
  map: own("map", "--check"),
  types: own("types"),
  declarations: own("declarations"),
  language: own("language"),
  docs: tool("typedoc/bin/typedoc"),
  links: own("links"),
  snippets: own("snippets"),
  notebooks: own("notebooks"),
  packaging: own("packaging"),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => name !== "test" && !(name in checks));
if (unknown.length) {
  console.error(`no check is named ${unknown.join(", ")}; there are test, ${Object.keys(checks).join(", ")}`);
  process.exit(1);
}

const wanted = (name) => asked.length === 0 || asked.includes(name);
const tally = { passed: 0, failed: 0 };
if (wanted("test")) count(runTests());
for (const [name, [command, ...args]] of Object.entries(checks)) {
  if (wanted(name)) count(runCheck(name, command, args));
}
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed ? 1 : 0);

function count({ passed, failed }) {
  tally.passed += passed;
  tally.failed += failed;
}

/** The README's test command; each of vitest's tests counts, and a run that breaks in any other way counts as one failure. */
function runTests() {
  const report = path.join(root, "out/tests.json");
  rmSync(report, { force: true });
  const { ok, seconds } = timed("test", "npm", ["test"]);
  const { numPassedTests = 0, numFailedTests = 0 } = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : {};
  console.log(`${ok ? "ok" : "FAILED"} test: ${numPassedTests} passed, ${numFailedTests} failed (${seconds} s)`);
  return { passed: numPassedTests, failed: ok ? numFailedTests : Math.max(numFailedTests, 1) };
}

function runCheck(name, command, args) {
  const { ok, output, seconds } = timed(name, command, args);
  console.log(`${ok ? "ok" : "FAILED"} ${name} (${seconds} s)`);
  if (ok) return { passed: 1, failed: 0 };
  console.log(output.trimEnd().replace(/^/gm, "  "));
  return { passed: 0, failed: 1 };
}

function timed(name, command, args) {
  const start = performance.now();
  const done = run(command, args);
  if (name === "test") process.stdout.write(done.output);
  return { ...done, seconds: ((performance.now() - start) / 1000).toFixed(1) };
}
