/** Run the tests, then every further check (or only those named), and print how many passed and failed. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { ensureDebian } from "./lib/debian.mjs";
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
  loops: own("loops", "--check"),
  accuracy: own("accuracy", "--check"),
  families: own("families", "--check"),
  "bandit-figures": own("bandit-figures", "--check"),
  types: own("types"),
  declarations: own("declarations"),
  language: own("language"),
  docs: tool("typedoc/bin/typedoc"),
  site: own("site"),
  screens: own("screens"),
  links: own("links"),
  snippets: own("snippets"),
  notebooks: own("notebooks"),
  packaging: own("packaging"),
  browser: own("browser"),
  "status-page": own("status-page"),
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
const installed = existsSync(path.join(root, "node_modules/typescript"));
if (!installed) console.log("the tools are not installed, so no further check can run: see above, or run npm test");
for (const [name, [command, ...args]] of Object.entries(checks)) {
  if (wanted(name)) count(installed ? runCheck(name, command, args) : { passed: 0, failed: 1 });
}
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed ? 1 : 0);

function count({ passed, failed }) {
  tally.passed += passed;
  tally.failed += failed;
}

/** The README's test command; each of vitest's tests counts, and a run that breaks in any other way counts as one failure. */
function runTests() {
  ensureDebian("redis-server"); // the tests of stores use it where it is
  const report = path.join(root, "out/tests.json");
  rmSync(report, { force: true });
  const start = performance.now();
  const ok = spawnSync("npm", ["test"], { cwd: root, stdio: ["ignore", "inherit", "inherit"] }).status === 0;
  const { numPassedTests = 0, numFailedTests = 0 } = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : {};
  console.log(`${ok ? "ok" : "FAILED"} test: ${numPassedTests} passed, ${numFailedTests} failed (${since(start)} s)`);
  return { passed: numPassedTests, failed: ok ? numFailedTests : Math.max(numFailedTests, 1) };
}

function runCheck(name, command, args) {
  const start = performance.now();
  const { ok, output } = run(command, args);
  console.log(`${ok ? "ok" : "FAILED"} ${name} (${since(start)} s)`);
  if (ok) {
    for (const line of output.split("\n")) if (line.startsWith("notice: ")) console.log(`  ${line}`);
    return { passed: 1, failed: 0 };
  }
  console.log(shorten(output));
  return { passed: 0, failed: 1 };
}

/** Indented, and cut after so many lines that the next check is still found below. */
function shorten(output, lines = 60) {
  const all = output.trimEnd().split("\n");
  const shown = all.length > lines ? [...all.slice(0, lines), `… and ${all.length - lines} lines more`] : all;
  return shown.map((line) => `  ${line}`).join("\n");
}

function since(start) {
  return ((performance.now() - start) / 1000).toFixed(1);
}
