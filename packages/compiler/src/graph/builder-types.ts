/** State what a graph builder offers to those who lower, differentiate and rewrite. */
import type { BinaryName, TernaryName, UnaryName } from "@credence/model";
import type { Operations } from "./operations.js";
import type { ArrayGraph, ArrayNode, NodeId, NodeOf } from "./types.js";

/** The shape of a running sum along one dim. */
export type CumulativeShape = Pick<NodeOf<"cumulativeSum">, "outer" | "size" | "inner" | "reverse">;

/** Where random labels lead: element i of the result is read at base[i] + stride · label. */
export type TakeShape = Pick<NodeOf<"take">, "base" | "stride" | "size">;

/** Where the coefficients of a linear map stand: coefficient i leads from element from[i] to element to[i]. */
export type LinearShape = Pick<NodeOf<"linear">, "from" | "to">;

/** The shape of a triangular solution: `columns` right-hand sides side by side. */
export type SolveShape = Pick<NodeOf<"solveTriangular">, "size" | "columns" | "transpose">;

/** The shape of a product of matrices. */
export type ProductShape = Pick<NodeOf<"matmul">, "rows" | "inner" | "columns" | "transposeLeft" | "transposeRight">;

/** Which equations are solved, where, and in what solutions are differentiated. */
export type OdeShape = Pick<NodeOf<"ode">, "body" | "grid" | "by" | "slopes">;
/** What a scan repeats, how often and from which end. */
export type ScanShape = Pick<NodeOf<"scan">, "body" | "steps" | "reverse">;

/**
 * Makes nodes. Every method returns the id of a node with the value asked for and the length asked for: perhaps an older
 * node (equal computations are shared), a constant (what depends on data only is evaluated at once, `input` is the only
 * source of what is not known) or a simpler form (`simplify/` lists the rules). Arrays are not copied: they must not
 * change after they were given.
 */
export interface GraphBuilder {
  /** What was built so far; grows with every call. */
  readonly graph: ArrayGraph;
  /** Elementwise operations by name, with broadcasting of length 1. */
  readonly ops: Operations;
  node(id: NodeId): ArrayNode;
  /** Any node whose arguments are in this graph. @throws RangeError if it is malformed. */
  add(node: ArrayNode): NodeId;
  input(length: number): NodeId;
  constant(value: number): NodeId;
  data(values: Float64Array): NodeId;
  /** One number that other data would change: unlike a constant it is no part of what a graph's structure is. */
  datum(value: number): NodeId;
  unary(op: UnaryName, x: NodeId): NodeId;
  binary(op: BinaryName, x: NodeId, y: NodeId): NodeId;
  ternary(op: TernaryName, x: NodeId, y: NodeId, z: NodeId): NodeId;
  select(condition: NodeId, yes: NodeId, no: NodeId): NodeId;
  gather(x: NodeId, positions: Int32Array): NodeId;
  /** x repeated to `length` elements; itself if it has as many. */
  broadcast(x: NodeId, length: number): NodeId;
  scatterAdd(x: NodeId, positions: Int32Array, length: number): NodeId;
  take(x: NodeId, at: NodeId, shape: TakeShape): NodeId;
  scatterTake(x: NodeId, at: NodeId, shape: TakeShape, length: number): NodeId;
  /** @param values data, or a known node of as many elements. */
  linear(x: NodeId, values: NodeId, shape: LinearShape, length: number): NodeId;
  sum(x: NodeId): NodeId;
  segmentMax(x: NodeId, positions: Int32Array, length: number): NodeId;
  cumulativeSum(x: NodeId, shape: CumulativeShape): NodeId;
  cholesky(x: NodeId, size: number): NodeId;
  choleskyAdjoint(factor: NodeId, bar: NodeId, size: number): NodeId;
  solveTriangular(factor: NodeId, right: NodeId, shape: SolveShape): NodeId;
  matmul(left: NodeId, right: NodeId, shape: ProductShape): NodeId;
  /** A registered function: see `ArrayNode`. */
  external(name: string, args: readonly NodeId[], cases: number): NodeId;
  /** Rounds of a body; what the body's outputs do not need is left out of it. */
  scan(args: readonly NodeId[], shape: ScanShape): NodeId;
  ode(args: readonly NodeId[], shape: OdeShape): NodeId;
  /** The elements of a node that is known now: constants, data and constants repeated. */
  known(id: NodeId): Float64Array | undefined;
}
