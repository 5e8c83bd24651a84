/** List what a comparison of marginals cannot see, so that no verdict is read for more than it says. */

export const LIMITS: readonly string[] = [
  "Modes that no trace visited were not tested: traces that all miss the same region agree.",
  "How variables go together (correlations, shapes in several dimensions) was not tested; each scalar was compared by itself.",
  "Of each scalar the listed functionals and the distribution between its 5 and 95 % quantiles were tested; the tails beyond were not.",
  "A closed form or another sampler of the same model says nothing about whether the model is right.",
  "Each trace is one run: costs have no interval, and no ratio between samplers is given; repeat over seeds for that.",
];
