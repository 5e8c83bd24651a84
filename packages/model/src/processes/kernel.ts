/** State what a kernel is: the covariance of a process at two places, from how far these are apart along each input. */
import type { DIMS } from "@credence/draws";
import { checkKnown, provablyWithin } from "../check.js";
import { ExprNode, nodeOf } from "../expr/node.js";
import type { Arg } from "../expr/types.js";
import { positive, rangeOfSupport } from "../support.js";
import type { Basis } from "./bases.js";
import type { Gaps, Places } from "./inputs.js";

/**
 * The covariance function of a Gaussian process, whose parameters vary over dims D. All kernels here are stationary: the
 * covariance of two places depends on their distance alone.
 */
export interface Kernel<D extends string = never> {
  readonly [DIMS]: D;
  /** The covariance of a sum of independent processes. */
  add<E extends string>(other: Kernel<E>): Kernel<D | E>;
  /** The product of two covariances, as for a periodic pattern that slowly changes. */
  mul<E extends string>(other: Kernel<E>): Kernel<D | E>;
}

/** A kernel at run time. */
export interface KernelRecord {
  /** What users call it, in messages. */
  readonly name: string;
  /** Kernels whose sum it is; itself when it is no sum. */
  readonly summands: readonly KernelRecord[];
  /** The covariance at distance 0. */
  readonly variance: ExprNode;
  /** The covariance at these distances. */
  covariance(gaps: Gaps): ExprNode;
  /** How the process is made of basis functions, where that is known. */
  readonly expansion?: Expansion;
  readonly add: (other: KernelRecord) => KernelRecord;
  readonly mul: (other: KernelRecord) => KernelRecord;
}

/** Basis functions at places, along the places' dim and that of the basis, and the standard deviations of their weights. */
export interface Expanded {
  readonly functions: ExprNode;
  readonly sd: ExprNode;
}
/** Which kind of basis a kernel needs, and what it makes of one. */
export interface Expansion {
  readonly basis: "interval" | "harmonics";
  expand(places: Places, bases: ReadonlyMap<string, Basis<string>>): Expanded;
  /** The length scale along an input; one for all of them without a name. */
  length(input: string): ExprNode | undefined;
}

type Definition = Pick<KernelRecord, "name" | "variance" | "covariance" | "expansion">;

/** A kernel with the arithmetic that every one has. */
export function kernelOf(definition: Definition, summands?: readonly KernelRecord[]): KernelRecord {
  const kernel: KernelRecord = {
    ...definition,
    get summands() {
      return summands ?? [kernel];
    },
    add: (other) => {
      const [a, b] = [kernel, checkedKernel("kernel.add", other)];
      const name = `${a.name} + ${b.name}`;
      const covariance = (gaps: Gaps): ExprNode => a.covariance(gaps).add(b.covariance(gaps));
      return kernelOf({ name, variance: a.variance.add(b.variance), covariance }, [...a.summands, ...b.summands]);
    },
    mul: (other) => {
      const [a, b] = [kernel, checkedKernel("kernel.mul", other)];
      const within = ({ name, summands: { length } }: KernelRecord): string => (length > 1 ? `(${name})` : name);
      const covariance = (gaps: Gaps): ExprNode => a.covariance(gaps).mul(b.covariance(gaps));
      return kernelOf({ name: `${within(a)} · ${within(b)}`, variance: a.variance.mul(b.variance), covariance });
    },
  };
  return kernel;
}

/** @throws TypeError for what is no kernel. */
export function checkedKernel(what: string, x: unknown): KernelRecord {
  if (x === null || typeof x !== "object" || typeof (x as KernelRecord).covariance !== "function")
    throw new TypeError(`${what} wants a kernel, such as squaredExponential({ scale: 1, length: 2 })`);
  return x as KernelRecord;
}

/**
 * A parameter that must be positive: data is checked at once, and what cannot be proven to be is a promise that the model
 * checks when it runs.
 */
export function positiveParameter(kernel: string, name: string, x: Arg | undefined): ExprNode {
  if (x === undefined) throw new TypeError(`${kernel} wants a ${name}, as in ${kernel}({ scale: 1, ${name}: 2 })`);
  const node = nodeOf(x);
  if (node.known) checkKnown(`the ${name} of ${kernel}`, node, positive);
  if (provablyWithin(node, positive)) return node;
  return new ExprNode({ op: "assume", support: positive }, [node], node.axes, rangeOfSupport(positive));
}
