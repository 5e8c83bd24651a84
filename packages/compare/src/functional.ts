/** Name what is compared of a variable: its mean, its standard deviation, or a quantile. */

/** The mean, the standard deviation, or the quantile of this probability, strictly between 0 and 1. */
export type Functional = "mean" | "sd" | number;

/** What is compared unless told otherwise: centre, spread, both tails and the middle. */
export const defaultFunctionals: readonly Functional[] = ["mean", "sd", 0.05, 0.5, 0.95];

/** `mean`, `sd`, `5%`. */
export function functionalName(functional: Functional): string {
  return typeof functional === "number" ? `${Number((100 * functional).toPrecision(12))}%` : functional;
}

/** @throws RangeError when there is none, one comes twice, or one is no mean, sd or probability. */
export function checkFunctionals(functionals: readonly Functional[]): void {
  if (functionals.length === 0) throw new RangeError('functionals is empty: name at least one, such as "mean"');
  functionals.forEach((functional, i) => {
    if (functional !== "mean" && functional !== "sd" && !(functional > 0 && functional < 1)) {
      const given = JSON.stringify(functional) ?? String(functional);
      throw new RangeError(`functionals holds ${given}: give "mean", "sd" or a probability strictly between 0 and 1`);
    }
    if (functionals.indexOf(functional) !== i) {
      throw new RangeError(`functionals holds ${functionalName(functional)} twice: name each once`);
    }
  });
}
