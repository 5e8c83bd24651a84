/** Give a comparison its table and its report, out of the way of JSON, spreading and equality. */
import { writeFileAtomically } from "@credence/draws";
import type { ComparisonData } from "../comparison.js";
import type { Subject } from "../source.js";
import { withHidden } from "./hidden.js";
import { comparisonPage } from "./page.js";
import { tableText } from "./table.js";

/** What a comparison can be turned into. */
export interface Reports<K extends string = string> {
  /** The comparison as plain data. */
  readonly data: ComparisonData<K>;
  /** Verdicts, health, agreement and cost as aligned text for a terminal. */
  table(): string;
  /** The report as one HTML page that needs no network and no script. */
  toHtml(): Promise<string>;
  /** Writes the page to a file (Node only), whole or not at all. */
  report(path: string): Promise<void>;
}

/** The data, frozen, with its reports; consoles and notebooks show the table. */
export function withReports<K extends string>(
  data: ComparisonData<K>,
  subjects: readonly Subject[],
): ComparisonData<K> & Reports<K> {
  const madeAt = new Date();
  const table = (): string => tableText(data);
  const toHtml = (): Promise<string> => comparisonPage(data, subjects, madeAt);
  const report = async (path: string): Promise<void> => writeFileAtomically(path, await toHtml());
  return withHidden(data, { data, table, toHtml, report }, table);
}
