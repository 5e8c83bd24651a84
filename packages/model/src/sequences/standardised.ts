/** Tell how a path follows from standardised coordinates, one for each of its values. */
import { standardisationOf } from "../distributions/standardisation.js";
import { type ExprNode, inputNode } from "../expr/node.js";
import { replaced } from "../expr/rebuild.js";
import type { Family, Standardisation, Steps } from "../expr/records.js";
import { laws, randomOf, whereAllowed } from "./law.js";
import { givenPath, unfolded } from "./paths.js";
import { atFirst, atLater, joined } from "./time.js";

/** How the path follows; undefined where its distributions have no location and scale. */
export function standardisedPath(steps: Steps): Standardisation | undefined {
  const [start, step] = laws(steps);
  const [ofStart, ofStep] = [start, step].map((law) => standardisationOf(randomOf(law).family));
  if (ofStart === undefined || ofStep === undefined) return undefined;
  const { time, of, present, before } = steps;
  const z = inputNode("z", (before[of] as ExprNode).axes);
  const withPath = (all: readonly ExprNode[], value: ExprNode): ExprNode[] =>
    replaced(
      all.map((each, k) => (k === of ? value : each)),
      new Map([[present[of] as ExprNode, value]]),
    );
  const computed: Steps = {
    ...steps,
    read: [z, ...steps.read],
    start: withPath(steps.start, ofStart.value(z, ...start.args) as ExprNode),
    step: withPath(steps.step, ofStep.value(z, ...step.args) as ExprNode),
  };
  const value = (values: ExprNode, parameters: readonly ExprNode[]): ExprNode =>
    unfolded(computed, {
      read: [values, ...parameters.slice(0, steps.read.length)],
      shared: parameters.slice(steps.read.length),
      paths: new Map(),
    }).paths[of] as ExprNode;
  /** Start and steps at a path, each by a function of its parameters there. */
  const along = (
    path: ExprNode,
    parameters: readonly ExprNode[],
    x: ExprNode,
    ask: (law: Standardisation, family: Family, x: ExprNode, parameters: readonly ExprNode[]) => ExprNode,
  ): ExprNode => {
    const { first, later } = unfolded(steps, givenPath(steps, parameters, path));
    return joined(
      ask(ofStart, randomOf(start).family, atFirst(x, time), replaced(start.args, first)),
      () => ask(ofStep, randomOf(step).family, atLater(x, time), replaced(step.args, later)),
      time,
    );
  };
  return {
    value: (values, ...parameters) => value(values as ExprNode, parameters as readonly ExprNode[]),
    residual: (x, ...parameters) =>
      along(
        x as ExprNode,
        parameters as readonly ExprNode[],
        x as ExprNode,
        (law, _, at, p) => law.residual(at, ...p) as ExprNode,
      ),
    logDensity: (z, ...parameters) =>
      along(
        value(z as ExprNode, parameters as readonly ExprNode[]),
        parameters as readonly ExprNode[],
        z as ExprNode,
        (law, family, at, p) => whereAllowed(family, p, (...safe) => law.logDensity(at, ...safe) as ExprNode),
      ),
  };
}
