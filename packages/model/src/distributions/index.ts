/** List the families: one line registers one. */
import { betaFamily } from "./beta.js";
import { binomialFamily } from "./binomial.js";
import { normalFamily } from "./normal.js";
import { registerFamily } from "./registry.js";
import type { Family } from "./types.js";

const families: readonly Family[] = [betaFamily, binomialFamily, normalFamily];
for (const family of families) registerFamily(family);

export { beta } from "./beta.js";
export { binomial } from "./binomial.js";
export { normal } from "./normal.js";
