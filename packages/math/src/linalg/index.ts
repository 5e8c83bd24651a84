/** List the dense linear algebra that is public. */
export { cholesky } from "./cholesky.js";
export { diagonalMatrix, identity } from "./identity.js";
export { matVec } from "./mat-vec.js";
export { pivotOf } from "./pivot.js";
export { logDetCholesky, solveCholesky } from "./solve-cholesky.js";
export { type SymmetricEigen, symmetricEigen } from "./symmetric-eigen.js";
export { solveLower, solveLowerTransposed } from "./triangular.js";
export { axpy, dot } from "./vector.js";
