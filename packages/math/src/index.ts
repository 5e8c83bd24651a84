/** Gather the numeric foundation: streams, special functions, linear algebra, optimisation, statistics. @packageDocumentation */
export * from "./linalg/index.js";
export * as loops from "./loops/index.js";
export * from "./ode/index.js";
export * from "./optimize/index.js";
export * from "./random/index.js";
export * from "./rng/index.js";
export * from "./special/index.js";
export * from "./stats/index.js";
