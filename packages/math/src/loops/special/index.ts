/** Gather the special functions of the loop IR, and what they need from the host. */
import { cosOfLarge, sinOfLarge } from "../../special/elementary/large-angle.js";
import { digammaOfNegative } from "../../special/gamma/digamma.js";
import { lgammaOfNegative } from "../../special/gamma/lgamma.js";
import type { LoopImports } from "../host.js";
import type { LoopFunction } from "../types.js";
import { countImports } from "./counts.js";
import { exp, expm1 } from "./exp.js";
import { digamma, lgamma } from "./gamma.js";
import { log, log1p, log1pSquare } from "./log.js";
import { invLogit, log1mExp, log1pExp, logInvLogit, logit, tanh } from "./logistic.js";
import { cos, sin } from "./trigonometric.js";

export { specialPairs } from "./counts.js";
export { type Logistic, logistic } from "./logistic.js";

/** Names of the special functions. */
export type SpecialName =
  | ("exp" | "log" | "log1p" | "expm1" | "invLogit" | "logInvLogit" | "log1pExp" | "log1mExp" | "logit" | "tanh")
  | ("log1pSquare" | "lgamma" | "digamma" | "sin" | "cos");

/** Functions of the IR with the bits of the functions of the same name. */
export const special: { readonly [N in SpecialName]: LoopFunction } = {
  ...{ exp, log, log1p, expm1, invLogit, logInvLogit, log1pExp, log1mExp, logit, tanh },
  ...{ log1pSquare, lgamma, digamma, sin, cos },
};

/** What the special functions import for rare arguments. */
export const specialImports: LoopImports = {
  ...{ lgammaOfNegative, digammaOfNegative, sinOfLarge, cosOfLarge },
  ...countImports,
};
