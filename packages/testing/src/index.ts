/** Conformance suites and golden values (private). @packageDocumentation */
export { type DistributionTestOptions, testDistribution } from "./distribution.js";
export {
  type ReferenceDistribution,
  type ReferencePoint,
  referenceDistributions,
} from "./reference-distributions.js";
