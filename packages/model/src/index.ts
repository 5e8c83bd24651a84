/** The modelling language: expressions over named dims, distributions, transforms, models. @packageDocumentation */
export { binary, elementwise, ternary, unary, type BinaryName, type ElementwiseName, type TernaryName, type UnaryName } from "./expr/elementwise.js";
