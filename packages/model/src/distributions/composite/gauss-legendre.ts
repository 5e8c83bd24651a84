/** List the eight nodes and weights of Gauss–Legendre quadrature on [0, 1] (Abramowitz and Stegun 25.4.30), mapped from [−1, 1]. */

/** Where the integrand is read. */
export const nodes: readonly number[] = [
  0.019855071751231884, 0.10166676129318664, 0.2372337950418355, 0.4082826787521751, 0.591717321247825,
  0.7627662049581645, 0.8983332387068134, 0.9801449282487681,
];

/** What each reading counts; they sum to 1. */
export const weights: readonly number[] = [
  0.05061426814518813, 0.11119051722668724, 0.15685332293894363, 0.181341891689181, 0.181341891689181,
  0.15685332293894363, 0.11119051722668724, 0.05061426814518813,
];
