/** Put several pictures into one, with one text alternative and one table for all. */
import { checkSome } from "../check.js";
import { type Cell, heading, type PanelsSpec, type PlotSpec, type Table, type Words } from "../spec.js";

export interface PanelsInput extends Words {
  /** What picture it is; `"panels"` unless given. */
  kind?: string;
  /** Row by row; a null leaves its place in the grid empty. */
  panels: readonly (PlotSpec | null)[];
  /** How many stand beside each other where there is room: up to 3, in even rows, unless given. */
  columns?: number;
  /** Whether the grid is a matrix, which keeps its columns on narrow screens too. */
  matrix?: boolean;
  /** Height over width of each drawing area with a numeric y axis; 0.55 unless given. */
  aspect?: number;
  /** The tables of the panels one below the other unless given. */
  table?: Table;
}

// More than this nobody wants to hear read out.
const MOST_SPOKEN = 4;

/**
 * A grid of pictures. Give what stands for the same in several panels the same role and label: the legend tells it once.
 *
 * @throws RangeError when there is no panel.
 */
export function panelsSpec(input: PanelsInput): PanelsSpec {
  const drawn = input.panels.filter((panel) => panel !== null);
  checkSome("panelsSpec", "panels", drawn, "picture");
  const titles = drawn.map(({ title }) => title).join(", ");
  const spoken = drawn.length > MOST_SPOKEN ? ["The table lists their figures."] : drawn.map(({ alt }) => alt);
  return {
    kind: input.kind ?? "panels",
    ...heading(input),
    alt: input.alt ?? [`${input.title}. ${drawn.length} panels: ${titles}.`, ...spoken].join(" "),
    panels: [...input.panels],
    columns: input.columns ?? (drawn.length === 4 ? 2 : Math.min(3, drawn.length)),
    matrix: input.matrix ?? false,
    aspect: input.aspect ?? 0.55,
    table: input.table ?? joinTables(input.title, drawn),
  };
}

/** One column for each that any table has, and before them the panel. */
function joinTables(caption: string, panels: readonly PlotSpec[]): Table {
  const columns = [...new Set(panels.flatMap(({ table }) => table.columns))];
  const rows = panels.flatMap(({ title, table }) =>
    table.rows.map((row): Cell[] => [title, ...columns.map((name) => row[table.columns.indexOf(name)] ?? null)]),
  );
  return { caption, columns: ["panel", ...columns], rows };
}
