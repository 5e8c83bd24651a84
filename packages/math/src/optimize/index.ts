/** List the optimiser that is public. */
export { type LbfgsOptions, type LbfgsResult, lbfgs, lbfgsDefaults } from "./lbfgs.js";
export type { Objective } from "./line-search.js";
