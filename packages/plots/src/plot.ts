/** Draw any kind of picture in one call: the namespace `plot`, made of the table of kinds. */

import * as kinds from "./kinds/index.js";
import type { Kind } from "./kinds/kind.js";
import { type RenderOptions, renderSvg } from "./render/svg.js";

/** Draws a picture as SVG text; its properties are those of the kind, and `spec` gives the picture as data. */
export type Draw<K> =
  K extends Kind<infer Subject, infer Options>
    ? K & ((subject: Subject, options?: Options & RenderOptions) => Promise<string>)
    : never;

/** A function for each kind of picture. */
export type Plot = { readonly [Name in keyof typeof kinds]: Draw<(typeof kinds)[Name]> };

/** The names of the kinds. */
export type KindName = keyof Plot;

/**
 * Pictures of draws: `await plot.density(trace, { vars: ["tau"], width: 600 })` is an SVG text,
 * `plot.density.spec(trace, { vars: ["tau"] })` the same picture as plain data. `Object.keys(plot)` lists the kinds.
 */
export const plot: Plot = Object.fromEntries(
  Object.entries(kinds).map(([name, kind]) => [name, drawing(kind as Kind<unknown, object>)]),
) as unknown as Plot;

function drawing(kind: Kind<unknown, object>): unknown {
  return Object.assign(
    async (subject: unknown, options: RenderOptions = {}) => renderSvg(kind.spec(subject, options), options),
    kind,
  );
}
