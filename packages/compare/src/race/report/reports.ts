/** Give a race its comparison, its draws, its table and its page, out of the way of JSON, spreading and equality. */
import { type AnyTrace, writeFileAtomically } from "@credence/draws";
import { withHidden } from "../../report/hidden.js";
import type { Subject } from "../../source.js";
import type { RaceData } from "../result.js";
import { raceHtml } from "./page.js";
import { raceText } from "./table.js";

/** What a race holds beside its figures. */
export interface RaceReports<K extends string = string> {
  /** The race as plain data. */
  readonly data: RaceData<K>;
  /** The chains of all repeats of each entrant, as one trace. */
  readonly traces: Readonly<Record<K, AnyTrace>>;
  /** Conditions, verdicts, cost and ratios as aligned text for a terminal. */
  table(): string;
  /** The report as one HTML page that needs no network and no script. */
  toHtml(): Promise<string>;
  /** Writes the page to a file (Node only), whole or not at all. */
  report(path: string): Promise<void>;
}

export function withRaceReports<K extends string>(
  data: RaceData<K>,
  subjects: readonly Subject[],
  traces: Readonly<Record<K, AnyTrace>>,
): RaceData<K> & RaceReports<K> {
  const table = (): string => raceText(data);
  const toHtml = (): Promise<string> => raceHtml(data, subjects);
  const report = async (path: string): Promise<void> => writeFileAtomically(path, await toHtml());
  return withHidden(data, { data, traces, table, toHtml, report }, table);
}
