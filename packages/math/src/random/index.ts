/** List the random variates that are public: each takes a stream and parameters, and returns one draw. */
export { randomBeta } from "./beta.js";
export { randomBinomial } from "./binomial.js";
export { randomCategorical } from "./categorical.js";
export { randomDirichlet } from "./dirichlet.js";
export { randomExponential } from "./exponential.js";
export { fillBeta, fillGamma, fillNormal } from "./fill.js";
export { randomGamma, randomLogGamma } from "./gamma.js";
export { randomNegativeBinomial } from "./negative-binomial.js";
export { randomPoisson } from "./poisson.js";
export { randomStudentT } from "./student-t.js";
