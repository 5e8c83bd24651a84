/** Check slopes of distributions made of others against central differences, in x and in every parameter that is real. */
import { addExpressions, compile, differentiate, graphBuilder } from "@credence/compiler";
import {
  type ExprNode,
  evaluate,
  inputNode,
  isDiscrete,
  lengthOf,
  type Parameter,
  sumAll,
  supportOf,
} from "@credence/model";
import { describe, expect, it } from "vitest";
import { continuous, discrete, nodeFor } from "./cases.js";
import { atoms, drawsOf, familyOf } from "./law.js";

const isNumber = (arg: ExprNode): boolean => arg.operation.op === "constant" && Number.isFinite(arg.operation.value);

/** The arguments that may be moved: x where it is real, and real parameters; limits of counts are data. */
function movable(node: ExprNode): readonly boolean[] {
  const whole = isDiscrete(supportOf(node));
  return [
    !whole,
    ...node.args.map((arg, i) => {
      const { support, name } = familyOf(node).parameters[i] as Parameter;
      const isLimit = name === "lower" || name === "upper";
      const isWeight = familyOf(node).name.startsWith("mixture") && i < 1;
      return !isDiscrete(support) && !(whole && isLimit) && !isWeight && (isNumber(arg) || lengthOf(arg) > 1);
    }),
  ];
}

describe.each([...continuous, ...discrete])("$name", (one) => {
  const node = nodeFor(one);
  const family = familyOf(node);
  const moves = movable(node);
  const inputs = [inputNode("x", []), ...node.args.map((arg, i) => inputNode(`p${i}`, arg.axes))];
  const used = inputs.map((input, i) => (moves[i] || i === 0 ? input : (node.args[i - 1] as ExprNode)));
  const [x, ...parameters] = used as [ExprNode, ...ExprNode[]];
  const density = sumAll(family.logDensity(x, ...parameters));
  const free = inputs.filter((_, i) => moves[i] || i === 0);

  const builder = graphBuilder();
  const ids = free.map((input) => builder.input(lengthOf(input)));
  const [output = -1] = addExpressions(builder, [density], new Map(free.map((input, i) => [input, ids[i] as number])));
  const program = compile(builder.graph, { inputs: ids, outputs: [output, ...differentiate(builder, output, ids)] });

  const draws = [...new Set(drawsOf(node, 12))].slice(0, 4);
  const points = draws.filter((draw) => !atoms(node).includes(draw)).concat(atoms(node));

  it("has the slopes of central differences", () => {
    for (const at of points) {
      const values = free.map((input) =>
        input === inputs[0]
          ? Float64Array.of(at)
          : Float64Array.from(evaluate(node.args[inputs.indexOf(input) - 1] as ExprNode)),
      );
      for (const [i, value] of values.entries()) program.memory.set(value, program.inputs[i]?.offset as number);
      program.run();
      const slopes = free.map((_, i) => {
        const { offset, length } = program.outputs[i + 1] as { offset: number; length: number };
        return program.memory.slice(offset, offset + length);
      });
      const logDensityAt = (moved: readonly Float64Array[]): number =>
        evaluate(density, new Map(free.map((input, i) => [input, moved[i] as Float64Array])))[0] as number;
      const here = program.memory[program.outputs[0]?.offset as number] as number;
      expect(here).toBeCloseTo(logDensityAt(values), 10);
      for (const [i, value] of values.entries()) {
        // a single value with a probability has neighbours with densities: neither it nor its limit can be moved
        if (
          !moves[inputs.indexOf(free[i] as ExprNode)] ||
          (atoms(node).includes(at) && (i === 0 || Array.from(value).includes(at)))
        )
          continue;
        for (let k = 0; k < value.length; k++) {
          const step = 1e-5;
          const moved = (by: number): number =>
            logDensityAt(values.map((v, j) => (j === i ? v.map((each, l) => each + (l === k ? by : 0)) : v)));
          const [above, below] = [moved(step), moved(-step)];
          if (!Number.isFinite(above - below)) continue;
          const slope = slopes[i]?.[k] as number;
          expect(
            Math.abs(slope - (above - below) / (2 * step)),
            `${free[i]?.operation.op} ${i}[${k}] at ${at}: ${slope}`,
          ).toBeLessThan(1e-6 * (1 + Math.abs(slope)));
        }
      }
    }
  });
});
