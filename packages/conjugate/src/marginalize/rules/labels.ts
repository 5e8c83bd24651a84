/** Sum finite variables out: labels of mixtures, switches, small counts. Each value is tried, cell by cell. */
import { exp, log, randomCategorical } from "@credence/math";
import {
  type Axes,
  type Axis,
  type ExprNode,
  evaluate,
  familyNamed,
  inOrder,
  lengthOf,
  linear,
  raw,
  supportOf,
} from "@credence/model";
import type { Variable } from "../../graph/condition.js";
import { everyValue, withValues } from "../at-values.js";
import { cellMapOf } from "../cell-map.js";
import { guarded } from "../guarded.js";
import { observedDensity } from "../observed-density.js";
import type { Factor, Outcome, Recovery, Rule } from "../step.js";

/** Above so many values a variable is not finite enough to try them all. */
const mostValues = 200;

export const finiteValues: Rule = (latent, touched): Outcome | undefined => {
  const { node, name, family } = latent;
  const values = valuesOf(node);
  if (values === undefined) return undefined;
  const along: Axis = { name: `values of ${name}`, labels: [...values], size: values.length };
  const every = everyValue(node, values, along);
  const whole: Axes = [...node.axes, along];
  const apart: Factor[] = [];
  let logits = inOrder(
    family.logDensity(every, ...node.args.map((arg, i) => guarded(arg, family.parameters[i]))),
    whole,
  );
  for (const factor of touched) {
    const density = densityOf(factor);
    if (typeof density === "string") return { reason: density };
    const cells = cellMapOf(density, node);
    const tried = cells === undefined ? undefined : withValues(density, node, every);
    if (cells === undefined || tried === undefined)
      return { reason: `the density of ${nameOf(factor)} mixes several cells of \`${name}\`` };
    const rows = inOrder(tried, [...density.axes, along]);
    logits = logits.add(perCell(rows, cells, whole));
    if (cells.includes(-1))
      apart.push({ kind: "term", name: nameOf(factor), value: withoutCells(rows, cells, values.length) });
  }
  const observed = [...new Set(touched.map(nameOf))];
  const together: Factor = { kind: "term", name: observed.join(", "), value: raw.logSumExp(logits, along) };
  return {
    factors: observed.length === 0 ? [] : [together, ...apart],
    recovery: labelRecovery(latent, observed, logits, values),
  };
};

/** What a variable may be, the same for all its cells; undefined where that is not a short list. */
function valuesOf(node: ExprNode): Float64Array | undefined {
  const support = supportOf(node);
  if (support.kind === "label") return counted(0, support.dim.size - 1);
  if (support.kind !== "integer") return undefined;
  const [lower, upper] = [support.lower, support.upper].map((bound) => {
    if (bound === undefined || typeof bound === "number") return bound;
    const values = bound.known ? evaluate(bound) : [];
    return new Set(values).size === 1 ? values[0] : undefined;
  });
  return lower === undefined || upper === undefined || upper - lower >= mostValues ? undefined : counted(lower, upper);
}
const counted = (from: number, to: number): Float64Array =>
  Float64Array.from({ length: to - from + 1 }, (_, i) => from + i);

function densityOf(factor: Factor): ExprNode | string {
  if (factor.kind === "term") return factor.value;
  if (factor.kind === "gaussian") return `normal variables were integrated over the values first`;
  const { variable } = factor;
  if (variable.values === undefined) return `\`${variable.name}\`, which depends on it, is not observed`;
  return variable.constrained ? `\`${variable.name}\` is observed under a constraint` : observedDensity(variable);
}

const nameOf = (factor: Factor): string =>
  factor.kind === "variable"
    ? factor.variable.name
    : factor.kind === "term"
      ? factor.name
      : factor.gaussian.observed.join(", ");

/** Log densities over (rows, values), added up for each cell and value. */
function perCell(rows: ExprNode, cells: Int32Array, whole: Axes): ExprNode {
  const count = (whole.at(-1) as Axis).size;
  if (cells.every((cell, r) => cell === r)) return inOrder(rows, whole);
  const places = [...cells.entries()].filter(([, cell]) => cell >= 0);
  const each = (of: (place: readonly [number, number], k: number) => number): Int32Array =>
    Int32Array.from({ length: places.length * count }, (_, i) =>
      of(places[Math.floor(i / count)] as [number, number], i % count),
    );
  const from = each(([row], k) => row * count + k);
  const to = each(([, cell], k) => cell * count + k);
  return linear(rows, { from, to, coefficients: new Float64Array(from.length).fill(1) }, whole);
}

/** The log density of rows that depend on no cell: the same at every value. */
function withoutCells(rows: ExprNode, cells: Int32Array, count: number): ExprNode {
  const from = Int32Array.from([...cells.entries()].flatMap(([row, cell]) => (cell < 0 ? [row * count] : [])));
  return linear(
    rows,
    { from, to: new Int32Array(from.length), coefficients: new Float64Array(from.length).fill(1) },
    [],
  );
}

/** Labels given everything else: probabilities in proportion to exp(logits). */
function labelRecovery(
  variable: Variable,
  observed: readonly string[],
  logits: ExprNode,
  values: Float64Array,
): Recovery {
  const size = lengthOf(variable.node);
  const { length: count } = values;
  const probabilities = new Float64Array(size * count);
  const row = (cell: number): Float64Array => probabilities.subarray(cell * count, (cell + 1) * count);
  const setAt = (logits: Float64Array, point: number): void => {
    for (let cell = 0; cell < size; cell++) {
      const from = (point * size + cell) * count;
      normalise(logits.subarray(from, from + count), row(cell));
    }
  };
  const marginals = [{ family: familyNamed("categorical"), parameters: [probabilities] }];
  return {
    variables: [variable],
    pair: "every value",
    observed,
    expressions: [logits],
    law: ([weights]) => {
      setAt(weights as Float64Array, 0);
      return {
        marginals,
        logDensity: ([x]) =>
          (x as Float64Array).reduce((sum, value, cell) => sum + log(row(cell)[values.indexOf(value)] ?? 0), 0),
      };
    },
    draw: ([weights], points, rng, [into]) => {
      for (let point = 0; point < points; point++) {
        setAt(weights as Float64Array, point);
        for (let cell = 0; cell < size; cell++)
          (into as Float64Array)[point * size + cell] = values[randomCategorical(rng, row(cell))] as number;
      }
    },
  };
}

/** exp of the logits, less the largest, in proportion. */
function normalise(logits: Float64Array, into: Float64Array): void {
  const top = logits.reduce((most, x) => Math.max(most, x), -Infinity);
  let total = 0;
  for (let k = 0; k < logits.length; k++) total += into[k] = exp((logits[k] as number) - top);
  for (let k = 0; k < logits.length; k++) into[k] = (into[k] as number) / total;
}
