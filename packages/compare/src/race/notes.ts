/** Say in sentences what a reader must know before the figures of a race. */
import { counted } from "@credence/diagnostics";
import { formatFigure } from "../figures.js";
import type { EntrantResult, RaceRun, RaceSettings, RatioRow } from "./result.js";
import { LEAST_REPEATS } from "./spread.js";

interface Facts {
  readonly names: readonly string[];
  readonly settings: RaceSettings;
  readonly runs: readonly RaceRun[];
  readonly results: Readonly<Record<string, EntrantResult>>;
  readonly ratios: readonly RatioRow[];
}

export const notesOf = (facts: Facts): string[] => [
  ...stopped(facts.settings),
  ...withheld(facts),
  ...poorRuns(facts),
  ...facts.ratios.filter(({ figure }) => figure === "essPerSecond").flatMap(conclusion),
  ...withoutIntervals(facts),
  ...uneven(facts),
];

function stopped({ repeats, asked }: RaceSettings): string[] {
  return repeats < asked ? [`The race was stopped: ${repeats} of ${asked} repeats are complete and counted.`] : [];
}

function withheld({ names, results }: Facts): string[] {
  return names.flatMap((name) => {
    const why = results[name]?.withheld ?? null;
    return why === null ? [] : [`${name} is not counted, since its draws are not to be trusted: ${why}.`];
  });
}

function poorRuns({ names, runs, results }: Facts): string[] {
  return names.flatMap((name) => {
    const poor = runs.filter(({ trace, state }) => trace === name && state !== "fine");
    if (poor.length === 0 || results[name]?.withheld !== null) return [];
    const which = poor.map(({ repeat }) => repeat).join(", ");
    return [
      `${name} counts, since all its chains together are sound, but by itself repeat ${which} fails its own diagnosis: longer runs would be safer.`,
    ];
  });
}

/** Which of the two is quicker, or that it cannot be told. */
function conclusion({ a, b, ratio, low, high, repeats }: RatioRow): string[] {
  if (ratio === null) return [];
  const [quick, slow] = ratio >= 1 ? [a, b] : [b, a];
  const [times, least, most] = ratio >= 1 ? [ratio, low, high] : [1 / ratio, high && 1 / high, low && 1 / low];
  const size = `${formatFigure(times, 2)} times`;
  if (least === null || most === null)
    return [
      `${quick} made ${size} as many effective draws a second as ${slow} (${counted(repeats, "repeat")}, no interval).`,
    ];
  const interval = `95 % interval ${formatFigure(least, 2)} to ${formatFigure(most, 2)}`;
  return least > 1
    ? [`${quick} made ${size} as many effective draws a second as ${slow} (${interval}).`]
    : [`Whether ${quick} or ${slow} makes more effective draws a second cannot be told: ${size} (${interval}).`];
}

function withoutIntervals({ settings: { repeats }, names }: Facts): string[] {
  if (repeats >= LEAST_REPEATS || names.length < 2) return [];
  return [
    `Ratios have no interval: that takes at least ${LEAST_REPEATS} repeats, and there ${repeats === 1 ? "is 1" : `are ${repeats}`}.`,
  ];
}

function uneven({ settings: { repeats }, names }: Facts): string[] {
  return repeats % names.length === 0 || names.length < 2
    ? []
    : [`Not every entrant was launched equally often at each place: that takes a multiple of ${names.length} repeats.`];
}
