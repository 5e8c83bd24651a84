/** Compute the eigenfunctions of a process once for each object that describes it. */
import { type Basis, basisOf } from "../polynomials/basis.js";
import type { Parameters } from "../process/parameters.js";

const bases = new WeakMap<Parameters, Basis>();

/** The eigenfunctions of a process. */
export function basisFor(process: Parameters): Basis {
  let basis = bases.get(process);
  if (basis === undefined) {
    basis = basisOf(process.rate, process.alpha, process.beta);
    bases.set(process, basis);
  }
  return basis;
}
