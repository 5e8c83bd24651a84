/** Run the conformance suite over every distribution that has reference values. */
import { distributions } from "@credence/inference";
import { referenceDistributions, testDistribution } from "@credence/testing";

const references = referenceDistributions();
for (const name of Object.keys(distributions)) if (name in references) testDistribution(name);
