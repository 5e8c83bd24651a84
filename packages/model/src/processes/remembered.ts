/** Remember which process a covariance belongs to, so that other values of it can be drawn given those it is of. */

import type { Dim } from "@credence/draws";
import type { ExprNode } from "../expr/node.js";
import type { LocationScale } from "../expr/types.js";
import type { Places } from "./inputs.js";
import type { KernelRecord } from "./kernel.js";

/** Key under which a type holds the dim along which a process has its inputs. */
export declare const PROCESS: unique symbol;

/** Values of a Gaussian process over dims D, of which X is that of its inputs. */
export interface GaussianProcess<D extends string, X extends string> extends LocationScale<D> {
  readonly [PROCESS]: X;
  over<E extends string>(dim: Dim<E>): GaussianProcess<D | E, X>;
  nonCentered(): GaussianProcess<D, X>;
}

/** What a process was made of. */
export interface Process {
  readonly places: Places;
  readonly kernel: KernelRecord;
}

const known = new WeakMap<ExprNode, Process>();

/** Notes of which process this is the covariance. */
export const rememberProcess = (covariance: ExprNode, process: Process): unknown => known.set(covariance, process);

/** The process of a random variable; undefined for any other. */
export function processOf({ operation, args }: ExprNode): Process | undefined {
  const covariance = operation.op === "random" ? args[1] : undefined;
  return covariance === undefined ? undefined : known.get(covariance);
}
