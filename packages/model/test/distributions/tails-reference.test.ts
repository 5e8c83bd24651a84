/** Check the tails that expressions are truncated by against reference cdfs, and their slopes against differences of them. */
import { addExpressions, compile, differentiate, graphBuilder } from "@credence/compiler";
import {
  allFamilies,
  type ExprNode,
  inputNode,
  isDiscrete,
  type Parameter,
  type ScalarFamily,
  type Tails,
} from "@credence/model";
import { type ReferencePoint, referenceDistributions } from "@credence/testing";
import { describe, expect, it } from "vitest";

const references = referenceDistributions();
const scalar = allFamilies().filter((family): family is ScalarFamily => family.event === "scalar");
const discrete = ({ support }: ScalarFamily): boolean => isDiscrete(support([], []));

it("are there for every family of numbers with a cdf that is no sum", () => {
  const without = scalar.filter(({ tails, logCdf }) => tails === undefined && logCdf !== undefined);
  const summed = ["bernoulli", "bernoulli_logit", "beta_binomial", "discrete_uniform", "hypergeometric"];
  expect(without.map(({ name }) => name).sort()).toEqual(summed);
});

/** A tail and its slopes in x and the parameters, compiled. */
function tailOf(family: ScalarFamily, side: keyof Pick<Tails, "logBelow" | "logAbove">) {
  const inputs = ["x", ...family.parameters.map(({ name }) => name)].map((name) => inputNode(name, []));
  const builder = graphBuilder();
  const ids = inputs.map(() => builder.input(1));
  const [x, ...parameters] = inputs as [ExprNode, ...ExprNode[]];
  const node = (family.tails as Tails)[side](x, ...parameters);
  const [output = -1] = addExpressions(builder, [node], new Map(inputs.map((input, i) => [input, ids[i] as number])));
  const moved = ids.filter((_, i) => !isWhole(family, i));
  const program = compile(builder.graph, { inputs: ids, outputs: [output, ...differentiate(builder, output, moved)] });
  return (at: readonly number[]): readonly number[] => {
    at.forEach((value, i) => {
      program.memory[program.inputs[i]?.offset as number] = value;
    });
    program.run();
    return program.outputs.map(({ offset }) => program.memory[offset] as number);
  };
}
const isWhole = (family: ScalarFamily, i: number): boolean =>
  i === 0 ? discrete(family) : isDiscrete((family.parameters[i - 1] as Parameter).support);

/** (f(−2h) − 8 f(−h) + 8 f(h) − f(2h)) / 12h. */
const difference = (f: (x: number) => number, x: number): number => {
  const h = 3e-4 * (Math.abs(x) > 0 ? Math.abs(x) : 1);
  return (f(x - 2 * h) - 8 * f(x - h) + 8 * f(x + h) - f(x + 2 * h)) / (12 * h);
};

const inner = (family: ScalarFamily, { x, params, tag, logcdf, logsf }: ReferencePoint): boolean => {
  if (tag === "outside" || tag === "boundary" || typeof x !== "number") return false;
  const support = family.support([], []);
  const last = "n" in params ? (params.n as number) : Infinity;
  if (support.kind === "interval" && x === support.lower) return false;
  return x < last && typeof logcdf === "number" && typeof logsf === "number" && logcdf > -Infinity && logsf > -Infinity;
};

describe.each(scalar.filter(({ name, tails }) => tails !== undefined && name in references))("$name", (family) => {
  const points = (references[family.name]?.points ?? []).filter((point) => inner(family, point));
  const order = (point: ReferencePoint): number[] => [
    point.x as number,
    ...family.parameters.map(({ name }) => point.params[name] as number),
  ];
  it.each([
    ["logBelow", "logcdf", "logCdf"],
    ["logAbove", "logsf", "logSf"],
  ] as const)("%s has the values and slopes of the reference", (side, key, numbers) => {
    const tail = tailOf(family, side);
    const f = family[numbers] as (...at: readonly number[]) => number;
    for (const point of points) {
      const at = order(point);
      const [value = Number.NaN, ...slopes] = tail(at);
      const expected = point[key] as number;
      const note = `${side} at ${JSON.stringify(point.params)}, x = ${point.x}`;
      expect(Math.abs(value - expected), `${note}: ${value}, not ${expected}`).toBeLessThanOrEqual(
        1e-9 * Math.abs(expected) + 1e-14,
      );
      const moved = at.map((_, i) => i).filter((i) => !isWhole(family, i));
      if (point.tag !== "ordinary") continue;
      for (const [k, i] of moved.entries()) {
        const slope = difference((v) => f(...at.map((each, j) => (i === j ? v : each))), at[i] as number);
        if (!Number.isFinite(slope)) continue;
        expect(Math.abs((slopes[k] as number) - slope), `${note}, slope ${i}: ${slopes[k]}, not ${slope}`).toBeLessThan(
          2e-7 * Math.abs(slope) + 1e-9 * (1 + Math.abs(expected / (at[i] || 1))),
        );
      }
    }
  });
});
