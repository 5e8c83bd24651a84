/** Offer every distribution on plain numbers, by name: densities, gradients, tails, quantiles, moments and draws. */
import { addExpressions, compile, differentiate, graphBuilder, type Program, type Slot } from "@credence/compiler";
import type { Rng } from "@credence/math";
import {
  type Axes,
  allFamilies,
  constant,
  dataNode,
  describeSupport,
  dim,
  type ExprNode,
  evaluate,
  type Family,
  firstOutside,
  inputNode,
  isDiscrete,
  type Parameter,
  type ScalarFamily,
  type Support,
  sizeOf,
  sumAll,
  type VectorFamily,
} from "@credence/model";

/** One number, or one for each element of a vector. */
export type NumericValue = number | ArrayLike<number>;
/** Values of the parameters by name. */
export type NumericParameters = Readonly<Record<string, NumericValue>>;
/** A slope for each real argument, by name: "x" and the parameters. */
export type NumericGradient = Record<string, number | number[]>;

/**
 * A distribution on plain numbers. Values outside the support have log density −Infinity; parameters that the
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
  random(rng: Rng, parameters: NumericParameters): number | number[];
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
  mode?(parameters: NumericParameters): number;
  mean?(parameters: NumericParameters): number | number[];
  variance?(parameters: NumericParameters): number | number[];
  /** In nats. */
  entropy?(parameters: NumericParameters): number;
}

/** The dims of a value: none of a number; vectors of one length share a dim. */
const axesOf = (value: NumericValue): Axes => (typeof value === "number" ? [] : [dim("element", value.length)]);
const valuesOf = (value: NumericValue): Float64Array =>
  typeof value === "number" ? Float64Array.of(value) : Float64Array.from(value);
const plain = (value: NumericValue): number | number[] => (typeof value === "number" ? value : Array.from(value));

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

/** Whether x can occur; NaN is an error, as it says nothing. */
function occurs(family: Family, x: NumericValue, parameters: readonly ExprNode[]): boolean {
  const values = valuesOf(x);
  if (values.some(Number.isNaN)) throw new RangeError(`${family.name}: x is NaN; pass a number`);
  const axes = axesOf(x);
  return firstOutside(family.support(parameters, axes), values, axes) < 0;
}

function logDensity(family: Family, x: NumericValue, given: NumericParameters): number {
  const parameters = parametersOf(family, given);
  if (!occurs(family, x, parameters)) return -Infinity;
  return evaluate(sumAll(family.logDensity(dataNode(axesOf(x), valuesOf(x)), ...parameters)))[0] as number;
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
    const parameters = parametersOf(family, given);
    const args = [x, ...family.parameters.map(({ name }) => given[name] as NumericValue)];
    const { memory, inputs, outputs, run } = programFor(args.map(axesOf));
    const inside = occurs(family, x, parameters);
    if (inside) {
      for (const [i, { offset }] of inputs.entries()) memory.set(valuesOf(args[i] as NumericValue), offset);
      run();
    }
    const infinite = !Number.isFinite(memory[(outputs[0] as Slot).offset]);
    const slope = (value: number): number => (!inside || (infinite && Number.isNaN(value)) ? 0 : value);
    const slopes = realArguments(family, parameters, axesOf(x)).map(({ name, at }) => {
      const { offset, length } = outputs[at + 1] as Slot;
      const values = Array.from(memory.subarray(offset, offset + length), slope);
      return [name, typeof args[at] === "number" ? (values[0] as number) : values] as const;
    });
    return Object.fromEntries(slopes);
  };
}

/** The plain-number companions of a family of single numbers, with parameters by name. */
function scalarFace(family: ScalarFamily): Omit<NumericDistribution, "logDensity" | "gradient"> {
  const numbers = (given: NumericParameters): readonly number[] =>
    parametersOf(family, given).map((node) => evaluate(node)[0] as number);
  const at =
    (f: (x: number, ...parameters: readonly number[]) => number) =>
    (x: number, given: NumericParameters): number =>
      f(x, ...numbers(given));
  const of =
    (f: (...parameters: readonly number[]) => number) =>
    (given: NumericParameters): number =>
      f(...numbers(given));
  const { cdf, sf, logCdf, logSf, quantile, upperQuantile, mean, variance, entropy, mode } = family;
  return {
    random: (rng, given) => family.random(rng, ...numbers(given)),
    ...mapped({ cdf, sf, logCdf, logSf, quantile, upperQuantile }, at),
    ...mapped({ mean, variance, entropy, mode }, of),
  };
}

/** The functions that there are, each passed through `wrap`. */
const mapped = <F, G>(functions: Readonly<Record<string, F | undefined>>, wrap: (f: F) => G): Record<string, G> =>
  Object.fromEntries(Object.entries(functions).flatMap(([name, f]) => (f === undefined ? [] : [[name, wrap(f)]])));

type ArrayFamily = Exclude<Family, ScalarFamily>;

/** The same for families whose parameters are arrays. */
function arrayFace(family: ArrayFamily): Omit<NumericDistribution, "logDensity" | "gradient"> {
  const arrays = (given: NumericParameters): readonly Float64Array[] =>
    parametersOf(family, given).map((p) => evaluate(p));
  const of =
    (f: (...parameters: readonly Float64Array[]) => Float64Array | number) =>
    (given: NumericParameters): number | number[] =>
      plain(f(...arrays(given)));
  const { mean, variance, entropy } = family as Partial<VectorFamily>;
  return {
    random: (rng, given) => plain(family.random(rng, ...arrays(given))),
    ...mapped({ mean, variance, entropy }, of),
  };
}

const numericDistribution = (family: Family): NumericDistribution => ({
  logDensity: (x, parameters) => logDensity(family, x, parameters),
  gradient: gradientOf(family),
  ...(family.event === "scalar" ? scalarFace(family) : arrayFace(family)),
});

/** All distributions on plain numbers, keyed by the names of their families; improper ones are left out. */
export const distributions: Readonly<Record<string, NumericDistribution>> = Object.fromEntries(
  allFamilies().flatMap((family) => (family.name === "flat" ? [] : [[family.name, numericDistribution(family)]])),
);
