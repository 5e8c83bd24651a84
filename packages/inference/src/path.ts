/** Draw paths along time: label by label, each state from those before it, or on from where a given path ends. */
import { addExpressions, compile, graphBuilder, type Program } from "@credence/compiler";
import type { Rng } from "@credence/math";
import {
  broadcast,
  describeSupport,
  type ExprNode,
  elementName,
  firstOutside,
  hasAxis,
  lengthOf,
  type PathFamily,
  type Steps,
  topological,
} from "@credence/model";
import { drawValues } from "./draw.js";

/**
 * Draws a path given values of its parameters, each over its own dims.
 *
 * @param held values over the variable's dims that stay as they are, NaN where there are none.
 * @throws RangeError when a step makes what its family cannot take.
 */
export function drawPath(
  node: ExprNode,
  family: PathFamily,
  parameters: readonly Float64Array[],
  rng: Rng,
  held?: Float64Array,
): Float64Array {
  const { steps } = family;
  const standIns = standInsOf(steps);
  const width = lengthOf(steps.before[steps.of] as ExprNode) * steps.time.size;
  const given = [...steps.read, ...steps.shared].map((standIn, i) => {
    const { axes } = node.args[i] as ExprNode;
    const time = axes.filter(({ name }) => !hasAxis(standIn.axes, name));
    return broadcast(parameters[i] as Float64Array, axes, [...time, ...standIn.axes]);
  });
  const out = new Float64Array(lengthOf(node));
  for (let at = 0; at < out.length; at += width) {
    const kept = held?.subarray(at, at + width);
    drawOne(family, standIns, given, rng, kept, out.subarray(at, at + width));
  }
  return out;
}

/** What values stand for, in one list: states before and now, what is read, what is shared. */
const standInsOf = ({ before, present, read, shared }: Steps): readonly ExprNode[] => [
  ...before,
  ...present,
  ...read,
  ...shared,
];

function drawOne(
  { steps, constructorName }: PathFamily,
  standIns: readonly ExprNode[],
  given: readonly Float64Array[],
  rng: Rng,
  held: Float64Array | undefined,
  out: Float64Array,
): void {
  const { time, before, read, of } = steps;
  const [first, later] = moments(steps, standIns);
  const values = standIns.map((standIn) => new Float64Array(lengthOf(standIn)));
  const states = before.length;
  given.forEach((all, i) => {
    if (i >= read.length) values[2 * states + i]?.set(all);
  });
  for (let t = 0; t < time.size; t++) {
    given.slice(0, read.length).forEach((all, i) => {
      const now = values[2 * states + i] as Float64Array;
      now.set(all.subarray(t * now.length, (t + 1) * now.length));
    });
    for (const { state, draw } of t === 0 ? first : later) {
      const present = values[states + state] as Float64Array;
      const kept =
        state === of ? present.map((_, i) => held?.[i * time.size + t] ?? Number.NaN) : present.fill(Number.NaN);
      const where = (): string => `${constructorName} cannot be drawn at ${time.name} ${time.labels[t]}: `;
      const drawn = kept.some(Number.isNaN) ? draw(values, rng, where) : kept;
      kept.forEach((value, i) => {
        present[i] = Number.isNaN(value) ? (drawn[i] as number) : value;
        if (state === of) out[i * time.size + t] = present[i] as number;
      });
    }
    for (let k = 0; k < states; k++) values[k]?.set(values[states + k] as Float64Array);
  }
}

/** How a state comes about at one time. */
interface Move {
  readonly state: number;
  draw(values: readonly Float64Array[], rng: Rng, where: () => string): Float64Array;
}

const known = new WeakMap<Steps, readonly [readonly Move[], readonly Move[]]>();

/** The moves of the first time and of every later one: random states as they are listed, then computed ones. */
function moments(steps: Steps, standIns: readonly ExprNode[]): readonly [readonly Move[], readonly Move[]] {
  const found = known.get(steps) ?? [movesOf(steps.start, steps, standIns), movesOf(steps.step, steps, standIns)];
  known.set(steps, found as readonly [readonly Move[], readonly Move[]]);
  return found as readonly [readonly Move[], readonly Move[]];
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
function formula(
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
