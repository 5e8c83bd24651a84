/** Write lgamma and digamma in the loop IR. */
import { type Block, define, imported } from "../block.js";
import type { Expr, LoopFunction } from "../types.js";
import { add, call, div, eq, f64, floor, ge, gt, horner, lt, mul, neg, select, sub } from "../values.js";
import { log } from "./log.js";

// The same forms and coefficients as in `special/gamma/lgamma.ts` and `digamma.ts`.

const ABOUT_TWO_EVEN = [
  0.07721566490153287, 0.06735230105312927, 0.007385550860814029, 0.0011927076318336207, 0.00022086279071390839,
  0.000025214456545125733,
];
const ABOUT_TWO_ODD = [
  0.3224670334241136, 0.020580808432516733, 0.0028905138367341563, 0.0005100697921535113, 0.00010801156724758394,
  0.000044864094961891516,
];
const MINIMUM = 1.4616321449683622;
const AT_MINIMUM = -0.12148629053584961;
const AT_MINIMUM_LOW = -3.638676997039505e-18;
const ABOUT_MINIMUM_0 = [
  0.48383612272381005, -0.032788541075985965, 0.006100538702462913, -0.0014034646998923284, 0.00031563207090362595,
];
const ABOUT_MINIMUM_1 = [
  -0.1475877229945939, 0.01797067508118204, -0.0036845201678113826, 0.000881081882437654, -0.00031275416837512086,
];
const ABOUT_MINIMUM_2 = [
  0.06462494023913339, -0.010314224129834144, 0.0022596478090061247, -0.0005385953053567405, 0.0003355291926355191,
];
const ABOUT_ONE_P = [
  -0.07721566490153287, 0.6328270640250934, 1.4549225013723477, 0.9777175279633727, 0.22896372806469245,
  0.013381091853678766,
];
const ABOUT_ONE_Q = [
  1, 2.4559779371304113, 2.128489763798934, 0.7692851504566728, 0.10422264559336913, 0.003217092422824239,
];
const TWO_TO_EIGHT_P = [
  -0.07721566490153287, 0.21498241596060885, 0.325778796408931, 0.14635047265246445, 0.02664227030336386,
  0.0018402845140733772, 0.00003194753265841009,
];
const TWO_TO_EIGHT_Q = [
  1, 1.3920053346762105, 0.7219355475671381, 0.17193386563280308, 0.01864591917156529, 0.0007779424963818936,
  0.000007326684307446256,
];
const STIRLING_START = 0.4189385332046727;
const STIRLING = [
  0.08333333333333297, -0.0027777777772877554, 0.0007936505586430196, -0.00059518755745034, 0.0008363399189962821,
  -0.0016309293409657527,
];

type X = Expr<"f64">;

const belowTwo = (b: Block, y: X): X => {
  const z = b.let(mul(y, y));
  return sub(add(mul(y, horner(z, ABOUT_TWO_EVEN)), mul(z, horner(z, ABOUT_TWO_ODD))), mul(0.5, y));
};

const aboutMinimum = (b: Block, y: X): X => {
  const z = b.let(mul(y, y));
  const w = b.let(mul(z, y));
  const odd = add(horner(w, ABOUT_MINIMUM_1), mul(y, horner(w, ABOUT_MINIMUM_2)));
  return add(AT_MINIMUM, sub(mul(z, horner(w, ABOUT_MINIMUM_0)), sub(AT_MINIMUM_LOW, mul(w, odd))));
};

const aboutOne = (y: X): X => mul(y, sub(div(horner(y, ABOUT_ONE_P), horner(y, ABOUT_ONE_Q)), 0.5));

/** log Γ(1 + y) for 0 ≤ y ≤ 1. */
const lgammaOnePlus: LoopFunction = define("lgammaOnePlus", { y: "f64" }, "f64", (b, { y }) => {
  b.if(ge(y, 0.7316), (b) => b.return(belowTwo(b, b.let(sub(1, y)))));
  b.if(ge(y, 0.23164), (b) => b.return(aboutMinimum(b, b.let(sub(y, MINIMUM - 1)))));
  b.return(aboutOne(y));
});

const stirling = (b: Block, x: X): X => {
  const z = b.let(div(1, x));
  const start = mul(sub(x, 0.5), sub(call(log, x), 1));
  return add(start, add(STIRLING_START, mul(z, horner(b.let(mul(z, z)), STIRLING))));
};

/** log Γ(x) on 2 ≤ x < 8: the product of the recurrence is 1 on [2, 3), and its logarithm then 0. */
const belowEight = (b: Block, x: X): X => {
  const whole = b.let(floor(x));
  const y = b.let(sub(x, whole));
  const product = b.variable(f64(1));
  for (let k = 2; k < 7; k++) b.set(product, select(gt(whole, k), mul(product, add(y, k)), product));
  const aboveTwo = mul(y, add(0.5, div(horner(y, TWO_TO_EIGHT_P), horner(y, TWO_TO_EIGHT_Q))));
  return add(aboveTwo, call(log, product));
};

const lgammaOfNegative = imported("lgammaOfNegative", 1);
const digammaOfNegative = imported("digammaOfNegative", 1);

/** log |Γ(x)|. */
export const lgamma: LoopFunction = define("lgamma", { x: "f64" }, "f64", (b, { x }) => {
  b.if(ge(x, 8), (b) => {
    b.if(lt(x, 2.9e17), (b) => b.return(stirling(b, x)));
    b.return(mul(x, sub(call(log, x), 1)));
  });
  b.if(ge(x, 2), (b) => b.return(belowEight(b, x)));
  b.if(ge(x, 1), (b) => b.return(call(lgammaOnePlus, sub(x, 1))));
  b.if(ge(x, 0.9), (b) => b.return(aboutOne(b.let(sub(x, 1)))));
  b.if(ge(x, 1e-20), (b) => b.return(sub(call(lgammaOnePlus, x), call(log, x))));
  b.if(gt(x, 0), (b) => b.return(neg(call(log, x))));
  b.return(call(lgammaOfNegative, x));
});

const ZERO_HIGH = 1.4616321446374059;
const ZERO_MIDDLE = 3.309564688275257e-10;
const ZERO_LOW = 9.016312093258696e-20;
const SLOPE = 0.9955816268920898;
const ABOUT_ZERO_P = [
  0.25479851061131553, -0.32555031186804494, -0.6503185377089651, -0.2891912644477479, -0.045251321448739054,
  -0.0020713321167745952,
];
const ABOUT_ZERO_Q = [
  1, 2.0767117023730467, 1.4606242909763516, 0.43593529692665967, 0.05415179724567422, 0.0021284987017821143,
  -5.578984132167551e-7,
];
const DIGAMMA_SERIES = [
  0.08333333333333333, -0.008333333333333333, 0.003968253968253968, -0.004166666666666667, 0.007575757575757576,
  -0.021092796092796094, 0.08333333333333333,
];

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

/** ψ(x), the derivative of log |Γ|. */
export const digamma: LoopFunction = define("digamma", { x: "f64" }, "f64", (b, { x }) => {
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
  b.if(eq(x, 0), (b) => b.return(-Infinity));
  b.return(call(digammaOfNegative, x));
});
