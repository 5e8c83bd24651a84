/** Traces, figures and pictures that show themselves in a notebook, and as text anywhere else. @packageDocumentation */
import { shortenErrors } from "./errors.js";
import { tslab } from "./tslab.js";

export type { ShowProgress } from "./progress.js";
export { type Show, show } from "./show.js";

// A cell that fails shows whatever stack its error has, and there is no later moment to shorten that.
if (tslab() !== undefined) shortenErrors();
