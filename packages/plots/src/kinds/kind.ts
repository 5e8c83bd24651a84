/** State what a kind of picture is: a function from draws to a spec, with the words that explain it. */
import type { Picture } from "../spec.js";

/** What every kind takes; each has more of its own. */
export interface PlotOptions {
  /** Variables (`"theta"`), records (`"season"`) or single elements (`"theta[Choate]"`), in this order; else all. */
  readonly vars?: readonly string[];
  /** Other words for scalars, by their printed names: `{ "theta[Choate]": "Choate" }`. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Most panels, rows or scalars that are drawn; what is left out is told in the subtitle. */
  readonly limit?: number;
  readonly title?: string;
  readonly subtitle?: string;
  /** The picture in words, for readers who do not see it; written from the data unless given. */
  readonly alt?: string;
}

/** A kind of picture as data: the namespace `plot`, the command line and the documentation are made of it. */
export interface Kind<Subject, Options extends object> {
  /** What it is drawn from: draws of one trace or several, one trace with what a file keeps beside it, or more than a file holds. */
  readonly from: "traces" | "trace" | "other";
  /** What it shows, as a sentence without a full stop. */
  readonly shows: string;
  /** What to look for in it, in a sentence or two. */
  readonly reading: string;
  /** The picture as plain data. @throws Error when there is nothing to draw; the message says why. */
  readonly spec: (subject: Subject, options?: Options) => Picture;
}
