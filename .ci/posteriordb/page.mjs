/** Write docs/posteriordb.md from what `certify -- --only posteriordb --json` printed into a file. */
import { readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { root } from "../lib/workspace.mjs";

const [file] = process.argv.slice(2);
if (file === undefined) {
  console.error("name the file with the results: node .ci/posteriordb/page.mjs out/posteriordb.json");
  process.exit(1);
}
const { posteriordb: results } = JSON.parse(readFileSync(file, "utf8"));
const { version } = JSON.parse(readFileSync(path.join(root, "packages/credence/package.json"), "utf8"));
const processor = os.cpus()[0].model;

const cells = (result) => [
  result.name,
  result.pass ? "yes" : `no: ${result.failures.join("; ")}`,
  result.worst_z?.toFixed(1),
  result.worst_sd_ratio?.toFixed(3),
  result.rhat?.toFixed(3),
  result.divergences,
  result.min_ess_bulk,
  result.gradients,
  result.min_ess_bulk && (result.gradients / result.min_ess_bulk).toFixed(0),
  result.seconds?.toFixed(1),
];
const head = ["posterior", "passes", "worst z", "sd ratio", "R-hat", "divergences", "ESS", "gradients", "per ESS", "s"];
const row = (entries) => `| ${entries.map((entry) => entry ?? "–").join(" | ")} |`;

writeFileSync(
  path.join(root, "docs/posteriordb.md"),
  `# posteriordb: the figures

Written by \`node .ci/posteriordb/page.mjs\` from a run of [the certification](gallery.md#certified-against-reference-draws): the models of [the gallery](gallery.md), sampled by \`nuts()\` with the settings that are recommended for each (4 chains of 1,000 draws after 1,000 of warmup where nothing else is said) and held to the reference. ${results.filter(({ pass }) => pass).length} of ${results.length} pass.

- *worst z*: the largest difference of a mean from the reference's, beyond 2 % of a standard deviation, in Monte Carlo errors of the difference; 4 are allowed.
- *sd ratio*: the standard deviation over the reference's, of the parameter that comes nearest to its limit.
- *ESS*, *R-hat*: the smallest bulk effective sample size and the largest R-hat of all parameters.
- *gradients*: evaluations of the gradient for the kept draws; *per ESS*, over the smallest effective sample size.
- *s*: seconds for the whole run, warmup included, all chains in one thread.

The centred eight schools are a funnel: they pass because \`diagnose\` warns.

${[row(head), row(head.map((_, i) => (i < 2 ? "---" : "---:"))), ...results.map((result) => row(cells(result)))].join("\n")}

credence ${version}, Node ${process.version}, ${processor}, ${os.platform()} ${os.arch()}, with other work on the machine.
`,
);
