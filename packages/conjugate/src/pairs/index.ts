/** List the conjugate pairs: one line registers one. */
import { betaBinomial, betaBinomialEdge } from "./beta-binomial.js";
import type { Edge } from "./types.js";

/** Closed formulas on plain numbers, by name. */
export const pairs: { readonly "beta-binomial": typeof betaBinomial } = { "beta-binomial": betaBinomial };

/** What is recognised in models. */
export const edges: readonly Edge[] = [betaBinomialEdge];
