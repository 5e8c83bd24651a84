/** Condition a process on values of it at other places, or on the noisy sum that it is a part of (Rasmussen and Williams 2006, equations 2.22 to 2.24). */
import { prime } from "@credence/draws";
import { residual } from "../distributions/multivariate/factor.js";
import { choleskyOf, solveFactor } from "../expr/matrix.js";
import { ExprNode, renameAxis } from "../expr/node.js";
import { mul, sum } from "../expr/raw.js";
import { gapsBetween } from "./inputs.js";
import { type Process, processOf } from "./remembered.js";

/** What given values add to the mean, and what they take from the covariance. */
export interface Knowledge {
  readonly shift: ExprNode;
  readonly explained: ExprNode;
}

/** What is known at the places of `process` once the process `given` is. */
export function conditionOn(given: ExprNode, process: Process): Knowledge {
  const { places } = checkedGiven(given, process);
  const [mean, covariance] = given.args as readonly [ExprNode, ExprNode];
  const factor = choleskyOf(covariance, places.dim);
  const cross = process.kernel.covariance(gapsBetween(places, process.places));
  const { dim } = process.places;
  const part = solveFactor(factor, cross, places.dim);
  return {
    shift: sum(mul(part, residual(given, mean, factor)), places.dim),
    explained: sum(mul(part, renameAxis(part, dim, prime(dim))), places.dim),
  };
}

function checkedGiven(given: unknown, { places, kernel }: Process): Process {
  const other = given instanceof ExprNode ? processOf(given) : undefined;
  if (other === undefined)
    throw new TypeError(
      "gaussianProcess: `given` must be a process that gaussianProcess(x, kernel) made without `given`, as the law of any other is not known at further places",
    );
  if (other.places.dim.name === places.dim.name)
    throw new TypeError(
      `gaussianProcess: the given process and this one both lie along "${places.dim.name}": give the new places a dim of their own`,
    );
  const [has, wants] = [other, { places }].map((each) => [...each.places.inputs.keys()].sort().join(", "));
  if (has !== wants) throw new TypeError(`gaussianProcess: the given process has the inputs ${has}; this one ${wants}`);
  if (!kernel.summands.every((summand) => other.kernel.summands.includes(summand)))
    throw new TypeError(
      `gaussianProcess: the kernel ${kernel.name} is neither that of the given process, ${other.kernel.name}, nor a part of that sum: make it once and use it in both`,
    );
  return other;
}
