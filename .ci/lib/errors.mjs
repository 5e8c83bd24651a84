/** Measure how far functions are from reference values: the worst relative error of each. */

/** Below this doubles have fewer digits. */
const smallest = 2 ** -1022;

/**
 * Relative to what is expected, or to `scale` where that is larger; the error itself where 0 is expected. Infinities must be
 * met exactly.
 */
export function errorOf(actual, expected, scale = 0) {
  if (actual === expected) return 0;
  const size = Math.max(Math.abs(expected), scale);
  const error = Math.abs(actual - expected) / (size === 0 ? 1 : Math.max(size, smallest));
  return Number.isNaN(error) ? Infinity : error;
}

const finite = (value) => (Number.isFinite(value) ? value : 0);
const numbers = (value) => (typeof value === "object" ? Array.from(value).flat() : [value]);
/** Of a number, vector or matrix, element by element; what the reference leaves out is skipped. */
const worstOf = (actual, expected, scaleOf = () => 0) =>
  Math.max(
    0,
    ...numbers(expected).map((e, i) =>
      e === null || Number.isNaN(e) ? 0 : errorOf(numbers(actual)[i], e, scaleOf(i)),
    ),
  );

/** The worst of some errors, of which there may be none. */
const worst = (errors) => errors.reduce((most, error) => Math.max(most ?? 0, error), undefined);

/** What of a distribution is measured: for each column the errors at its reference values. */
const measures = {
  "log density": (d, { points }) => points.map((point) => logDensityError(d, point)),
  slopes: (d, { points }) => points.flatMap((point) => slopeErrors(d, point)),
  cdf: atPoints("cdf", "cdf"),
  sf: atPoints("sf", "sf"),
  "log cdf": atPoints("logCdf", "logcdf"),
  "log sf": atPoints("logSf", "logsf"),
  quantiles: (d, { quantiles = [] }) =>
    quantiles.map(({ p, tail, x, params }) => errorOf((tail === "lower" ? d.quantile : d.upperQuantile)(p, params), x)),
  mean: ofParameters("mean"),
  variance: ofParameters("variance"),
  entropy: ofParameters("entropy"),
};
export const columns = Object.keys(measures);

/** The worst error of each column; undefined where nothing can be measured. */
export const distributionErrors = (d, reference) => columns.map((column) => worst(measures[column](d, reference)));

/** An error of a log density is a relative one of the density, hence at least 1. */
const scaleOf = ({ cond, term_scale }) => Math.max(1, finite(cond), finite(term_scale));
const logDensityError = (d, point) => errorOf(d.logDensity(point.x, point.params), point.logp, scaleOf(point));

/** Slopes below this are held to an absolute error. */
const flat = 1e-3;
/** A term of the log density has a slope of about its size over that of its argument. */
function slopeErrors(d, point) {
  const slopes = d.gradient(point.x, point.params);
  return Object.entries(point.grad ?? {}).map(([name, slope]) => {
    const at = numbers(name === "x" ? point.x : point.params[name]);
    const size = (i) => Math.abs(at[i] ?? 0);
    return slope === null ? 0 : worstOf(slopes[name], slope, (i) => Math.max(flat, finite(scaleOf(point) / size(i))));
  });
}

function atPoints(name, field) {
  return (d, { points }) =>
    points.flatMap((point) =>
      point[field] === undefined || !d[name] ? [] : [errorOf(d[name](point.x, point.params), point[field])],
    );
}

function ofParameters(name) {
  return (d, { moments }) =>
    moments.flatMap(({ params, [name]: expected }) =>
      expected === undefined || expected === null || !d[name] ? [] : [worstOf(d[name](params), expected)],
    );
}

/** Near a root relative to what one unit in the last place of the arguments moves. */
export const specialError = (f, points) =>
  worst(
    points.map(({ args, softmax, value = softmax, grad }) => {
      const moved = Object.entries(grad ?? {}).map(([i, slope]) => finite(Math.abs(args[i] * slope)));
      return worstOf(f(...args), value, () => Math.max(0, ...moved));
    }),
  );

/** Of x, of the x that the unconstrained value leads back to, and of the log Jacobian. */
export function transformErrors(transform, points) {
  const size = (values) => Math.max(0, ...numbers(values).map((v) => finite(Math.abs(v))));
  const error = (actual, expected, scale) => worstOf(actual, expected, () => scale);
  const back = (x, args) => transform.constrain(transform.unconstrain(x, args), args);
  return [
    points.map(({ y, x, args }) => error(transform.constrain(y, args), x, size(x))),
    points.flatMap(({ x, args, inverse_of_double_x: inner }) =>
      inner === undefined ? [] : [error(back(x, args), x, size(x))],
    ),
    points.flatMap(({ y, args, log_abs_det_jacobian: expected }) =>
      expected === null ? [] : [error(transform.logJacobian(y, args), expected, 1)],
    ),
  ].map(worst);
}
