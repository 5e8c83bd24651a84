/** Give a drifting rate's mean its uniform prior, and samplers a scale to move it on that follows the other unknowns. */
import {
  type ExprRecord as Expr,
  type Input,
  type LocationScale,
  type Positive,
  raw,
  registerFamily,
  type ScalarFamily,
  type Unit,
  type Variable,
  variable,
} from "@credence/model";

const logitOf = (z: Expr, location: Expr, scale: Expr): Expr => location.add(scale.mul(z));

/** Uniform on (0, 1), whatever location and scale: `nonCentered()` moves logit x = location + scale · z. */
export const driftMeanFamily: ScalarFamily = {
  name: "drift_mean",
  constructorName: "driftMean",
  event: "scalar",
  parameters: [
    { name: "location", support: { kind: "real" } },
    { name: "scale", support: { kind: "interval", lower: 0, closed: false } },
  ],
  standardised: {
    value: (z, location, scale) => raw.invLogit(logitOf(z, location as Expr, scale as Expr)),
    residual: (x, location, scale) =>
      raw
        .logit(x)
        .sub(location as Expr)
        .div(scale as Expr),
    logDensity: (z, location, scale) => {
      const x = logitOf(z, location as Expr, scale as Expr);
      return raw
        .logInvLogit(x)
        .add(raw.logInvLogit(raw.neg(x)))
        .add(raw.log(scale as Expr));
    },
  },
  support: () => ({ kind: "interval", lower: 0, upper: 1, closed: false }),
  logDensity: (x) => x.mul(0),
  random: (rng) => rng.uniform(),
  mean: () => 0.5,
  variance: () => 1 / 12,
  cdf: (x) => x,
  sf: (x) => 1 - x,
  quantile: (p) => p,
  upperQuantile: (p) => 1 - p,
};
registerFamily(driftMeanFamily, import.meta.url);

/** Uniform on (0, 1), moved in (logit − location)/scale. */
export const driftMean = (location: number, scale: Input<Positive>): Variable<never, Unit> =>
  variable<LocationScale<never>>(driftMeanFamily, [location, scale]).nonCentered() as unknown as Variable<never, Unit>;
