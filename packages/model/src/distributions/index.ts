/** List the families: one line registers one. */
import { normalFamily } from "./normal.js";
import { registerFamily } from "./registry.js";
import type { Family } from "./types.js";

const families: readonly Family[] = [normalFamily];
for (const family of families) registerFamily(family);

export { normal } from "./normal.js";
