/** Make one WALNUTS transition: a tree of NUTS whose every step is a macro step. */
import type { Rng } from "@credence/math";
import { type Halving, type MacroSteps, macroSteps } from "./macro-step.js";
import type { HamiltonianLayout, HamiltonianVectors } from "./operations.js";
import type { Trajectory } from "./trajectory.js";
import { createTree, treeStates } from "./tree.js";

/** Those of the tree, and one for ways back. */
export const walnutsStates = (maxTreeDepth: number): number => treeStates(maxTreeDepth) + 1;

/** The stream is read as by the tree of NUTS. A step that cannot be taken ends it as a divergence does there. */
export function createWalnuts(
  halving: Halving,
  vectors: HamiltonianVectors,
  layout: HamiltonianLayout,
  rng: Rng,
): Trajectory {
  return treeOf(
    (logDensity) => macroSteps(vectors, layout, halving, logDensity),
    { ...layout, stateCount: layout.stateCount - 1 },
    rng,
  );
}

/** A tree over macro steps, which tells their numbers as its own. */
export function treeOf(
  make: (logDensity: () => number) => MacroSteps,
  layout: HamiltonianLayout,
  rng: Rng,
): Trajectory {
  const steps = make(() => tree.logDensity());
  const tree = createTree(steps.vectors, layout, rng);
  return {
    ...tree,
    divergence: () => (steps.diverged() ? tree.divergence() : undefined),
    transition: (stepSize) => ({
      ...tree.transition(stepSize),
      acceptance: steps.acceptance(),
      leapfrogSteps: steps.gradients(),
      diverging: steps.diverged() ? 1 : 0,
    }),
  };
}
