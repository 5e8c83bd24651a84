/** Give paths along time a family: their density is that of their start and of each step given the states before. */
import type { ExprNode } from "../expr/node.js";
import type { PathFamily, Standardisation, Steps, Support } from "../expr/records.js";
import { forwardDensity } from "./forward-sums.js";
import { lawDensity, laws, supportOfPath } from "./law.js";
import { givenPath, unfolded } from "./paths.js";
import { standardisedPath } from "./standardised.js";
import { atFirst, atLater, joined } from "./time.js";

/** Constructors of paths, by the name that graphs know. */
export const constructors = {
  scan: "scan",
  random_walk: "randomWalk",
  ar: "ar",
  hidden_markov: "hiddenMarkov",
} as const;
export type PathName = keyof typeof constructors;

/** Parameters of a path are whatever its steps take; the families in the steps have their own ranges. */
const anything: Support = { kind: "real", infinite: true };

/** The family of the path of one state. */
export function pathFamily(name: PathName, steps: Steps): PathFamily {
  const hidden = name === "hidden_markov";
  const standardised: Standardisation | undefined = hidden ? undefined : standardisedPath(steps);
  const logDensity = hidden ? forwardDensity : stepwiseDensity;
  return {
    name,
    constructorName: constructors[name],
    event: "path",
    steps,
    parameters: [...steps.read, ...steps.shared].map(() => ({ name: "step", support: anything })),
    support: (parameters) => supportOfPath(steps, parameters),
    logDensity: (x, ...parameters) => logDensity(steps, x, parameters),
    ...(standardised === undefined ? {} : { standardised }),
  };
}

/** The density of each value given those before it, over all dims of the path. */
function stepwiseDensity(steps: Steps, x: ExprNode, parameters: readonly ExprNode[]): ExprNode {
  const { time } = steps;
  const [start, step] = laws(steps);
  const support = supportOfPath(steps, parameters);
  const { first, later } = unfolded(steps, givenPath(steps, parameters, x));
  return joined(
    lawDensity(start, first, atFirst(x, time), support),
    () => lawDensity(step, later, atLater(x, time), support),
    time,
  );
}
