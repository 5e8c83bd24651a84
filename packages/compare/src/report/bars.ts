/** Picture costs as bars on a log scale, with the range over the repeats where there are any. */
import type { Mark, PlotSpec, Role } from "@credence/plots";
import { formatFigure } from "../figures.js";

/** One bar; positive. */
export interface Bar {
  readonly label: string;
  readonly role: Role;
  readonly value: number;
  readonly least?: number;
  readonly most?: number;
}

/** None when there is nothing to draw. */
export function barsOf(title: string, subtitle: string, bars: readonly Bar[]): PlotSpec[] {
  const ends = bars.flatMap(({ value, least = value, most = value }) => [Math.log10(least), Math.log10(most)]);
  if (bars.length === 0 || !ends.every(Number.isFinite)) return [];
  const low = Math.floor(Math.min(...ends) - 0.15);
  const high = Math.max(low + 1, Math.ceil(Math.max(...ends)));
  const step = Math.ceil((high - low) / 6);
  const decades = Array.from({ length: high - low + 1 }, (_, i) => low + i).filter((k) => (k - low) % step === 0);
  const rows = bars.map(({ label, value, least, most }) => ({
    label,
    note:
      least === undefined || most === undefined
        ? formatFigure(value, 3)
        : `${formatFigure(value, 3)} (${formatFigure(least, 2)}–${formatFigure(most, 2)})`,
  }));
  return [
    {
      kind: "bars",
      title,
      subtitle,
      alt: `${title}, on a log scale. ${rows.map(({ label, note }) => `${label}: ${note}`).join("; ")}.`,
      x: { type: "number", label: "", domain: [low, high], hidden: true },
      y: { type: "rows", rows, lanes: 1 },
      marks: [
        ...decades.map((k): Mark => ({ type: "rule", role: "reference", x: k })),
        ...decades.map((k): Mark => ({ type: "text", role: "reference", text: formatFigure(10 ** k, 1), x: k, y: 0 })),
        ...bars.flatMap(({ role, value, least, most }, i): Mark[] => [
          { type: "segments", role, weight: "thick", segments: [[low, Math.log10(value), i + 0.5]] },
          ...(least === undefined || most === undefined
            ? []
            : [
                {
                  type: "segments",
                  role: "reference",
                  weight: "thin",
                  segments: [[Math.log10(least), Math.log10(most), i + 0.5]],
                } as Mark,
              ]),
        ]),
      ],
      table: {
        caption: title,
        columns: ["trace", "figure", "least", "most"],
        rows: bars.map(({ label, value, least, most }) => [label, value, least ?? null, most ?? null]),
      },
    },
  ];
}
