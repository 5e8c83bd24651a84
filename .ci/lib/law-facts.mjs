/** State in tables what is known of a family: where parameters and values lie, which functions there are, and some figures. */
import path from "node:path";
import { root } from "./workspace.mjs";

const { distributions } = await import(path.join(root, "packages/credence/dist/index.js"));

/** Markdown: parameters and values, the functions on plain numbers, and the figures of each law where it is one of numbers. */
export function factsOf(laws) {
  const [{ family, support }] = laws;
  const parameters = table(
    ["", "lies in"],
    [...support.parameters.map(([name, where]) => [`\`${name}\``, where]), ["values", support.values]],
  );
  const together = family.requires === undefined ? [] : [`It wants ${family.requires.text}.`];
  const figures = family.event === "scalar" && family.quantile !== undefined ? [figuresOf(laws)] : [];
  return [parameters, ...together, ...functionsOf(family), ...figures].join("\n\n");
}

function functionsOf({ name }) {
  const face = distributions[name];
  if (face === undefined) return [];
  return [`On [plain numbers](../verbs/distributions.md) \`distributions.${name}\` has ${listed(Object.keys(face))}.`];
}
const listed = (names) => names.map((name) => `\`${name}\``).join(", ");

const shares = [0.05, 0.5, 0.95];
function figuresOf(laws) {
  const rows = laws.map(({ label, known }) => [
    `\`${label}\``,
    ...[known("mean"), Math.sqrt(known("variance") ?? Number.NaN), known("mode"), known("entropy")].map(shown),
    ...shares.map((p) => shown(known("quantile", p))),
  ]);
  return table(["", "mean", "sd", "mode", "entropy", ...shares.map((p) => `${p * 100}% quantile`)], rows);
}

function shown(value) {
  if (value === undefined || Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  return `${Number(value.toPrecision(4))}`.replace("-", "−");
}

function table(head, rows) {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
