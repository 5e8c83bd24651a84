/** Read and replace a node's arguments without knowing its kind. */
import { elementwise } from "@credence/model";
import type { ArrayNode, ElementwiseNode, MatrixNode, NodeId, NodeOf } from "./types.js";

/** The nodes that a node is computed from, in order. */
export const argumentsOf = (node: ArrayNode): readonly NodeId[] => ("args" in node ? node.args : []);

/** The numbers that describe a matrix operation. */
export function matrixShape(node: MatrixNode): readonly number[] {
  switch (node.op) {
    case "cholesky":
    case "choleskyAdjoint":
      return [node.size];
    case "solveTriangular":
      return [node.size, node.columns, Number(node.transpose)];
    case "matmul":
      return [node.rows, node.inner, node.columns, Number(node.transposeLeft), Number(node.transposeRight)];
  }
}

/** The numbers that describe a scan, its body's nodes aside. */
export function scanShape({ body, steps, reverse }: NodeOf<"scan">): readonly number[] {
  const { inputs, outputs, carried, read } = body;
  return [steps, Number(reverse), carried, read, inputs.length, ...inputs, ...outputs];
}

/** The whole numbers that describe a solution of differential equations, its body's nodes aside. */
export function odeShape({ body, by }: NodeOf<"ode">): readonly number[] {
  const { inputs, outputs, carried } = body;
  return [carried, inputs.length, ...inputs, ...outputs, by.length, ...by];
}
/** Where it starts and how it is computed. */
export function odeNumbers({ grid }: NodeOf<"ode">): readonly number[] {
  const { relative, absolute, maxSteps, method } = grid.settings;
  return [grid.from, relative, absolute, maxSteps, ["auto", "explicit", "stiff"].indexOf(method)];
}

/** The same operation on other arguments, of as many elements as stated. */
export const withArguments = (node: ArrayNode, args: readonly NodeId[], length: number = node.length): ArrayNode =>
  "args" in node ? ({ ...node, args, length } as unknown as ArrayNode) : node;

/** Whether each element is computed from the same element of the arguments. */
export const isElementwise = (node: ArrayNode): node is ElementwiseNode => Object.hasOwn(elementwise, node.op);
