/** Compute log tails from cumulative hazards, which may be too small for a double where their logs are not. */
import { log1mExp } from "@credence/math";
import type { ExprNode } from "../expr/node.js";
import * as raw from "../expr/raw.js";
import type { Tails } from "./types.js";

/** log(1 − exp(−h)), as log h − h/2 + h²/24 − … where h is small. */
export const logCdfOfHazard = (h: number, logH: number): number =>
  h < 1e-5 ? logH - h / 2 + (h * h) / 24 : log1mExp(-h);

/** Tails of a family with P(X > x) = exp(−hazard(x)). */
export const hazardTails = (hazard: (x: ExprNode, ...parameters: readonly ExprNode[]) => ExprNode): Tails => ({
  logAbove: (x, ...parameters) => raw.neg(hazard(x, ...parameters)),
  logBelow: (x, ...parameters) => raw.log1mExp(raw.neg(hazard(x, ...parameters))),
  logBetween: (lower, upper, ...parameters) => {
    const [from, to] = [hazard(lower, ...parameters), hazard(upper, ...parameters)];
    return raw.log1mExp(from.sub(to)).sub(from);
  },
});
