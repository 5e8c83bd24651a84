/** Write a trace file anew in the format of another ending. */
import { scalarsOf, variablesOf, writeTrace } from "@credence/draws";
import type { DeriveOptions, OutputOptions } from "../options.js";
import { readDrawn } from "./read.js";

/** What `credence convert --json` prints. */
export interface ConvertResult {
  readonly from: readonly string[];
  readonly to: string;
  readonly chains: number;
  readonly draws: number;
  readonly variables: readonly string[];
  /** Groups beside the posterior, as they were read. */
  readonly groups: readonly string[];
  /** What could not be read, and what the new format has no place for, one sentence each. */
  readonly left_out: readonly string[];
}

/**
 * Reads the trace in all paths but the last, and writes it to the last.
 * @throws with a sentence when there are fewer than two paths.
 */
export async function convertCommand(
  paths: readonly string[],
  { derive, json }: DeriveOptions & OutputOptions,
  print: (text: string) => void,
): Promise<0> {
  const to = paths[paths.length - 1] as string;
  const from = paths.slice(0, -1);
  if (from.length === 0) throw new Error(`nowhere to write ${to}: name the file to read, then the file to write`);
  const trace = await readDrawn(from, derive);
  const unread = trace.$.messages.filter((message) => message.includes("left out"));
  const leftOut = [...new Set([...unread, ...(await writeTrace(trace, to))])];
  const { chains, draws, groups } = trace.$;
  const variables = variablesOf(trace).map(({ name }) => name);
  const result: ConvertResult = { from, to, chains, draws, variables, groups: Object.keys(groups), left_out: leftOut };
  const beside = result.groups.length === 0 ? "" : `, with ${result.groups.join(", ")}`;
  const told = `${to}: ${chains} × ${draws} draws of ${scalarsOf(trace).length} scalars${beside}`;
  print(json ? JSON.stringify(result) : [told, ...leftOut.map((note) => `! ${note}`)].join("\n"));
  return 0;
}
