/** Offer every distribution on plain numbers, by name: densities, gradients, tails, quantiles, moments and draws. */
import { addExpressions, compile, differentiate, graphBuilder, type Program, type Slot } from "@credence/compiler";
import type { Rng } from "@credence/math";
import {
  type Axes,
  allFamilies,
  broadcast,
  constant,
  dataNode,
  describeSupport,
  type ExprNode,
  evaluate,
  type Family,
  firstOutside,
  inputNode,
  isDiscrete,
  namedComposites,
  type Parameter,
  type PathFamily,
  type ScalarFamily,
  type Support,
  sizeOf,
  sumAll,
  unionAxes,
  type VectorFamily,
} from "@credence/model";
import {
  axesOf,
  checkSizes,
  matrixAxesOf,
  type NumericValue,
  type PlainValue,
  plainOver,
  valuesOf,
  vectorAxes,
} from "./numeric-values.js";

export type { NumericValue, PlainValue } from "./numeric-values.js";
/** Values of the parameters by name. */
export type NumericParameters = Readonly<Record<string, NumericValue>>;
/** A slope for each real argument, by name and in its shape: "x" and the parameters. */
export type NumericGradient = Record<string, PlainValue>;

/**
 * A distribution on plain numbers; matrices are lists of rows. Values outside the support have log density −Infinity; parameters that the
 * distribution does not allow throw a RangeError. What a distribution has no closed form for is missing.
 */
export interface NumericDistribution {
  /** Natural log of the density or mass, constants included. */
  logDensity(x: NumericValue, parameters: NumericParameters): number;
  /**
   * Slopes of the log density in x and the parameters, without those that are whole numbers; 0 outside the support, and
   * where the log density is infinite and has none.
   */
  gradient(x: NumericValue, parameters: NumericParameters): NumericGradient;
  /** A draw. Correlation matrices, whose parameters do not tell their size, want `dimension` among them: the number of rows. */
  random(rng: Rng, parameters: NumericParameters): PlainValue;
  /** P(X ≤ x). */
  cdf?(x: number, parameters: NumericParameters): number;
  /** P(X > x). */
  sf?(x: number, parameters: NumericParameters): number;
  logCdf?(x: number, parameters: NumericParameters): number;
  logSf?(x: number, parameters: NumericParameters): number;
  /** The smallest x with cdf(x) ≥ p. */
  quantile?(p: number, parameters: NumericParameters): number;
  /** The smallest x with sf(x) ≤ p. */
  upperQuantile?(p: number, parameters: NumericParameters): number;
  /** Where the density is highest; NaN where that is not at one place. */
  mode?(parameters: NumericParameters): number;
  /** NaN where it does not exist, and so is the variance; both may be infinite. */
  mean?(parameters: NumericParameters): PlainValue;
  /** Of each element. */
  variance?(parameters: NumericParameters): PlainValue;
  /** In nats. */
  entropy?(parameters: NumericParameters): number;
}

/** The parameters in the order of the family, checked. */
function parametersOf(family: Family, given: NumericParameters): readonly ExprNode[] {
  const nodes = family.parameters.map(({ name, support }) => checked(family, name, given[name], support));
  if (family.requires !== undefined && evaluate(family.requires.holds(...nodes)).some((holds) => holds !== 1))
    throw new RangeError(`${family.name} wants ${family.requires.text}; got ${JSON.stringify(given)}`);
  return nodes;
}

function checked(family: Family, name: string, value: NumericValue | undefined, support: Support): ExprNode {
  if (value === undefined)
    throw new RangeError(`${family.name} wants ${family.parameters.map((p) => p.name).join(", ")}; ${name} is missing`);
  const axes = axesOf(value);
  const values = valuesOf(value);
  const wrong = firstOutside(support, values, axes);
  if (wrong >= 0) {
    const where = typeof value === "number" ? name : `${name}[${wrong}]`;
    throw new RangeError(`${family.name}: ${where} is ${values[wrong]}; it must lie in ${describeSupport(support)}`);
  }
  return typeof value === "number" ? constant(value) : dataNode(axes, values);
}

/** Whether x can occur. */
function occurs(family: Family, x: NumericValue, parameters: readonly ExprNode[]): boolean {
  const values = valuesOf(x);
  if (values.some(Number.isNaN)) throw noNumber(family, x);
  const axes = axesOf(x);
  return firstOutside(family.support(parameters, axes), values, axes) < 0;
}

/** The value, unless arguments so extreme that a term overflows have left none. */
function answered<T extends PlainValue>(family: Family, what: string, value: T, given: object): T {
  if (![value].flat(2).some(Number.isNaN)) return value;
  throw new RangeError(`${family.name}: ${what} is beyond doubles at ${JSON.stringify(given)}`);
}

/** NaN is an error, as it says nothing. */
const noNumber = ({ name }: Family, x: unknown): RangeError => new RangeError(`${name}: x is ${x}; pass a number`);

function logDensity(family: Family, x: NumericValue, given: NumericParameters): number {
  checkSizes(family.name, { x, ...given });
  const parameters = parametersOf(family, given);
  if (!occurs(family, x, parameters)) return -Infinity;
  const value = evaluate(sumAll(family.logDensity(dataNode(axesOf(x), valuesOf(x)), ...parameters)))[0] as number;
  return answered(family, "logDensity", value, { x, ...given });
}

/** A compiled log density with its slopes; inputs are x and the parameters, outputs the density and each slope. */
function compiledGradient(family: Family, shapes: readonly Axes[]): Program {
  const builder = graphBuilder();
  const inputs = shapes.map((axes, i) => inputNode(`argument ${i}`, axes));
  const ids = inputs.map(({ axes }) => builder.input(sizeOf(axes)));
  const [x, ...parameters] = inputs as [ExprNode, ...ExprNode[]];
  const known = new Map(inputs.map((input, i) => [input, ids[i] as number]));
  const [output = -1] = addExpressions(builder, [sumAll(family.logDensity(x, ...parameters))], known);
  return compile(builder.graph, { inputs: ids, outputs: [output, ...differentiate(builder, output, ids)] });
}

/** Programs of a family by the shapes of its arguments. */
function programsOf(family: Family): (shapes: readonly Axes[]) => Program {
  const programs = new Map<string, Program>();
  return (shapes) => {
    const key = shapes.map(sizeOf).join() + shapes.map((axes) => axes.length).join();
    const program = programs.get(key) ?? compiledGradient(family, shapes);
    programs.set(key, program);
    return program;
  };
}

/** The arguments that have slopes, with their places among all arguments. */
function realArguments({ parameters, support }: Family, nodes: readonly ExprNode[], event: Axes) {
  const ofX = isDiscrete(support(nodes, event)) ? [] : [{ name: "x", at: 0 }];
  const ofParameters = parameters.map(({ name }: Parameter, i) => ({ name, at: i + 1 }));
  return [...ofX, ...ofParameters.filter((_, i) => !isDiscrete((parameters[i] as Parameter).support))];
}

function gradientOf(family: Family): NumericDistribution["gradient"] {
  const programFor = programsOf(family);
  return (x, given) => {
    checkSizes(family.name, { x, ...given });
    const parameters = parametersOf(family, given);
    const args = [x, ...family.parameters.map(({ name }) => given[name] as NumericValue)];
    const { memory, inputs, outputs, run } = programFor(args.map(axesOf));
    const inside = occurs(family, x, parameters);
    if (inside) {
      for (const [i, { offset }] of inputs.entries()) memory.set(valuesOf(args[i] as NumericValue), offset);
      run();
    }
    const infinite = !Number.isFinite(memory[(outputs[0] as Slot).offset]);
    const slope = (value: number): number =>
      !inside || (infinite && Number.isNaN(value)) ? 0 : answered(family, "gradient", value, { x, ...given });
    const slopes = realArguments(family, parameters, axesOf(x)).map(({ name, at }) => {
      const { offset, length } = outputs[at + 1] as Slot;
      const values = Array.from(memory.subarray(offset, offset + length), slope);
      return [name, plainOver(values, axesOf(args[at] as NumericValue))] as const;
    });
    return Object.fromEntries(slopes);
  };
}

/** The plain-number companions of a family of single numbers, with parameters by name. */
function scalarFace(family: ScalarFamily): Omit<NumericDistribution, "logDensity" | "gradient"> {
  const numbers = (given: NumericParameters): readonly number[] =>
    parametersOf(family, given).map((node) => evaluate(node)[0] as number);
  const at =
    (f: (x: number, ...parameters: readonly number[]) => number, name: string) =>
    (x: number, given: NumericParameters): number => {
      if (typeof x !== "number" || Number.isNaN(x)) throw noNumber(family, x);
      return answered(family, name, f(x, ...numbers(given)), { x, ...given });
    };
  const atProbability =
    (f: (p: number, ...parameters: readonly number[]) => number, name: string) =>
    (p: number, given: NumericParameters): number => {
      if (!(p >= 0 && p <= 1)) throw new RangeError(`${family.name}: p is ${p}; it must lie in [0, 1]`);
      return answered(family, name, f(p, ...numbers(given)), { p, ...given });
    };
  const of =
    (f: (...parameters: readonly number[]) => number) =>
    (given: NumericParameters): number =>
      f(...numbers(given));
  const answeredOf =
    (f: (...parameters: readonly number[]) => number, name: string) =>
    (given: NumericParameters): number =>
      answered(family, name, f(...numbers(given)), given);
  const { cdf, sf, logCdf, logSf, quantile, upperQuantile, mean, variance, entropy, mode } = family;
  return {
    random: (rng, given) => answered(family, "a draw", family.random(rng, ...numbers(given)), given),
    ...mapped({ cdf, sf, logCdf, logSf }, at),
    ...mapped({ quantile, upperQuantile }, atProbability),
    ...mapped({ entropy }, answeredOf),
    ...mapped({ mean, variance, mode }, of),
  };
}

/** The functions that there are, each passed through `wrap`. */
const mapped = <F, G>(
  functions: Readonly<Record<string, F | undefined>>,
  wrap: (f: F, name: string) => G,
): Record<string, G> =>
  Object.fromEntries(
    Object.entries(functions).flatMap(([name, f]) => (f === undefined ? [] : [[name, wrap(f, name)]])),
  );

type ArrayFamily = Exclude<Family, ScalarFamily | PathFamily>;

/** The dims of one draw: those of the arrays among the parameters, or so many rows as `dimension` says. */
function eventOf(
  { name, event }: ArrayFamily,
  parameters: readonly ExprNode[],
  { dimension }: NumericParameters,
): Axes {
  const size = parameters.find(({ axes }) => axes.length > 0)?.axes[0]?.size ?? dimension;
  if (typeof size !== "number")
    throw new RangeError(`${name} wants dimension beside its parameters: the number of rows to draw`);
  return event === "matrix" ? matrixAxesOf(size) : vectorAxes(size);
}

/** The same for families whose parameters are arrays: each is given along the dims of one draw, and its own. */
function arrayFace(family: ArrayFamily): Omit<NumericDistribution, "logDensity" | "gradient"> {
  const arrays = (given: NumericParameters): { readonly event: Axes; readonly values: readonly Float64Array[] } => {
    checkSizes(family.name, given);
    const parameters = parametersOf(family, given);
    const event = eventOf(family, parameters, given);
    const values = parameters.map((p) => broadcast(evaluate(p), p.axes, unionAxes(event, p.axes)));
    return { event, values };
  };
  const of =
    (f: (...parameters: readonly Float64Array[]) => Float64Array | number) =>
    (given: NumericParameters): PlainValue => {
      const { event, values } = arrays(given);
      const result = f(...values);
      return typeof result === "number" ? result : plainOver(result, event);
    };
  const { mean, variance, entropy } = family as Partial<VectorFamily>;
  return {
    random: (rng, given) => answered(family, "a draw", of((...values) => family.random(rng, ...values))(given), given),
    ...mapped(
      { entropy },
      (f, name) =>
        (given: NumericParameters): PlainValue =>
          answered(family, name, of(f)(given), given),
    ),
    ...mapped({ mean, variance }, of),
  };
}

/** Paths are of what surrounds them, and have no numbers to be told by. */
const numericDistribution = (family: Exclude<Family, PathFamily>): NumericDistribution => ({
  logDensity: (x, parameters) => logDensity(family, x, parameters),
  gradient: gradientOf(family),
  ...(family.event === "scalar" ? scalarFace(family) : arrayFace(family)),
});

/** All distributions on plain numbers, keyed by the names of their families; improper ones are left out. */
export const distributions: Readonly<Record<string, NumericDistribution>> = Object.fromEntries(
  [...allFamilies(), ...namedComposites].flatMap((family) =>
    family.name === "flat" || family.event === "path" ? [] : [[family.name, numericDistribution(family)]],
  ),
);
