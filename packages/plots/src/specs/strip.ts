/** Draw the z-scores of all functionals on one axis with the band expected under agreement, to show the odd ones. */
import { checkNumber, checkSome } from "../check.js";
import { formatNumber } from "../number.js";
import { heading, type PlotSpec, type Point, type Words } from "../spec.js";

/** A difference in units of its Monte Carlo standard error. */
export interface Score {
  /** What was compared, such as `"theta mean"`. */
  label: string;
  z: number;
  /** The row it belongs to, such as a pair of traces or a functional. */
  group?: string;
}

export interface StripInput extends Words {
  scores: readonly Score[];
  /** Half the width of the band; default `expectedMaxZ(scores.length)`. */
  expectedMax?: number;
}

// Scores nearer than this part of the axis cannot be told apart in a picture.
const RESOLUTION = 1 / 500;
const LISTED = 100;

/**
 * About the largest |z| of `count` independent standard normal scores: sqrt(2 ln(2 count)), the leading term for the
 * maximum of 2·count normal variables (Cramér 1946, section 28.6).
 */
export function expectedMaxZ(count: number): number {
  return Math.sqrt(2 * Math.log(2 * count));
}

/**
 * One row a group, one tick a score; the largest of each group is named, and the table lists the 100 largest.
 *
 * @throws RangeError for no scores or a score that is not finite.
 */
export function stripSpec(input: StripInput): PlotSpec {
  const caller = "stripSpec";
  checkSome(caller, "scores", input.scores, "score");
  for (const { label, z } of input.scores) checkNumber(caller, `z of "${label}"`, z);
  const band = checkNumber(caller, "expectedMax", input.expectedMax ?? expectedMaxZ(input.scores.length));
  const groups = groupScores(input.scores);
  const largest = bySize(input.scores);
  const worst = largest[0] as Score;
  const reach = 1.08 * Math.max(Math.abs(worst.z), band, 1);
  const beyond = input.scores.filter(({ z }) => Math.abs(z) > band).length;
  return {
    kind: "strip",
    ...heading(input),
    alt:
      input.alt ??
      `${input.title}. ${input.scores.length} z-scores; the largest is ${formatNumber(worst.z)} (${worst.label}). ` +
        `About ±${formatNumber(band)} is expected under agreement; ${beyond} lie beyond it.`,
    x: { type: "number", label: "difference in Monte Carlo standard errors (z)", domain: [-reach, reach] },
    y: {
      type: "rows",
      rows: groups.map(([label, scores]) => ({ label, note: `max |z| ${maxZ(scores)}` })),
      lanes: 3,
    },
    marks: [
      {
        type: "band",
        role: "reference",
        label: `expected under agreement: ±${formatNumber(band)}`,
        x0: -band,
        x1: band,
      },
      { type: "rule", role: "reference", x: 0 },
      {
        type: "ticks",
        role: "series1",
        points: groups.flatMap(([, scores], i) =>
          distinct(
            scores.map(({ z }) => z),
            reach * RESOLUTION,
          ).map((z): Point => [z, i + 0.7]),
        ),
      },
      ...groups.map(([, scores], i) => {
        const { label, z } = bySize(scores)[0] as Score;
        return { type: "text" as const, role: "reference" as const, text: label, x: z, y: i + 0.4 };
      }),
    ],
    table: {
      caption: `${input.title}: ${largest.length > LISTED ? `the ${LISTED} largest of ` : ""}${largest.length} z-scores`,
      columns: ["group", "quantity", "z"],
      rows: largest.slice(0, LISTED).map(({ group, label, z }) => [group ?? "", label, z]),
    },
  };
}

function groupScores(scores: readonly Score[]): [string, Score[]][] {
  const groups = new Map<string, Score[]>();
  for (const score of scores) {
    const name = score.group ?? "";
    groups.set(name, [...(groups.get(name) ?? []), score]);
  }
  return [...groups];
}

function bySize(scores: readonly Score[]): Score[] {
  return [...scores].sort((a, b) => Math.abs(b.z) - Math.abs(a.z));
}

function maxZ(scores: readonly Score[]): string {
  return formatNumber(Math.abs((bySize(scores)[0] as Score).z));
}

/** One value for each cell of width `cell` that holds any: the outermost. */
function distinct(values: readonly number[], cell: number): number[] {
  const cells = new Map<number, number>();
  for (const value of values) {
    const key = Math.round(value / cell);
    if (Math.abs(value) >= Math.abs(cells.get(key) ?? 0)) cells.set(key, value);
  }
  return [...cells.values()];
}
