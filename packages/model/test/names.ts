/** Gather what the language's tests use. */
import { graphOf, posteriorFrom } from "../src/index.js";

export * from "../src/index.js";
/** Graph functions under one name, so that tests read as prose. */
export const explainable = { graphOf, posteriorFrom };
