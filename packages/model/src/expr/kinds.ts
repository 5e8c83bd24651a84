/** Name what values an expression can take, as types: a subtype is a narrower support. */
export interface Real {
  readonly real: true;
}
export interface Positive extends Real {
  readonly positive: true;
}
export interface Unit extends Positive {
  readonly unit: true;
}
export interface Integer extends Real {
  readonly integer: true;
}
export interface Count extends Positive, Integer {
  readonly count: true;
}
export interface Binary extends Count, Unit {
  readonly binary: true;
}
/** A label of dim C. */
export interface Category<C extends string> extends Count {
  readonly category: C;
}
/** Proportions that sum to one along dim D. */
export interface Simplex<D extends string> extends Unit {
  readonly simplexOver: D;
}
/** A lower triangular factor with a positive diagonal: rows along D, columns along its primed copy. */
export interface Cholesky<D extends string> extends Real {
  readonly choleskyOver: D;
}
/** A symmetric positive definite matrix: rows along D, columns along its primed copy. */
export interface Covariance<D extends string> extends Real {
  readonly covarianceOver: D;
}
/** The kind of data and of numbers: checked when the model runs, so it fits wherever one number is meant. */
export interface Known extends Binary {
  readonly known: true;
}
