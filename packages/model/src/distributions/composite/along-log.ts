/** Turn what is known of a law on all numbers into what is known of its exponential. */
import { log as logOf } from "@credence/math";
import type { ExprNode } from "../../expr/node.js";
import { gt, log, where } from "../../expr/raw.js";
import type { Tails, Truncation } from "../../expr/records.js";

/** log x, −∞ up to 0. */
const logOrNone = (x: ExprNode): ExprNode => {
  const positive = gt(x, 0);
  return where(positive, log(where(positive, x, 1)), -Infinity);
};
const numberLog = (x: number): number => (x > 0 ? logOf(x) : -Infinity);

/** Tails of exp Z from those of Z. */
export function alongLog({ logBelow, logAbove, logBetween }: Tails): Tails {
  return {
    logBelow: (x, ...parameters) => logBelow(log(x), ...parameters),
    logAbove: (x, ...parameters) => logAbove(log(x), ...parameters),
    ...(logBetween === undefined
      ? {}
      : { logBetween: (lower, upper, ...parameters) => logBetween(log(lower), log(upper), ...parameters) }),
  };
}

/** The law of exp Z between bounds from that of Z between their logs. */
export const truncationAlongLog = ({ logDensity, logShare }: Truncation): Truncation => ({
  logDensity: (x, lower, upper, ...parameters) =>
    logDensity(log(x), logOrNone(lower), logOrNone(upper), ...parameters).sub(log(x)),
  logShare: (from, to, lower, upper, ...parameters) =>
    logShare(numberLog(from), numberLog(to), numberLog(lower), numberLog(upper), ...parameters),
});
