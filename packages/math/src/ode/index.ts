/** List the solver of differential equations that is public. */
export { type OdeStart, odeSolver } from "./solve.js";
export { type OdeOptions, type OdeOutcome, type OdeOutput, type OdeSystem, odeDefaults } from "./types.js";
