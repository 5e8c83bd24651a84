/** Give composites that other software knows as families the names and parameters that they have there. */
import type { ExprNode } from "../../expr/node.js";
import { ge, lt, mul, where } from "../../expr/raw.js";
import type { Family, ScalarFamily } from "../../expr/records.js";
import { binomialFamily } from "../binomial.js";
import { negativeBinomialMeanFamily } from "../negative-binomial-mean.js";
import { normalFamily } from "../normal.js";
import { poissonFamily } from "../poisson.js";
import { hurdleFamily } from "./hurdle.js";
import { truncatedFamily } from "./truncated.js";
import { zeroInflatedFamily } from "./zero-inflated.js";
import { byBase } from "./zero-share.js";

/** The binomial with slopes at p = 1 too, where its formula has 0 · ∞ for what cannot occur. */
const binomialAtCertainty: Family = {
  ...binomialFamily,
  logDensity: (x, n, p) => {
    const [count, chance] = [n, p] as [ExprNode, ExprNode];
    const never = mul(ge(chance, 1), lt(x, count));
    return where(never, -Infinity, binomialFamily.logDensity(x, count, where(never, 0.5, chance)));
  },
};

const named = (name: string, family: Family): ScalarFamily => ({ ...(family as ScalarFamily), name });

/** For plain numbers: psi is the probability of the base, in a hurdle that of a value above zero. */
export const namedComposites: readonly ScalarFamily[] = [
  named("truncated_normal", truncatedFamily(normalFamily)),
  named("zero_inflated_poisson", zeroInflatedFamily(poissonFamily, byBase)),
  named("zero_inflated_binomial", zeroInflatedFamily(binomialAtCertainty, byBase)),
  named("zero_inflated_negative_binomial", zeroInflatedFamily(negativeBinomialMeanFamily, byBase)),
  named("hurdle_poisson", hurdleFamily(poissonFamily, byBase)),
];
