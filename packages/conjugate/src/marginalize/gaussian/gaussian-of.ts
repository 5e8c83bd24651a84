/** Write the densities of normal variables as Gaussians. */
import { cholesky, LOG_SQRT_TWO_PI, log, solveLower } from "@credence/math";
import { type Axes, type Axis, broadcastPositions, constant, type ExprNode, evaluate, lengthOf } from "@credence/model";
import { unknownsIn, type Variable } from "../../graph/condition.js";
import { guarded } from "../guarded.js";
import { type Affine, affineOf, mixed, plus, scaled, spread } from "./affine.js";
import { type Gaussian, tally } from "./factor.js";
import { homogeneousIn, powerOf } from "./homogeneous.js";

/**
 * The density of a normal variable, of the log of an observed lognormal one, or of a multivariate normal one whose
 * covariance is known; undefined for others.
 */
export function gaussianOf(variable: Variable): Gaussian | undefined {
  switch (variable.family.name) {
    case "normal":
      return scalarGaussian(variable, variable.values);
    case "lognormal": {
      const logs = variable.values?.map(log);
      const gaussian = logs === undefined ? undefined : scalarGaussian(variable, logs);
      return gaussian && { ...gaussian, constant: gaussian.constant - total(logs as Float64Array) };
    }
    case "multivariate_normal":
      return vectorGaussian(variable, cholesky);
    case "multivariate_normal_cholesky":
      return vectorGaussian(variable, (factor) => factor);
    default:
      return undefined;
  }
}

const total = (values: Float64Array): number => values.reduce((sum, x) => sum + x, 0);

/** The value less the mean: the value is the variable itself where nothing was seen. */
function residualOf({ node: { axes, args }, node }: Variable, seen: Float64Array | undefined): Affine {
  const mean = args[0] as ExprNode;
  const own: Affine = seen === undefined ? affineOf(node) : { constant: seen, parts: [] };
  return plus(own, spread(affineOf(mean), mean.axes, axes), -1);
}

function scalarGaussian(variable: Variable, seen: Float64Array | undefined): Gaussian {
  const { name, node, family } = variable;
  const { base, cells, factors } = spreadOf(guarded(node.args[1] as ExprNode, family.parameters[1]), node.axes);
  return {
    observed: [name],
    residual: scaled(
      residualOf(variable, seen),
      factors.map((f) => 1 / f),
    ),
    base,
    cells,
    logs: tally(cells, lengthOf(base)),
    constant: -total(factors.map(log)) - factors.length * LOG_SQRT_TWO_PI,
  };
}

/** L⁻¹ (x − mean), whose rows are independent and standard normal, for the factor L of the covariance. */
function vectorGaussian(variable: Variable, factorOf: (matrix: Float64Array) => Float64Array): Gaussian | undefined {
  const { name, node, values, event } = variable;
  const matrix = node.args[1] as ExprNode;
  const [dim] = event as readonly [Axis];
  if (!matrix.known || matrix.axes.length !== 2 || node.axes.at(-1)?.name !== dim.name) return undefined;
  const factor = factorOf(evaluate(matrix));
  const { size } = dim;
  const columns = Array.from({ length: size }, (_, i) =>
    solveLower(
      factor,
      Float64Array.from({ length: size }, (_v, j) => (i === j ? 1 : 0)),
    ),
  );
  const count = lengthOf(node);
  const whitened = mixed(residualOf(variable, values), count, (row, add) => {
    const [start, r] = [row - (row % size), row % size];
    for (let c = 0; c <= r; c++) add(start + c, columns[c]?.[r] as number);
  });
  let logs = 0;
  for (let i = 0; i < size; i++) logs += log(factor[i * size + i] as number);
  return {
    observed: [name],
    residual: whitened,
    base: constant(1),
    cells: new Int32Array(count),
    logs: Float64Array.of(count),
    constant: -count * LOG_SQRT_TWO_PI - (logs * count) / size,
  };
}

/** Standard deviations: known positive factors times cells of an expression. */
interface Spread {
  readonly base: ExprNode;
  readonly cells: Int32Array;
  readonly factors: Float64Array;
}

/** Standard deviations over `axes`. Known multiples of a power of one variable have that power as their base. */
function spreadOf(sd: ExprNode, axes: Axes): Spread {
  const found = cellsTimesFactors(sd, axes);
  const [variable, other] = unknownsIn(found.base);
  const power = variable === undefined || other !== undefined ? undefined : homogeneousIn(found.base, variable);
  if (variable === undefined || power === undefined) return found;
  return {
    base: powerOf(variable, power.power),
    cells: found.cells,
    factors: found.factors.map((f, i) => f * (power.factor[found.cells[i] as number] as number)),
  };
}

function cellsTimesFactors(sd: ExprNode, axes: Axes): Spread {
  const { constant: known, parts } = spread(affineOf(sd), sd.axes, axes);
  const size = known.length;
  const [part, other] = parts;
  if (part === undefined) return { base: constant(1), cells: new Int32Array(size), factors: known };
  const { atom, rows } = part;
  const oneEach = rows.from.length === size && rows.start.every((start, r) => start === r);
  return other === undefined && oneEach && known.every((x) => x === 0) && rows.by.every((by) => by > 0)
    ? { base: atom, cells: rows.from, factors: rows.by }
    : { base: sd, cells: broadcastPositions(sd.axes, axes), factors: new Float64Array(size).fill(1) };
}
