/** Write what likelihoods of counts are made of in the loop IR: log beta functions and rising factorials of large arguments. */
import {
  lbetaElsewhere as hostLbeta,
  logRisingRatioElsewhere as hostRising,
  risingRatioSlopeElsewhere as hostSlope,
} from "../../special/gamma/elsewhere.js";
import { LOG_SQRT_TWO_PI, STIRLING_SERIES } from "../../special/gamma/stirling.js";
import { type Block, define, imported } from "../block.js";
import type { LoopImports } from "../host.js";
import type { Expr, LoopFunction } from "../types.js";
import {
  add,
  and,
  call,
  div,
  eq,
  f64,
  floor,
  ge,
  gt,
  horner,
  le,
  lt,
  min,
  mul,
  neg,
  or,
  select,
  sub,
} from "../values.js";
import { digamma, lgamma } from "./gamma.js";
import { log, log1p } from "./log.js";

// What is rare is left to `special/gamma/elsewhere.ts`: log B with an argument below ½, rising factorials of less than 2 factors.

type X = Expr<"f64">;

const LARGE = 10;
const SMALL = 0.25;

/** S(x), what Stirling's formula leaves of log Γ(x), and S'(x), for x ≥ 10. */
const remainder = (b: Block, x: X): X => b.let(div(horner(b.let(div(1, mul(x, x))), STIRLING_SERIES), x));
const SLOPES = STIRLING_SERIES.map((c, i) => c * (2 * i + 1));
const remainderSlope = (b: Block, x: X): X => {
  const z = b.let(div(1, mul(x, x)));
  return b.let(mul(neg(z), horner(z, SLOPES)));
};

/** artanh(v) / v − 1 for z = v² ≤ 1/81. */
const artanhExcess = (b: Block, z: X): X =>
  b.let(mul(z, horner(z, [1 / 3, 1 / 5, 1 / 7, 1 / 9, 1 / 11, 1 / 13, 1 / 15, 1 / 17])));

const lbetaElsewhere = imported("lbetaElsewhere", 2);
const logRisingRatioElsewhere = imported("logRisingRatioElsewhere", 2);
const risingRatioSlopeElsewhere = imported("risingRatioSlopeElsewhere", 2);

/**
 * log B(a, b) = log Γ(a) + log Γ(b) - log Γ(a + b) for a, b ≥ 0; Infinity if one is 0, NaN for negative ones.
 *
 * Both above 10: Stirling's formula, whose large terms combine into logarithms of a/(a + b) and b/(a + b). One above 10:
 * the same for log Γ(b) - log Γ(a + b).
 */
export const lbeta: LoopFunction = define("lbeta", { a: "f64", b: "f64" }, "f64", (block, { a, b }) => {
  const small = block.let(min(a, b));
  const large = block.let(select(lt(a, b), b, a)); // NaN where one is
  const sum = block.let(add(small, large));
  block.if(and(and(gt(small, 0), ge(large, LARGE)), lt(large, Infinity)), (b) => {
    const ratio = b.let(div(small, large));
    const [ofLarge, ofSum] = [remainder(b, large), remainder(b, sum)];
    b.if(ge(small, LARGE), (both) => {
      const start = sub(LOG_SQRT_TWO_PI, mul(0.5, call(log, large)));
      const near = mul(sub(small, 0.5), call(log, div(ratio, add(1, ratio))));
      const rest = sub(add(remainder(both, small), ofLarge), ofSum);
      both.return(sub(add(add(start, rest), near), mul(large, call(log1p, ratio))));
    });
    const near = sub(mul(small, sub(1, call(log, large))), mul(sub(sum, 0.5), call(log1p, ratio)));
    b.return(add(call(lgamma, small), add(near, sub(ofLarge, ofSum))));
  });
  block.if(and(ge(small, 0.5), lt(large, LARGE)), (below) => {
    const rest = sub(call(lgamma, large), call(lgamma, sum));
    below.return(add(call(lgamma, small), rest));
  });
  block.return(call(lbetaElsewhere, a, b));
});

/** Whether a rising factorial of k factors is 1 of its leading term. */
const isTrivial = (k: X): Expr<"bool"> => or(eq(k, 0), eq(k, 1));

/** Up to so many factors 1 + i/x are multiplied one by one. */
const FEW = 12;
const fewFactors = (x: X, k: X): Expr<"bool"> => and(and(le(k, FEW), eq(floor(k), k)), gt(x, 1e-20));

/** Whether x lies below where Stirling's formula serves, and there are factors. */
const isBelow = (x: X, k: X): Expr<"bool"> => and(and(gt(x, 0), lt(x, LARGE)), ge(k, 2));

/** Writes `take` for i = 1, …, k − 1. */
function eachFactor(b: Block, k: X, take: (b: Block, i: X) => void): void {
  const i = b.variable(f64(1));
  b.while(lt(i, k), (b) => {
    take(b, i);
    b.set(i, add(i, 1));
  });
}

/**
 * log[(x)_k / x^k] = log Γ(x + k) - log Γ(x) - k log x for x > 0, k ≥ 0, by which likelihoods of counts differ from
 * their limit of known rates. Exactly 0 for k = 0 and 1; small and accurate where x is much larger than k.
 *
 * x φ(k/x) - ½ log(1 + k/x) + S(x + k) - S(x) with φ(t) = (1 + t) log(1 + t) - t.
 */
export const logRisingRatio: LoopFunction = define("logRisingRatio", { x: "f64", k: "f64" }, "f64", (b, { x, k }) => {
  b.if(and(ge(x, LARGE), ge(k, 2)), (b) => {
    const t = b.let(div(k, x));
    const change = b.let(sub(remainder(b, b.let(add(x, k))), remainder(b, x)));
    b.if(gt(t, SMALL), (b) => b.return(add(sub(mul(sub(add(x, k), 0.5), call(log1p, t)), k), change)));
    const v = b.let(div(t, add(2, t)));
    const s = artanhExcess(b, b.let(mul(v, v)));
    const lead = mul(mul(x, v), add(t, mul(mul(2, add(1, t)), s)));
    b.return(add(sub(lead, mul(v, add(1, s))), change));
  });
  b.if(isBelow(x, k), (b) => {
    b.if(fewFactors(x, k), (b) => {
      const product = b.variable(f64(1));
      eachFactor(b, k, (b, i) => b.set(product, mul(product, add(1, div(i, x)))));
      b.return(call(log, product));
    });
    b.return(sub(sub(call(lgamma, add(x, k)), call(lgamma, x)), mul(k, call(log, x))));
  });
  b.if(isTrivial(k), (b) => b.return(f64(0)));
  b.return(call(logRisingRatioElsewhere, x, k));
});

/**
 * The slope of {@link logRisingRatio} in x, ψ(x + k) - ψ(x) - k/x: exactly 0 for k = 0 and 1, accurate where x is much
 * larger than k.
 *
 * log(1 + t) - t + ½ t / (x + k) + S'(x + k) - S'(x) with t = k/x.
 */
export const risingRatioSlope: LoopFunction = define(
  "risingRatioSlope",
  { x: "f64", k: "f64" },
  "f64",
  (b, { x, k }) => {
    b.if(and(ge(x, LARGE), ge(k, 2)), (b) => {
      const t = b.let(div(k, x));
      const end = b.let(add(x, k));
      const change = sub(remainderSlope(b, end), remainderSlope(b, x));
      const bend = b.let(add(div(mul(0.5, t), end), change));
      b.if(gt(t, SMALL), (b) => b.return(add(sub(call(log1p, t), t), bend)));
      const v = b.let(div(t, add(2, t)));
      b.return(add(mul(v, sub(mul(2, artanhExcess(b, b.let(mul(v, v)))), t)), bend));
    });
    b.if(isBelow(x, k), (b) => {
      b.if(fewFactors(x, k), (b) => {
        const sum = b.variable(f64(0));
        eachFactor(b, k, (b, i) => b.set(sum, add(sum, div(i, add(x, i)))));
        b.return(div(neg(sum), x));
      });
      b.return(sub(sub(call(digamma, add(x, k)), call(digamma, x)), div(k, x)));
    });
    b.if(isTrivial(k), (b) => b.return(f64(0)));
    b.return(call(risingRatioSlopeElsewhere, x, k));
  },
);

/** Functions of two numbers with the bits of the functions of the same name. */
export const specialPairs: { readonly [N in "lbeta" | "logRisingRatio" | "risingRatioSlope"]: LoopFunction } = {
  lbeta,
  logRisingRatio,
  risingRatioSlope,
};

/** What they import for small arguments. */
export const countImports: LoopImports = {
  lbetaElsewhere: hostLbeta,
  logRisingRatioElsewhere: hostRising,
  risingRatioSlopeElsewhere: hostSlope,
};
