/** Show things where they are asked for: rich in a notebook, as text anywhere else. */
import { renderSvg } from "@credence/plots";
import { partsOf } from "./kinds.js";
import { type Drawn, outputsOf, type Part, textOf } from "./parts.js";
import { notebookProgress, type ShowProgress } from "./progress.js";
import { type Display, tslab } from "./tslab.js";

/** `show(thing, …)`, with the progress of a run as `show.progress()`. */
export interface Show {
  (...things: readonly unknown[]): Promise<void>;
  readonly progress: ShowProgress;
}

/**
 * Shows each thing in turn: in a notebook of tslab as a table or a picture below the cell, anywhere else as text on the
 * console. A trace, whatever has a `text()` (a summary, a diagnosis, `loo`, a comparison of models, …), a comparison, a
 * closed form, a Bayes factor, a mode, draws, values by label, rows, specs of pictures, SVG texts, lists of these, and
 * promises of any. What it does not know goes to `console.log`. Tables of more than about 20 rows are cut and say so.
 *
 * `sample(posterior, { progress: show.progress() })` shows the chains while they run, and one line once they are done.
 *
 * @example
 * ```ts
 * const trace = await sample(model(() => ({ x: normal(0, 1) }))().observe({}));
 * await show(trace, plot.trace(trace));
 * ```
 */
export const show: Show = Object.assign(showAll, { progress: notebookProgress });

async function showAll(...things: readonly unknown[]): Promise<void> {
  const display = tslab()?.display;
  for (const thing of things) {
    const known = isPromise(thing) ? await thing : thing;
    const parts = partsOf(known);
    if (parts !== undefined) {
      if (display === undefined) console.log(parts.map(textOf).join("\n"));
      // What needs no drawing is shown at once, so that a forgotten await does no harm to tables.
      else put(parts.every(isDrawn) ? parts : await Promise.all(parts.map(drawn)), display);
    } else if (Array.isArray(known) && known.length > 0) await showAll(...known);
    else console.log(known);
  }
}

function put(parts: readonly Drawn[], display: Display): void {
  for (const { type, text } of outputsOf(parts)) display[type](text);
}

const isPromise = (thing: unknown): thing is Promise<unknown> =>
  typeof thing === "object" && thing !== null && "then" in thing;

const isDrawn = (part: Part): part is Drawn => typeof part === "string" || !("picture" in part);

const drawn = async (part: Part): Promise<Drawn> => (isDrawn(part) ? part : { svg: await renderSvg(part.picture) });
