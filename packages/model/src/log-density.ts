/** Ask a distribution for its log density at any value, as an expression: for terms of one's own. */
import type { DimsOf } from "@credence/draws";
import { markConsumed } from "./distributions/composite/consume.js";
import { describeAxes, hasAxis } from "./expr/layout.js";
import { type ExprNode, nodeOf, supportOf, typed } from "./expr/node.js";
import type { Arg, Expr, RandomNode, Real } from "./expr/types.js";
import { lawDensity } from "./sequences/law.js";
import type { Support } from "./support.js";

/**
 * The log density or mass of `law` at `x`, in nats and with all constants; −∞ outside its support and where its
 * parameters leave their ranges. The law is consumed: a distribution and no variable. Both broadcast by name; of a vector
 * or matrix the dims of one value are gone.
 *
 * @param law as in `normal(mu, sigma)`; not over further dims, not non-centred or ordered, no path along time.
 * @throws TypeError for what is no such distribution, or when `x` lacks the dims of one value.
 * @example
 * ```ts
 * const day = dim("day", 3);
 * const twice = model(() => {
 *   const rate = exponential(1);
 *   const weight = column(day, [1, 0.5, 0.25]);
 *   const seen = potential(logDensity(poisson(rate), column(day, [2, 3, 1])).mul(weight)); // old days count for less
 *   return { rate, seen };
 * });
 * ```
 */
export function logDensity<D extends string, A extends Arg>(law: RandomNode<D, Real>, x: A): Expr<D | DimsOf<A>, Real> {
  const [node, at] = [nodeOf(law), nodeOf(x, "logDensity")];
  const { operation } = node;
  if (operation.op !== "random")
    throw new TypeError("logDensity takes a distribution such as normal(0, 1), and got an expression that is none");
  const { family, event, constraint, nonCentered } = operation;
  const problem =
    family.event === "path"
      ? "it is a path along time"
      : nonCentered || constraint !== undefined
        ? "it is non-centred or ordered, which only a variable can be"
        : undefined;
  if (problem !== undefined) throw new TypeError(`logDensity cannot take ${family.constructorName}: ${problem}`);
  const lacking = event.find(({ name }) => !hasAxis(at.axes, name));
  if (lacking !== undefined)
    throw new TypeError(
      `logDensity: a value of ${family.constructorName} lies along "${lacking.name}", and x has ${describeAxes(at.axes)}`,
    );
  const extra = node.axes.find(({ name }) => ![...node.args, at].some(({ axes }) => hasAxis(axes, name)));
  if (extra !== undefined)
    throw new TypeError(
      `logDensity: ${family.constructorName} is repeated over "${extra.name}", which neither x nor its parameters have: leave out .over(${extra.name})`,
    );
  markConsumed(node, "logDensity");
  return typed(lawDensity(node, new Map(), at, supportKnownOf(at)));
}

/** Where x is known to lie: a variable in its support, anything else in its range. */
function supportKnownOf(x: ExprNode): Support {
  if (x.operation.op === "random") return supportOf(x);
  const { lower, upper, integer } = x.range;
  return { kind: integer ? "integer" : "interval", lower, upper, ...(integer ? {} : { closed: true }) } as Support;
}
