/** Write operations on small dense matrices, each element by the same steps in the same order as the interpreter's loops. */
import { loops } from "@credence/math";
import type { ArrayNode, MatrixNode, NodeId, NodeOf } from "../../../graph/types.js";
import { cholesky, choleskyAdjoint, solveLower, solveUpper } from "./factors.js";
import { addressOf, type Scope } from "./scope.js";

const { add, call, f64, load, mul } = loops;

type Double = loops.Expr<"f64">;
type Integer = loops.Expr<"i32">;

/** Where a node's first element lies. */
function startOf({ plan, pointers }: Scope, id: NodeId): Integer {
  const place = plan.places[id];
  if (place === undefined) throw new Error(`internal: node ${id} has no place`);
  return addressOf(place, pointers, 0);
}

/** Runs `write` for each of the matrices that lie one after the other, with their addresses. */
function forEachMatrix(
  scope: Scope,
  starts: readonly Integer[],
  sizes: readonly number[],
  count: number,
  write: (b: loops.Block, addresses: readonly Integer[]) => void,
): void {
  if (count === 1) {
    write(scope.block, starts);
    return;
  }
  scope.block.loop({ to: count }, (b, at) =>
    write(
      b,
      starts.map((start, k) => b.let(add(mul(at, sizes[k] as number), start))),
    ),
  );
}

/** out[i, j] = Σ_k a[i, k] · b[k, j], in order from 0; four rows at a time read b once. */
function writeProduct(block: loops.Block, [out, a, b]: readonly Integer[], node: NodeOf<"matmul">): void {
  const { rows, inner, columns, transposeLeft, transposeRight } = node;
  const [aRow, aInner] = transposeLeft ? [1, rows] : [inner, 1];
  const [bInner, bColumn] = transposeRight ? [1, inner] : [columns, 1];
  const write = (outer: loops.Block, first: Integer, count: number): void => {
    const left = Array.from({ length: count }, (_, r) => outer.let(add(a as Integer, mul(add(first, r), aRow))));
    outer.lanes({ to: columns, whole: columns % 4 === 0 }, (lanes, j) => {
      const totals = left.map(() => lanes.variable(f64(0)));
      const right = bColumn === 1 ? add(b as Integer, j) : lanes.let(add(b as Integer, mul(j, bColumn)));
      lanes.loop({ to: inner }, (each, k) => {
        const value = each.let(load(add(right, mul(k, bInner))));
        left.forEach((row, r) => {
          const total = totals[r] as Double;
          each.set(total, add(total, mul(load(add(row, mul(k, aInner))), value)));
        });
      });
      totals.forEach((total, r) => {
        lanes.store(add(add(out as Integer, mul(add(first, r), columns)), j), total);
      });
    });
  };
  const whole = rows - (rows % 4);
  if (whole > 0) block.loop({ to: whole, step: 4 }, (inside, first) => write(inside, first, 4));
  for (let row = whole; row < rows; row++) write(block, loops.i32(row), 1);
}

/** Writes a matrix operation. */
export function writeMatrices(scope: Scope, id: NodeId): void {
  const node = scope.plan.graph.nodes[id] as MatrixNode;
  const lengths = [id, ...node.args].map((each) => (scope.plan.graph.nodes[each] as ArrayNode).length);
  const starts = [id, ...node.args].map((each) => startOf(scope, each));
  const { block } = scope;
  if (node.op === "matmul") {
    const sizes = [node.rows * node.columns, node.rows * node.inner, node.inner * node.columns];
    const count = node.length / (node.rows * node.columns);
    forEachMatrix(scope, starts, sizes, count, (b, addresses) => writeProduct(b, addresses, node));
    return;
  }
  const { size } = node;
  const square = size * size;
  if (node.op === "solveTriangular") {
    const each = size * node.columns;
    const [out, , right] = starts as [Integer, Integer, Integer];
    block.lanes({ to: lengths[0] as number }, (b, i) => b.store(add(out, i), load(add(right, i))));
    const solve = node.transpose ? solveUpper : solveLower;
    forEachMatrix(scope, starts, [each, square, each], node.length / each, (b, [x, factor]) =>
      b.do(call(solve, factor as Integer, x as Integer, size, node.columns)),
    );
    return;
  }
  const kernel = node.op === "cholesky" ? cholesky : choleskyAdjoint;
  forEachMatrix(scope, starts, [square, square, square], node.length / square, (b, [out, ...args]) =>
    b.do(call(kernel, ...args, out as Integer, size)),
  );
}
