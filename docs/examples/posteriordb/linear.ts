/** The linear model that several of these examples share: flat coefficients `beta` of given columns, and normal errors. */
import { type Arg, dim, dot, flat, model, normal, type Positive, stack, type Variable } from "credence";

/**
 * y is normal around Σ beta[k] · columns[k] with a standard deviation that is flat, or has the prior given.
 * @param columns one for each coefficient: a number (1 for an intercept), data, or an expression of data.
 */
export const linearModel = (
  columns: readonly Arg[],
  y: readonly number[],
  prior: () => Variable<never, Positive> = () => flat({ lower: 0 }),
) => {
  const term = dim("term", columns.length);
  const regression = model(() => {
    const beta = flat().over(term);
    const sigma = prior();
    const outcome = normal(dot(beta, stack(term, columns), term), sigma);
    return { beta, sigma, outcome };
  });
  return regression().observe({ outcome: y });
};
