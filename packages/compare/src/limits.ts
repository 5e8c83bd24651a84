/** List what a comparison cannot see, so that no verdict is read for more than it says. */
import type { Agreement } from "./agreement/agreement.js";

/** What holds unless runs were repeated. */
export const singleRuns =
  "Each trace is one run: costs have no interval, and no ratio between samplers is given; repeat over seeds for that.";

/** One sentence each; how variables go together may have been tested or not. */
export function limitsOf({ joint }: Agreement): string[] {
  const untested = [...new Set(joint.flatMap((test) => test.untested ?? []))];
  return [
    "Modes that no trace visited were not tested: traces that all miss the same region agree.",
    ...untested.map((why) => `How variables go together was not tested in every pair: ${why}.`),
    ...(joint.some((test) => test.untested === null)
      ? [
          "Of how variables go together, correlations of two were tested one by one; other shapes only as far as distances and a classifier of nearest neighbours see them, and less the more scalars there are.",
        ]
      : []),
    "Of each scalar the listed functionals and the distribution between its 5 and 95 % quantiles were tested; the tails beyond were not.",
    "A closed form or another sampler of the same model says nothing about whether the model is right.",
    singleRuns,
  ];
}
