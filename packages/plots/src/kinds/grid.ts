/** Draw one scalar as a picture of its own, and several as panels of one. */
import type { Picture, PlotSpec, Words } from "../spec.js";
import { panelsSpec } from "../specs/panels.js";
import { type Chosen, type ChosenScalar, wordsFor } from "./choose.js";
import type { PlotOptions } from "./kind.js";

/** What stands around one scalar's picture. */
export interface PanelWords extends Words {
  /** The label of the axis of values; empty in a panel, whose title says it. */
  axis: string;
}

export interface GridInput {
  kind: string;
  /** The title, such as `"Ranks"`, which of a single scalar becomes `"Ranks of tau"`. */
  what: string;
  notes?: readonly string[];
  draw: (scalar: ChosenScalar, words: PanelWords) => PlotSpec;
}

export function gridOf(chosen: Chosen, options: PlotOptions, { kind, what, notes = [], draw }: GridInput): Picture {
  const [first, ...others] = chosen.scalars as [ChosenScalar, ...ChosenScalar[]];
  const told = [...notes, ...chosen.notes];
  if (others.length === 0)
    return draw(first, { ...wordsFor(options, `${what} of ${first.label}`, told), axis: first.label });
  const panels = chosen.scalars.map((scalar) => draw(scalar, { title: scalar.label, axis: "" }));
  return panelsSpec({ kind, ...wordsFor(options, what, told), panels });
}
