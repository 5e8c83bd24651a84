/** Compile what happens at one time of a path: how each state is drawn or computed from the others. */
import { addExpressions, compile, graphBuilder, type Program } from "@credence/compiler";
import type { Rng } from "@credence/math";
import {
  broadcast,
  describeSupport,
  type ExprNode,
  elementName,
  firstOutside,
  lengthOf,
  type Steps,
  topological,
} from "@credence/model";
import { drawValues } from "./draw.js";

/** How a state comes about at one time. */
export interface Move {
  readonly state: number;
  draw(values: readonly Float64Array[], rng: Rng, where: () => string): Float64Array;
}

type Moments = readonly [first: readonly Move[], later: readonly Move[]];
const known = new WeakMap<Steps, Moments>();

/** The moves of the first time and of every later one: random states as they are listed, then computed ones. */
export function moments(steps: Steps, standIns: readonly ExprNode[]): Moments {
  const moves = (roots: readonly ExprNode[]): readonly Move[] => movesOf(roots, steps, standIns);
  const found: Moments = known.get(steps) ?? [moves(steps.start), moves(steps.step)];
  known.set(steps, found);
  return found;
}

function movesOf(roots: readonly ExprNode[], { before }: Steps, standIns: readonly ExprNode[]): readonly Move[] {
  const isRandom = ({ root }: { root: ExprNode }): boolean => root.operation.op === "random";
  const all = roots.map((root, state) => ({ root, state }));
  return [
    ...all.filter(isRandom).map(({ root, state }) => ({ state, draw: drawing(root, standIns) })),
    ...all
      .filter((each) => !isRandom(each))
      .map(({ root, state }) => {
        const run = formula([root], standIns);
        const { axes } = before[state] as ExprNode;
        const draw = (values: readonly Float64Array[]) => broadcast(run(values)[0] as Float64Array, root.axes, axes);
        return { state, draw };
      }),
  ];
}

/** Draws a random state, once its parameters are found to be such. */
function drawing(root: ExprNode, standIns: readonly ExprNode[]): Move["draw"] {
  if (root.operation.op !== "random") throw new Error("internal: only random states are drawn");
  const { family } = root.operation;
  const { constructorName, parameters, requires } = family;
  const fits = requires === undefined ? [] : [requires.holds(...root.args)];
  const run = formula([...root.args, ...fits], standIns);
  return (values, rng, where) => {
    const now = run(values);
    parameters.forEach(({ name, support }, i) => {
      const { axes } = root.args[i] as ExprNode;
      const at = firstOutside(support, now[i] as Float64Array, axes);
      if (at >= 0)
        throw new RangeError(
          `${where()}the ${elementName(name, axes, at)} of ${constructorName} is ${now[i]?.[at]} and must lie in ${describeSupport(support)}: give its parents priors that keep it there`,
        );
    });
    const holds = now.slice(parameters.length);
    if (holds.some((all) => all.some((value) => value !== 1)))
      throw new RangeError(`${where()}${constructorName} wants ${requires?.text}`);
    return drawValues(root, now.slice(0, parameters.length), rng);
  };
}

/** A program for expressions in terms of stand-ins; its results are reused by the next run. */
export function formula(
  roots: readonly ExprNode[],
  standIns: readonly ExprNode[],
): (values: readonly Float64Array[]) => readonly Float64Array[] {
  const parts = new Set(topological(roots));
  const used = standIns.flatMap((standIn, i) => (parts.has(standIn) ? [{ standIn, i }] : []));
  const builder = graphBuilder();
  const inputs = used.map(({ standIn }) => builder.input(lengthOf(standIn)));
  const outputs = addExpressions(builder, roots, new Map(used.map(({ standIn }, k) => [standIn, inputs[k] as number])));
  const program: Program = compile(builder.graph, { inputs, outputs });
  const results = program.outputs.map(({ offset, length }) => program.memory.subarray(offset, offset + length));
  return (values) => {
    used.forEach(({ i }, k) => {
      program.memory.set(values[i] as Float64Array, program.inputs[k]?.offset);
    });
    program.run();
    return results;
  };
}
