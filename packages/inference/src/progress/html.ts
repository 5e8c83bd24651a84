/** Show the chains of a run as a table of HTML: on a page, or below a cell of a notebook. */
import type { Progress } from "../options.js";

/** Where HTML can be put again and again: an element of a page, or a display of tslab (`tslab.newDisplay()`). */
export type HtmlPlace = { innerHTML: string } | { html(text: string): unknown };

/** Milliseconds between two updates; a chain that is done is shown at once. */
const interval = 100;

/**
 * A callback for `progress` that keeps a table up to date: a row for each chain with its phase, share done, draws a second,
 * step size, divergences and seconds left.
 *
 * @example
 * ```ts
 * const place = { innerHTML: "" }; // on a page document.querySelector("#progress"), in tslab tslab.newDisplay()
 * const posterior = model(() => ({ x: normal(0, 1) }))().observe({});
 * await sample(posterior, { sampler: nuts(), progress: progressIn(place) });
 * ```
 */
export function progressIn(place: HtmlPlace): (progress: Progress) => void {
  const rows: Progress[] = [];
  let shown = -Infinity;
  return (progress) => {
    rows[progress.chain] = progress;
    const now = performance.now();
    if (progress.done < progress.total && now - shown < interval) return;
    shown = now;
    const text = tableOf(rows);
    if ("html" in place) place.html(text);
    else place.innerHTML = text;
  };
}

const heads = ["chain", "", "phase", "draws/s", "step size", "divergences", "seconds left"];

/** Chains that told nothing yet have no row. */
function tableOf(rows: readonly Progress[]): string {
  const cells = (tag: string, texts: readonly string[]): string =>
    `<tr>${texts.map((text) => `<${tag}>${text}</${tag}>`).join("")}</tr>`;
  const body = rows.map((row) => cells("td", cellsOf(row))).join("");
  return `<table><thead>${cells("th", heads)}</thead><tbody>${body}</tbody></table>`;
}

function cellsOf({
  chain,
  phase,
  done,
  total,
  divergences,
  stepSize,
  drawsPerSecond,
  secondsLeft,
}: Progress): readonly string[] {
  return [
    String(chain + 1),
    `<progress value="${done}" max="${total}"></progress>`,
    done < total ? (phase === "tune" ? "warmup" : "draws") : "done",
    Math.round(drawsPerSecond).toLocaleString("en"),
    stepSize > 0 ? stepSize.toPrecision(2) : "–",
    String(divergences),
    done < total ? secondsLeft.toFixed(1) : "0",
  ];
}
