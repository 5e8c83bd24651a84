/** Give an exact variable the face of a distribution: mean, sd, quantiles, cdf and the shortest interval, cell by cell. */
import type { ExactVariable } from "@credence/conjugate";
import { type Cell, cellOf, chooseCells, INTERVAL_MASS, type Labels, type Marginal } from "@credence/draws";
import { sizeOf } from "@credence/model";

const variables = new WeakMap<object, ExactVariable>();

/** The variable of which a marginal was made; nothing if it was made of something else. */
export const variableOf = (of: object): ExactVariable | undefined => variables.get(of);

/** The marginal distribution of a variable over its dims. */
export function marginal(variable: ExactVariable): Marginal<string> {
  const face = faceOf(variable);
  variables.set(face, variable);
  return face;
}

function faceOf({ name, axes, family, parameters }: ExactVariable): Marginal<string> {
  const each = (statistic: (...p: readonly number[]) => number): Cell<string> =>
    cellOf(
      axes,
      Float64Array.from({ length: sizeOf(axes) }, (_, cell) =>
        statistic(...parameters.map((values) => values[cell] as number)),
      ),
    );
  const known = <F>(f: F | undefined, what: string): F => {
    if (f === undefined) throw new Error(`the ${what} of ${family.constructorName} is not known in closed form`);
    return f;
  };
  const quantileOf = known(family.quantile, "quantile function");
  const ends = (mass: number): ((...p: readonly number[]) => readonly [number, number]) => {
    if (!(mass > 0 && mass < 1))
      throw new RangeError(`an interval of mass ${mass} is not possible: it must lie between 0 and 1`);
    return (...p) => shortestInterval((q) => quantileOf(q, ...p), mass);
  };
  return {
    dims: axes.map((axis) => axis.name),
    mean: () => each(known(family.mean, "mean")),
    sd: () => {
      const variance = known(family.variance, "variance");
      return each((...p) => Math.sqrt(variance(...p)));
    },
    quantile: (q) => {
      if (!(q >= 0 && q <= 1)) throw new RangeError(`there is no quantile at ${q}: it must lie between 0 and 1`);
      return each((...p) => quantileOf(q, ...p));
    },
    cdf: (x) => {
      const cdf = known(family.cdf, "cdf");
      return each((...p) => cdf(x, ...p));
    },
    interval: (mass = INTERVAL_MASS) => ({
      low: each((...p) => ends(mass)(...p)[0]),
      high: each((...p) => ends(mass)(...p)[1]),
    }),
    at: (labels: Labels<string>) => {
      const chosen = chooseCells(axes, labels);
      const cells = parameters.map((values) => Float64Array.from(chosen.cells, (cell) => values[cell] as number));
      return marginal({ name, axes: chosen.axes, family, parameters: cells }) as never;
    },
  };
}

const golden = (3 - Math.sqrt(5)) / 2;

/**
 * The shortest interval that holds `mass`: of a unimodal distribution the highest-density one. Its width, as a function of
 * the mass below it, has one minimum, found by golden-section search (Kiefer 1953).
 */
export function shortestInterval(quantile: (p: number) => number, mass: number): readonly [number, number] {
  const width = (below: number): number => quantile(Math.min(1, below + mass)) - quantile(below);
  let [low, high] = [0, 1 - mass];
  let [left, right] = [low + golden * (high - low), high - golden * (high - low)];
  let [atLeft, atRight] = [width(left), width(right)];
  while (high - low > 1e-10) {
    if (atLeft <= atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = low + golden * (high - low);
      atLeft = width(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = high - golden * (high - low);
      atRight = width(right);
    }
  }
  const below = [0, (low + high) / 2, 1 - mass].reduce((a, b) => (width(b) < width(a) ? b : a));
  return [quantile(below), quantile(Math.min(1, below + mass))];
}
