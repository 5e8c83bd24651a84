/** Put verdicts into cards and the circumstances of a comparison into a list. */
import { counted, listed } from "@credence/diagnostics";
import { type AnyTrace, variablesOf } from "@credence/draws";
import type { Card, Fact, Table } from "@credence/plots";
import type { ComparisonData } from "../comparison.js";
import { formatFixed, formatP } from "../figures.js";
import type { Subject } from "../source.js";
import type { PairVerdict, Status } from "../verdict.js";

const MOODS = { agree: "good", differ: "bad", "not-assessable": "open" } as const satisfies Record<
  Status,
  Card["mood"]
>;
const WORDS: Readonly<Record<Status, string>> = {
  agree: "no sign of disagreement",
  differ: "they differ",
  "not-assessable": "not assessable",
};

export function verdictCards({ pairs }: ComparisonData): Card[] {
  return pairs.map((pair) => ({
    title: `${pair.a} – ${pair.b}`,
    mood: MOODS[pair.status],
    word: WORDS[pair.status],
    text: pair.sentence,
    facts: figuresOf(pair),
  }));
}

function figuresOf({ maxZ, expectedMaxZ, tests, minP }: PairVerdict): Fact[] {
  return maxZ === null || expectedMaxZ === null
    ? []
    : [
        [
          "largest |z|",
          `${formatFixed(maxZ, 1)} of ${counted(tests, "row")}; about ${formatFixed(expectedMaxZ, 1)} is expected`,
        ],
        ["smallest p", `${formatP(minP)}, adjusted`],
      ];
}

/** What was compared and when: the model in a line, its hash, its data. */
export function factsOf(subjects: readonly Subject[], madeAt: Date): Fact[] {
  const traces = subjects.flatMap(({ trace }) => trace ?? []);
  const [first] = traces;
  const hashes = [...new Set(traces.flatMap(({ $ }) => $.modelHash?.slice(0, 12) ?? []))];
  const versions = [
    ...new Set(traces.flatMap(({ $ }) => Object.entries($.versions).map(([name, v]) => `${name} ${v}`))),
  ];
  return [
    ...(first === undefined ? [] : sketchOf(first)),
    ...(hashes.length === 0 ? [] : [["model and data", hashes.join(", ")] as Fact]),
    ...(versions.length === 0 ? [] : [["made by", versions.join(", ")] as Fact]),
    ["compared", `${madeAt.toISOString().slice(0, 16).replace("T", " ")} UTC`],
  ];
}

/** `mu, tau, theta[school 8]`, and what was observed in the same way. */
function sketchOf(trace: AnyTrace): Fact[] {
  const shape = (name: string, axes: readonly { readonly name: string; readonly size: number }[]): string =>
    axes.length === 0 ? name : `${name}[${axes.map((axis) => `${axis.name} ${axis.size}`).join(", ")}]`;
  const unknown = variablesOf(trace).map(({ name, draws }) => shape(name, draws.axes));
  const given = Object.entries(trace.$.observed).map(([name, { axes }]) => shape(name, axes));
  return [["unknown", listed(unknown, 12)], ...(given.length === 0 ? [] : [["observed", listed(given, 12)] as Fact])];
}

/** How each trace was made. */
export function originTable(subjects: readonly Subject[]): Table[] {
  const rows = subjects.flatMap(({ name, trace }) => {
    if (trace === undefined) return [];
    const { sampler, seed, chains, draws, tune, interrupted } = trace.$;
    return [[name, sampler, `${seed}`, `${chains} × ${draws}`, `${tune}`, interrupted ? "interrupted" : "complete"]];
  });
  const columns = ["trace", "sampler", "seed", "chains × draws", "warmup", "run"];
  return rows.length === 0 ? [] : [{ caption: "How each trace was made", columns, rows }];
}
