/** Write the comments around the draws of a Stan CSV file, and read what such comments say. */

// CmdStan User's Guide, "Stan CSV File Format": configuration, adaptation and timing stand in comments.
import type { Json, Run } from "../../trace.js";
import { numberOf, numberText } from "./numbers.js";

/** The first line by which a file of this package is known. */
export const OWN = "# created_by = credence";

/** Begins the line with the head, and the line with the checksum of all bytes before it. */
export const HEAD = "# credence_head = ";
export const SUM = "# credence_crc32 = ";

/** Begins the number of draws, which is known last: so many characters are left for it. */
export const COUNT = "#     num_samples = ";
export const COUNT_WIDTH = 16;

/** What stands above the names of the columns: facts under CmdStan's names, so that its readers find them. */
export function opening(run: Run, chain: number): string {
  const nuts = run.sampler === "nuts";
  return [
    OWN,
    "# model = credence_model",
    "# method = sample",
    "#   sample",
    COUNT + " ".repeat(COUNT_WIDTH),
    `#     num_warmup = ${run.tune}`,
    "#     save_warmup = 0",
    "#     thin = 1",
    `#     algorithm = ${nuts ? "hmc" : run.sampler.replaceAll(/\s/gu, " ")}`,
    ...(nuts ? ["#       hmc", "#         engine = nuts", "#         metric = diag_e"] : []),
    `# id = ${chain + 1}`,
    "# random",
    `#   seed = ${run.seed}`,
    "",
  ].join("\n");
}

/** What stands between the names of the columns and the draws, where the sampler adapted. */
export function adaptation(stepSize: number | undefined, metric: readonly number[]): string {
  if (stepSize === undefined) return "";
  return [
    "# Adaptation terminated",
    `# Step size = ${numberText(stepSize)}`,
    "# Diagonal elements of inverse mass matrix:",
    `# ${metric.map(numberText).join(", ")}`,
    "",
  ].join("\n");
}

/** What stands below the draws. */
export function timing(run: Run): string {
  const seconds = numberText(run.elapsedMs / 1000 / run.chains);
  return [
    "# ",
    "#  Elapsed Time: 0 seconds (Warm-up)",
    `#                ${seconds} seconds (Sampling)`,
    `#                ${seconds} seconds (Total)`,
    "# ",
    "",
  ].join("\n");
}

/** The variances that NUTS adapted to in a chain, if the run's state tells them. */
export function metricOf(state: Json | undefined, chain: number): readonly number[] {
  const tuning = (state as { tuning?: readonly { metric?: unknown }[] } | undefined)?.tuning;
  const metric = Array.isArray(tuning) ? tuning[chain]?.metric : undefined;
  return Array.isArray(metric) && metric.every((x) => typeof x === "number") ? metric : [];
}

/** What the comments of a file say. */
export interface Comments {
  /** `name = value` lines above the draws, "(Default)" left out. */
  readonly settings: Readonly<Record<string, string>>;
  readonly stepSize?: number;
  readonly inverseMetric: readonly number[];
  readonly elapsedSeconds: number;
}

/** Read comments, each without its line end. */
export function readComments(lines: readonly string[]): Comments {
  const settings: Record<string, string> = {};
  const adapted = lines.findIndex((line) => line.includes("Adaptation terminated"));
  for (const line of adapted < 0 ? lines : lines.slice(0, adapted)) {
    const [, name, value] = /^#+\s*([A-Za-z]\w*)\s*=\s*(.*?)\s*(?:\(Default\))?\s*$/u.exec(line) ?? [];
    if (name !== undefined && !(name in settings)) settings[name] = value as string;
  }
  const total = lines.find((line) => /seconds \(Total\)/u.test(line));
  const stepLine = lines.find((line) => /^#\s*Step size\s*=/u.test(line));
  const stepSize = stepLine === undefined ? undefined : numberOf(stepLine.split("=")[1] as string);
  const metric: number[] = [];
  for (const line of adapted < 0 ? [] : lines.slice(adapted + 1)) {
    const numbers = line.replace(/^#\s*/u, "").split(",").map(numberOf);
    if (numbers.every((x) => x !== undefined)) metric.push(...numbers);
    else if (metric.length > 0) break;
  }
  return {
    settings,
    ...(stepSize === undefined ? {} : { stepSize }),
    inverseMetric: metric,
    elapsedSeconds: Number(/([\d.eE+-]+) seconds/u.exec(total ?? "")?.[1] ?? 0) || 0,
  };
}
