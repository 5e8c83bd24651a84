/** Describe array programs as plain data: every value is a vector of known length, dims are gone. */
import type { BinaryName, ElementwiseName, OdeGrid, TernaryName, UnaryName } from "@credence/model";

/** Position of a node in its graph; arguments always stand before their users. */
export type NodeId = number;

/**
 * One array operation. Elementwise arguments have the node's length or length 1.
 * A dim's place in a row-major array is given by (outer, size, inner): index = (o · size + s) · inner + i.
 */
export type ArrayNode =
  /** Filled in by the caller before each run. */
  | { readonly op: "input"; readonly length: number }
  | { readonly op: "constant"; readonly value: number; readonly length: 1 }
  | { readonly op: "data"; readonly values: Float64Array; readonly length: number }
  | { readonly op: UnaryName; readonly args: readonly [NodeId]; readonly length: number }
  | { readonly op: BinaryName; readonly args: readonly [NodeId, NodeId]; readonly length: number }
  | { readonly op: TernaryName; readonly args: readonly [NodeId, NodeId, NodeId]; readonly length: number }
  /** out[i] = x[positions[i]]: broadcasting and lookups at known labels. */
  | { readonly op: "gather"; readonly args: readonly [NodeId]; readonly positions: Int32Array; readonly length: number }
  /** out[positions[i]] += x[i]: sums over dims and the adjoint of gather. */
  | {
      readonly op: "scatterAdd";
      readonly args: readonly [NodeId];
      readonly positions: Int32Array;
      readonly length: number;
    }
  /** out[i] = x[base[i] + stride · at[i]]: lookups at random labels; a label that is not one of 0 … size − 1 gives NaN. */
  | {
      readonly op: "take";
      readonly args: readonly [NodeId, NodeId];
      readonly base: Int32Array;
      readonly stride: number;
      readonly size: number;
      readonly length: number;
    }
  /** out[base[i] + stride · at[i]] += x[i], arguments (x, at): the adjoint of take; other labels add nothing. */
  | {
      readonly op: "scatterTake";
      readonly args: readonly [NodeId, NodeId];
      readonly base: Int32Array;
      readonly stride: number;
      readonly size: number;
      readonly length: number;
    }
  /**
   * out[to[i]] += values[i] · x[from[i]], arguments (x, values), values data: a linear map in coordinate form. Its adjoint
   * is the same with from and to exchanged.
   */
  | {
      readonly op: "linear";
      readonly args: readonly [NodeId, NodeId];
      readonly from: Int32Array;
      readonly to: Int32Array;
      readonly length: number;
    }
  /** The sum of all elements. */
  | { readonly op: "sum"; readonly args: readonly [NodeId]; readonly length: 1 }
  /**
   * Largest element of each group: out[positions[i]] = max(…, x[i]), -Infinity for an empty group.
   * Its adjoint is taken as zero: it only shifts exponents.
   */
  | {
      readonly op: "segmentMax";
      readonly args: readonly [NodeId];
      readonly positions: Int32Array;
      readonly length: number;
    }
  /** Running sums along one dim, from the end when reverse. */
  | {
      readonly op: "cumulativeSum";
      readonly args: readonly [NodeId];
      readonly outer: number;
      readonly size: number;
      readonly inner: number;
      readonly reverse: boolean;
      readonly length: number;
    }
  /**
   * Of matrices of `size` rows and columns, one after the other: the lower triangular factor of each one's symmetric part;
   * NaN where that is not positive definite.
   */
  | { readonly op: "cholesky"; readonly args: readonly [NodeId]; readonly size: number; readonly length: number }
  /** From a factor and its adjoint to the adjoint of the matrix, symmetric; of the second argument the lower triangle is read. */
  | {
      readonly op: "choleskyAdjoint";
      readonly args: readonly [NodeId, NodeId];
      readonly size: number;
      readonly length: number;
    }
  /**
   * L⁻¹ B, or L⁻ᵀ B when transposed, for lower triangular matrices L of `size` rows (the upper triangle is not read) and B
   * of as many rows and `columns` columns, one pair after the other.
   */
  | {
      readonly op: "solveTriangular";
      readonly args: readonly [NodeId, NodeId];
      readonly size: number;
      readonly columns: number;
      readonly transpose: boolean;
      readonly length: number;
    }
  /** Products of `rows` × `inner` and `inner` × `columns` matrices, either stored transposed, one pair after the other. */
  | {
      readonly op: "matmul";
      readonly args: readonly [NodeId, NodeId];
      readonly rows: number;
      readonly inner: number;
      readonly columns: number;
      readonly transposeLeft: boolean;
      readonly transposeRight: boolean;
      readonly length: number;
    }
  /**
   * A registered function of `@credence/model`, for each of `cases`: the value, then its slope in each of the numbers, case
   * by case. Arguments: the numbers, one for each case; series, those of one case after those of another.
   */
  | {
      readonly op: "external";
      readonly name: string;
      readonly args: readonly NodeId[];
      readonly cases: number;
      readonly length: number;
    }
  /**
   * Rounds of one body, each on what the round before left: see `ScanBody` for the arguments and `scanPieces` for the
   * result. Reads go from the first to the last, or from the last to the first when reverse.
   */
  | {
      readonly op: "scan";
      readonly args: readonly NodeId[];
      readonly body: ScanBody;
      readonly steps: number;
      readonly reverse: boolean;
      readonly length: number;
    }
  /**
   * Solutions of differential equations at the times of a grid. The body's carried inputs are the states, what it reads is
   * the present time, which is no argument, and its outputs are the rates. The result: each state time by time, then, row
   * by row, the derivatives of all of these in the arguments `by`.
   */
  | {
      readonly op: "ode";
      readonly args: readonly NodeId[];
      readonly body: ScanBody;
      readonly grid: OdeGrid;
      readonly by: readonly number[];
      readonly slopes: OdeSlopes | undefined;
      readonly length: number;
    };

/** A program of the derivatives of rates, which follows from the rates: inputs as theirs, outputs as `odeSlopes` says. */
export interface OdeSlopes {
  readonly graph: ArrayGraph;
  readonly inputs: readonly NodeId[];
  readonly outputs: readonly NodeId[];
}

/**
 * What a scan does in each of its rounds. Its arguments, in the order of `inputs`: what is carried, as it stands before
 * the first round; what is read, `steps` pieces one after the other, of which round t sees piece t; what is the same in
 * all rounds.
 */
export interface ScanBody {
  readonly graph: ArrayGraph;
  readonly inputs: readonly NodeId[];
  /** How many of the inputs are carried, and how many of the others are read. */
  readonly carried: number;
  readonly read: number;
  /** What is carried on, in the order of the inputs, then what the round gives. */
  readonly outputs: readonly NodeId[];
}

/** Name of an array operation. */
export type Op = ArrayNode["op"];

/** The kinds of nodes among N that may have one of the operations O. */
export type Having<N extends ArrayNode, O extends Op> = N extends ArrayNode
  ? [N["op"] & O] extends [never]
    ? never
    : N
  : never;

/** The kind of node of an operation. */
export type NodeOf<O extends Op> = Having<ArrayNode, O>;

/** A node that computes each element from the same element of its arguments. */
export type ElementwiseNode = NodeOf<ElementwiseName>;

/** An array program: nodes in topological order. */
export interface ArrayGraph {
  readonly nodes: readonly ArrayNode[];
}

/** Operations on matrices that lie one after the other. */
export type MatrixNode = NodeOf<"cholesky" | "choleskyAdjoint" | "solveTriangular" | "matmul">;
