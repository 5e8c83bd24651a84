/** Compile a posterior: its log density with gradient, its variables at a position, and what each term says there. */
import {
  type Axes,
  type Bindings,
  dataNode,
  describeSupport,
  type ExprNode,
  elementName,
  evaluate,
  inOrder,
  inputNode,
  isDiscrete,
  lengthOf,
  type NamedNode,
  type Posterior,
  rangeOfSupport,
} from "@credence/model";
import { compile, type Program } from "../backends/interpreter/index.js";
import { type Batches, batches } from "../batches.js";
import { hashGraph } from "../graph/hash.js";
import { gradientKernel, type Kernel } from "../kernel.js";
import type { Rewrite } from "../passes/index.js";
import { addExpressions } from "./array.js";
import { type DensityGraph, densityGraph, rewrittenGraph, withInputs } from "./density.js";
import { type Latent, type LoweredPosterior, lowerPosterior, type Scale, type Term } from "./posterior.js";

/** How one coordinate of a position may move. */
export type Coordinate =
  | { readonly kind: "continuous"; readonly scale?: "identity" | "log" | "logit" }
  | { readonly kind: "integer"; readonly lower?: number; readonly upper?: number }
  | { readonly kind: "label"; readonly size: number };

/** A latent variable's place in positions and the shape of its values. */
export interface LatentLayout {
  readonly name: string;
  readonly axes: Axes;
  /** Where its free coordinates begin in a position, and how many there are. */
  readonly offset: number;
  readonly length: number;
  /** The number of its values. */
  readonly size: number;
  readonly discrete: boolean;
}

/** A term of the log density at a position. */
export interface TermAt {
  readonly name: string;
  readonly role: Term["role"];
  readonly note: string;
  readonly axes: Axes;
  readonly values: Float64Array;
}

/** A variable's free coordinates in positions at some offset, and the standard normal ones that they stand for. */
export interface PositionPrior {
  standardise(memory: Float64Array, q: number, z: Float64Array): void;
  restore(z: Float64Array, memory: Float64Array, q: number): void;
}

/** A posterior ready to be sampled. Positions hold the free coordinates of every latent variable, in order. */
export interface CompiledPosterior extends Kernel {
  readonly coordinates: readonly Coordinate[];
  readonly latents: readonly LatentLayout[];
  /** Values of the latent variables at a position, in order; the arrays are reused by the next call. */
  constrain(position: Float64Array): readonly Float64Array[];
  /** The same at `count` positions that lie one after the other, as do the values of each variable; in new arrays. */
  constrainAll(positions: Float64Array, count: number): readonly Float64Array[];
  /** The position at which some variables have the given values; the others keep their place in `base`. */
  positionOf(values: ReadonlyMap<string, Float64Array>, base: Float64Array): Float64Array;
  /** Compiles how values of one variable become its free coordinates; these are written into a position. */
  placer(name: string): (values: Float64Array, position: Float64Array) => void;
  /** Compiles the normal prior of a variable, whose other coordinates are read from a position; undefined where it has none. */
  normalPriorOf(name: string): PositionPrior | undefined;
  /** Every term of the log density at a position. */
  terms(position: Float64Array): readonly TermAt[];
  /** Names of the quantities computed from the latent variables. */
  readonly derived: readonly NamedNode[];
  readonly lowered: LoweredPosterior;
  /** What was rewritten, and what that saved. */
  readonly rewrites: readonly Rewrite[];
  /** Names the density, its variables and its data: equal for equal posteriors. */
  hash(): string;
}

/** How a posterior is compiled. */
export interface CompileOptions {
  /** Whether sums over data may be rewritten so that they cost less; the posterior is the same. Default true. */
  readonly rewrites?: boolean;
}

/** Compiles a posterior. @throws when it has no latent variables. */
export function compilePosterior(
  posterior: Posterior<unknown, unknown>,
  scale: Scale = "unconstrained",
  { rewrites = true }: CompileOptions = {},
): CompiledPosterior {
  const lowered = lowerPosterior(posterior, scale);
  const { latents, terms } = lowered;
  if (latents.length === 0) throw new TypeError("every variable is observed: there is nothing to infer");
  const layouts = layoutOf(latents);
  const constrainedAt = constrainer(latents, layouts);
  let termsAt: ((position: Float64Array) => readonly TermAt[]) | undefined;
  const density = rewrites ? rewrittenGraph(latents, terms) : densityGraph(latents, terms);
  return {
    ...gradientKernel(density, density.total, density.inputs),
    latents: layouts,
    coordinates: latents.flatMap(coordinatesOf),
    constrain: constrainedAt,
    constrainAll: constrainerOfMany(latents, layouts),
    positionOf: (values, base) => positionOf(latents, layouts, values, base),
    placer: (name) => placerOf(latents, layouts, name),
    normalPriorOf: (name) => normalPriorOf(latents, layouts, name),
    terms: (position) => {
      termsAt ??= termEvaluator(latents, layouts, terms);
      return termsAt(position);
    },
    derived: lowered.derived,
    lowered,
    rewrites: density.rewrites,
    hash: () => hashOf(rewrites ? densityGraph(latents, terms) : density, layouts),
  };
}

/** The hash of a posterior's compiled form, without compiling it: equal for equal posteriors. */
export function hashPosterior(posterior: Posterior<unknown, unknown>): string {
  const { latents, terms } = lowerPosterior(posterior, "unconstrained");
  return hashOf(densityGraph(latents, terms), latents);
}

/** Rewrites leave no trace: a posterior is named by its terms as they are written. */
const hashOf = ({ graph }: DensityGraph, latents: readonly { readonly name: string }[]): string =>
  `${hashGraph(graph)}:${latents.map(({ name }) => name).join(",")}`;

function layoutOf(latents: readonly Latent[]): LatentLayout[] {
  let offset = 0;
  return latents.map(({ name, axes, free, value, discrete }) => {
    const layout = { name, axes, offset, length: lengthOf(free), size: lengthOf(value), discrete };
    offset += layout.length;
    return layout;
  });
}

function coordinatesOf({ support, free, nonCentered }: Latent): Coordinate[] {
  const coordinate: Coordinate =
    support.kind === "label"
      ? { kind: "label", size: support.dim.size }
      : isDiscrete(support)
        ? { kind: "integer", ...finiteBounds(support) }
        : { kind: "continuous", ...scaleOf(support, nonCentered) };
  return Array.from({ length: lengthOf(free) }, () => coordinate);
}

/** What the free coordinate is of a variable that is moved element by element. */
function scaleOf(support: Latent["support"], nonCentered: boolean): { readonly scale?: "identity" | "log" | "logit" } {
  if (nonCentered || support.kind === "real") return { scale: "identity" };
  if (support.kind !== "interval" || support.lower !== 0) return {};
  return support.upper === undefined ? { scale: "log" } : support.upper === 1 ? { scale: "logit" } : {};
}

/** Bounds that hold for every element of a variable by itself; counts that add up to a total are not free one by one. */
function finiteBounds(support: Latent["support"]): { readonly lower?: number; readonly upper?: number } {
  const { lower, upper } = rangeOfSupport(support);
  return support.kind === "integer" && Number.isFinite(upper - lower) ? { lower, upper } : {};
}

/** Copies a position into a program's inputs, number by number: views of few numbers cost more. */
function load(program: Program, layouts: readonly LatentLayout[], position: Float64Array): void {
  for (let k = 0; k < layouts.length; k++) {
    const { offset, length } = layouts[k] as LatentLayout;
    const to = (program.inputs[k] as { readonly offset: number }).offset;
    for (let i = 0; i < length; i++) program.memory[to + i] = position[offset + i] as number;
  }
}

function constrainer(
  latents: readonly Latent[],
  layouts: readonly LatentLayout[],
): (position: Float64Array) => readonly Float64Array[] {
  const { builder, inputs, known } = withInputs(latents);
  const outputs = addExpressions(
    builder,
    latents.map(({ value }) => value),
    known,
  );
  const program = compile(builder.graph, { inputs, outputs });
  const views = program.outputs.map(({ offset, length }) => program.memory.subarray(offset, offset + length));
  return (position) => {
    load(program, layouts, position);
    program.run();
    return views;
  };
}

/** The same at many positions; its program is compiled when first used. */
function constrainerOfMany(
  latents: readonly Latent[],
  layouts: readonly LatentLayout[],
): CompiledPosterior["constrainAll"] {
  let run: Batches | undefined;
  const program = (): Batches => {
    const { builder, inputs, known } = withInputs(latents);
    const values = latents.map(({ value }) => value);
    return batches(builder.graph, { inputs, outputs: addExpressions(builder, values, known) });
  };
  return (positions, count) => {
    run ??= program();
    const free = layouts.map((layout) => columnsOf(positions, count, layout));
    const all = layouts.map(({ size }) => new Float64Array(count * size));
    run(free, count, (outputs, from) => {
      outputs.forEach((values, v) => {
        all[v]?.set(values, from * (layouts[v] as LatentLayout).size);
      });
    });
    return all;
  };
}

/** The coordinates of one variable in positions that lie one after the other. */
function columnsOf(positions: Float64Array, count: number, { offset, length }: LatentLayout): Float64Array {
  const dimension = positions.length / count;
  const own = new Float64Array(count * length);
  for (let d = 0, k = 0; d < count; d++)
    for (let i = 0; i < length; i++) own[k++] = positions[d * dimension + offset + i] as number;
  return own;
}

function termEvaluator(
  latents: readonly Latent[],
  layouts: readonly LatentLayout[],
  terms: readonly Term[],
): (position: Float64Array) => readonly TermAt[] {
  const { builder, inputs, known } = withInputs(latents);
  const outputs = addExpressions(
    builder,
    terms.map(({ value }) => value),
    known,
  );
  const program = compile(builder.graph, { inputs, outputs });
  return (position) => {
    load(program, layouts, position);
    program.run();
    return terms.map(({ name, role, note, value }, i) => {
      const { offset } = program.outputs[i] as { offset: number };
      return { name, role, note, axes: value.axes, values: program.memory.slice(offset, offset + lengthOf(value)) };
    });
  };
}

function placerOf(
  latents: readonly Latent[],
  layouts: readonly LatentLayout[],
  name: string,
): (values: Float64Array, position: Float64Array) => void {
  const at = latents.findIndex((latent) => latent.name === name);
  const { unconstrain, axes, free } = latents[at] as Latent;
  const run = withValue(latents, layouts, axes, (value) => inOrder(unconstrain(value), free.axes));
  return (values, position) => position.set(run(values, position), layouts[at]?.offset);
}

function normalPriorOf(
  latents: readonly Latent[],
  layouts: readonly LatentLayout[],
  name: string,
): PositionPrior | undefined {
  const at = latents.findIndex((latent) => latent.name === name);
  const { normalPrior, axes, free } = latents[at] as Latent;
  if (normalPrior === undefined) return undefined;
  const { offset, length } = layouts[at] as LatentLayout;
  const from = withValue(latents, layouts, axes, normalPrior.free);
  const to = withValue(latents, layouts, axes, () => normalPrior.standardised(free));
  const unread = new Float64Array(length);
  return {
    standardise: (memory, q, z) => z.set(to(unread, memory.subarray(q))),
    restore: (z, memory, q) => memory.set(from(z, memory.subarray(q)), q + offset),
  };
}

/** A program of one more value beside a position; the returned array is reused by the next call. */
function withValue(
  latents: readonly Latent[],
  layouts: readonly LatentLayout[],
  axes: Axes,
  make: (value: ExprNode) => ExprNode,
): (value: Float64Array, position: Float64Array) => Float64Array {
  const { builder, inputs, known } = withInputs(latents);
  const value = inputNode("value", axes);
  const given = builder.input(lengthOf(value));
  const outputs = addExpressions(builder, [make(value)], known.set(value, given));
  const program = compile(builder.graph, { inputs: [...inputs, given], outputs });
  const { offset: into } = program.inputs.at(-1) as { offset: number };
  const { offset, length } = program.outputs[0] as { offset: number; length: number };
  const view = program.memory.subarray(offset, offset + length);
  return (values, position) => {
    load(program, layouts, position);
    program.memory.set(values, into);
    program.run();
    return view;
  };
}

function positionOf(
  latents: readonly Latent[],
  layouts: readonly LatentLayout[],
  values: ReadonlyMap<string, Float64Array>,
  base: Float64Array,
): Float64Array {
  const position = Float64Array.from(base);
  const bindings = new Map<ExprNode, Float64Array>();
  latents.forEach((latent, i) => {
    const { offset, length } = layouts[i] as LatentLayout;
    const given = values.get(latent.name);
    if (given !== undefined) position.set(freeCoordinates(latent, given, bindings), offset);
    bindings.set(latent.free, position.slice(offset, offset + length));
  });
  return position;
}

function freeCoordinates(latent: Latent, values: Float64Array, bindings: Bindings): Float64Array {
  const free = evaluate(inOrder(latent.unconstrain(dataNode(latent.axes, values)), latent.free.axes), bindings);
  const bad = free.findIndex((v) => !Number.isFinite(v));
  if (bad >= 0) {
    const at = values.length === free.length ? elementName(latent.name, latent.axes, bad) : latent.name;
    throw new RangeError(
      `\`${at}\` cannot start at ${values.length === free.length ? values[bad] : Array.from(values).join(", ")}: choose a value inside its support, ${describeSupport(latent.support)}, and not on the edge`,
    );
  }
  return free;
}
