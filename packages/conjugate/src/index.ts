/** Exact posteriors of recognised conjugate models. @packageDocumentation */
export { pairs } from "./pairs/index.js";
export type { Pair, PredictiveLaw } from "./pairs/types.js";
export { recognise } from "./recognise.js";
export type { ExactPosterior, ExactPredictive, ExactVariable, Piece, Recognition } from "./types.js";
