/** The same suite with many more random arguments and draws. */
import { distributions } from "@credence/inference";
import { referenceDistributions, testDistribution } from "@credence/testing";

const references = referenceDistributions();
for (const name of Object.keys(distributions))
  if (name in references) testDistribution(name, { fuzz: 100_000, draws: 100_000 });
