/** Check that sums of products along a dim are products of matrices, and give what the sums give. */
import { rng } from "@credence/math";
import { dim, type Expr, evaluate, inputNode, lengthOf, mul, nodeOf, sum, typed } from "@credence/model";
import { describe, expect, it } from "vitest";
import { addExpressions, compile, graphBuilder } from "../../src/index.js";

const [a, b, c, g] = [dim("a", 3), dim("b", 4), dim("c", 2), dim("g", 2)];
const stream = rng(1, "contraction");

/** The operations of Σ x y along `over`, and whether their values are those of the expression. */
function lowered(left: ReturnType<typeof inputNode>, right: ReturnType<typeof inputNode>, over = b, used = false) {
  const product = mul(typed<Expr<string>>(left), typed<Expr<string>>(right));
  const total = nodeOf(sum(product, over));
  const builder = graphBuilder();
  const inputs = [left, right].map((x) => builder.input(lengthOf(x)));
  const roots = used ? [total, nodeOf(product)] : [total];
  const outputs = addExpressions(builder, roots, new Map([left, right].map((x, i) => [x, inputs[i] as number])));
  const program = compile(builder.graph, { inputs, outputs });
  const values = [left, right].map((x) => Float64Array.from({ length: lengthOf(x) }, () => stream.normal()));
  values.forEach((v, i) => {
    program.memory.set(v, (program.inputs[i] as { offset: number }).offset);
  });
  program.run();
  const { offset, length } = program.outputs[0] as { offset: number; length: number };
  const wanted = evaluate(total, new Map([left, right].map((x, i) => [x, values[i] as Float64Array])));
  const worst = program.memory
    .subarray(offset, offset + length)
    .reduce((most, v, i) => Math.max(most, Math.abs(v - (wanted[i] as number))), 0);
  return { ops: builder.graph.nodes.map(({ op }) => op), worst, length: [length, wanted.length] };
}

describe("a sum of products", () => {
  it.each([
    ["of two matrices", inputNode("x", [a, b]), inputNode("y", [b, c])],
    ["of two matrices stored the other way", inputNode("x", [b, a]), inputNode("y", [c, b])],
    ["of a matrix for each label", inputNode("x", [g, a, b]), inputNode("y", [b, c, g])],
  ])("%s is a product of matrices", (_, x, y) => {
    const { ops, worst, length } = lowered(x, y);
    expect(ops).toContain("matmul");
    expect(ops).not.toContain("mul");
    expect(worst).toBeLessThan(1e-14);
    expect(length[0]).toBe(length[1]);
  });

  it("keeps products that something else reads", () => {
    expect(lowered(inputNode("x", [a, b]), inputNode("y", [b, c]), b, true).ops).toContain("mul");
  });

  it.each([
    ["of a matrix and a vector", inputNode("x", [a, b]), inputNode("y", [b])],
    ["of two vectors", inputNode("x", [b]), inputNode("y", [b])],
  ])("%s stays a sum", (_, x, y) => {
    const { ops, worst } = lowered(x, y);
    expect(ops).not.toContain("matmul");
    expect(worst).toBeLessThan(1e-14);
  });
});
