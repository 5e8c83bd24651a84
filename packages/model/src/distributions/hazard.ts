/** Compute log tails from cumulative hazards, which may be too small for a double where their logs are not. */
import { log1mExp } from "@credence/math";
import type { ExprNode } from "../expr/node.js";
import * as raw from "../expr/raw.js";
import type { Tails } from "./types.js";

/** log(1 − exp(−h)), as log h − h/2 + h²/24 − … where h is small. */
export const logCdfOfHazard = (h: number, logH: number): number =>
  h < 1e-5 ? logH - h / 2 + (h * h) / 24 : log1mExp(-h);

/** The same in the language. */
function logOfHazard(h: ExprNode, logH: ExprNode): ExprNode {
  const small = raw.lt(h, 1e-5);
  const series = logH.sub(h.mul(0.5)).add(raw.square(h).div(24));
  return raw.where(small, series, raw.log1mExp(raw.neg(raw.where(small, 1, h))));
}

/** Tails of a family with P(X ≤ x) = exp(−h), where the log of h falls as x rises. */
export const risingHazardTails = (logHazard: (x: ExprNode, ...parameters: readonly ExprNode[]) => ExprNode): Tails => ({
  logBelow: (x, ...parameters) => raw.neg(raw.exp(logHazard(x, ...parameters))),
  logAbove: (x, ...parameters) => {
    const logH = logHazard(x, ...parameters);
    return logOfHazard(raw.exp(logH), logH);
  },
  logBetween: (lower, upper, ...parameters) => {
    const [from, to] = [raw.exp(logHazard(lower, ...parameters)), raw.exp(logHazard(upper, ...parameters))];
    return raw.log1mExp(to.sub(from)).sub(to);
  },
});

/** Tails of a family with P(X > x) = exp(−hazard(x)); its log, where a hazard may underflow. */
export const hazardTails = (
  hazard: (x: ExprNode, ...parameters: readonly ExprNode[]) => ExprNode,
  logHazard?: (x: ExprNode, ...parameters: readonly ExprNode[]) => ExprNode,
): Tails => ({
  logAbove: (x, ...parameters) => raw.neg(hazard(x, ...parameters)),
  logBelow: (x, ...parameters) => {
    const h = hazard(x, ...parameters);
    return logHazard === undefined ? raw.log1mExp(raw.neg(h)) : logOfHazard(h, logHazard(x, ...parameters));
  },
  logBetween: (lower, upper, ...parameters) => {
    const [from, to] = [hazard(lower, ...parameters), hazard(upper, ...parameters)];
    return raw.log1mExp(from.sub(to)).sub(from);
  },
});
