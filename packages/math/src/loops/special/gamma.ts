/** Write lgamma and digamma in the loop IR. */
import {
  ABOUT_MINIMUM_0,
  ABOUT_MINIMUM_1,
  ABOUT_MINIMUM_2,
  ABOUT_ONE_P,
  ABOUT_ONE_Q,
  ABOUT_TWO_EVEN,
  ABOUT_TWO_ODD,
  ABOUT_ZERO_P,
  ABOUT_ZERO_Q,
  AT_MINIMUM,
  AT_MINIMUM_LOW,
  DIGAMMA_SERIES,
  MINIMUM,
  SLOPE,
  STIRLING,
  STIRLING_START,
  TWO_TO_EIGHT_P,
  TWO_TO_EIGHT_Q,
  ZERO_HIGH,
  ZERO_LOW,
  ZERO_MIDDLE,
} from "../../special/gamma/coefficients.js";
import { type Block, define, imported } from "../block.js";
import type { Expr, LoopFunction } from "../types.js";
import { add, call, div, eq, f64, floor, ge, gt, horner, lt, mul, neg, select, sub } from "../values.js";
import { log } from "./log.js";

type X = Expr<"f64">;

/** log Γ(2 − y) + y/2 … on 0 ≤ y ≤ 0.27. */
const belowTwo = (b: Block, y: X): X => {
  const z = b.let(mul(y, y));
  return sub(add(mul(y, horner(z, ABOUT_TWO_EVEN)), mul(z, horner(z, ABOUT_TWO_ODD))), mul(0.5, y));
};

/** log Γ(MINIMUM + y) on −0.23 ≤ y ≤ 0.27. */
const aboutMinimum = (b: Block, y: X): X => {
  const z = b.let(mul(y, y));
  const w = b.let(mul(z, y));
  const odd = add(horner(w, ABOUT_MINIMUM_1), mul(y, horner(w, ABOUT_MINIMUM_2)));
  return add(AT_MINIMUM, sub(mul(z, horner(w, ABOUT_MINIMUM_0)), sub(AT_MINIMUM_LOW, mul(w, odd))));
};

/** log Γ(1 + y) on −0.27 ≤ y ≤ 0.23. */
const aboutOne = (y: X): X => mul(y, sub(div(horner(y, ABOUT_ONE_P), horner(y, ABOUT_ONE_Q)), 0.5));

/** log Γ(1 + y) for 0 ≤ y ≤ 1. */
export const lgammaOnePlus: LoopFunction = define("lgammaOnePlus", { y: "f64" }, "f64", (b, { y }) => {
  b.if(ge(y, 0.7316), (b) => b.return(belowTwo(b, b.let(sub(1, y)))));
  b.if(ge(y, 0.23164), (b) => b.return(aboutMinimum(b, b.let(sub(y, MINIMUM - 1)))));
  b.return(aboutOne(y));
});

const stirling = (b: Block, x: X): X => {
  const z = b.let(div(1, x));
  const start = mul(sub(x, 0.5), sub(call(log, x), 1));
  return add(start, add(STIRLING_START, mul(z, horner(b.let(mul(z, z)), STIRLING))));
};

/** log Γ(x) for 2 ≤ x < 8: the product of the recurrence is 1 on [2, 3), and its logarithm then 0. */
export const lgammaBelowEight: LoopFunction = define("lgammaBelowEight", { x: "f64" }, "f64", (b, { x }) => {
  const whole = b.let(floor(x));
  const y = b.let(sub(x, whole));
  const product = b.variable(f64(1));
  for (let k = 2; k < 7; k++) b.set(product, select(gt(whole, k), mul(product, add(y, k)), product));
  const aboveTwo = mul(y, add(0.5, div(horner(y, TWO_TO_EIGHT_P), horner(y, TWO_TO_EIGHT_Q))));
  b.return(add(aboveTwo, call(log, product)));
});

const lgammaOfNegative = imported("lgammaOfNegative", 1);
const digammaOfNegative = imported("digammaOfNegative", 1);

/** Returns log Γ(x) for x > 0; what comes after is for other x. */
function returnLgamma(b: Block, x: X): void {
  b.if(ge(x, 8), (b) => {
    b.if(lt(x, 2.9e17), (b) => b.return(stirling(b, x)));
    b.return(mul(x, sub(call(log, x), 1)));
  });
  b.if(ge(x, 2), (b) => b.return(call(lgammaBelowEight, x)));
  b.if(ge(x, 1), (b) => b.return(call(lgammaOnePlus, sub(x, 1))));
  b.if(ge(x, 0.9), (b) => b.return(aboutOne(b.let(sub(x, 1)))));
  b.if(ge(x, 1e-20), (b) => b.return(sub(call(lgammaOnePlus, x), call(log, x))));
  b.if(gt(x, 0), (b) => b.return(neg(call(log, x))));
}

/** log |Γ(x)|. */
export const lgamma: LoopFunction = define("lgamma", { x: "f64" }, "f64", (b, { x }) => {
  returnLgamma(b, x);
  b.return(call(lgammaOfNegative, x));
});

/** log Γ(x) for x > 0, else NaN. */
export const lgammaOfPositive: LoopFunction = define("lgammaOfPositive", { x: "f64" }, "f64", (b, { x }) => {
  returnLgamma(b, x);
  b.return(f64(NaN));
});

const digammaAsymptotic = (b: Block, x: X): X => {
  const z = b.let(div(1, mul(x, x)));
  return sub(sub(call(log, x), div(0.5, x)), mul(z, horner(z, DIGAMMA_SERIES)));
};

/** ψ(x) on 1 ≤ x ≤ 2, added to what the recurrence left. */
const aboutZero = (b: Block, sum: X, at: X): X => {
  const g = b.let(sub(sub(sub(at, ZERO_HIGH), ZERO_MIDDLE), ZERO_LOW));
  const y = b.let(sub(at, 1));
  return add(sum, add(mul(g, SLOPE), div(mul(g, horner(y, ABOUT_ZERO_P)), horner(y, ABOUT_ZERO_Q))));
};

/** Returns ψ(x) for x > 0; what comes after is for other x. */
function returnDigamma(b: Block, x: X): void {
  b.if(ge(x, 10), (b) => b.return(digammaAsymptotic(b, x)));
  b.if(gt(x, 0), (b) => {
    const sum = b.variable(f64(0));
    const at = b.variable(x);
    b.while(gt(at, 2), (b) => {
      b.set(at, sub(at, 1));
      b.set(sum, add(sum, div(1, at)));
    });
    b.while(lt(at, 1), (b) => {
      b.set(sum, sub(sum, div(1, at)));
      b.set(at, add(at, 1));
    });
    b.return(aboutZero(b, sum, at));
  });
}

/** ψ(x), the derivative of log |Γ|. */
export const digamma: LoopFunction = define("digamma", { x: "f64" }, "f64", (b, { x }) => {
  returnDigamma(b, x);
  b.if(eq(x, 0), (b) => b.return(-Infinity));
  b.return(call(digammaOfNegative, x));
});

/** ψ(x) for x > 0, else NaN. */
export const digammaOfPositive: LoopFunction = define("digammaOfPositive", { x: "f64" }, "f64", (b, { x }) => {
  returnDigamma(b, x);
  b.return(f64(NaN));
});
