/** Follow the dims of Gaussian processes through the types: inputs, hyperparameters, what is given, bases and weights. */
import {
  column,
  dim,
  type Expr,
  fourierBasis,
  type GaussianProcess,
  gaussianProcess,
  halfNormal,
  hilbertBasis,
  hilbertGaussianProcess,
  type Kernel,
  matern32,
  model,
  normal,
  periodic,
  predict,
  type Real,
  sampleSync,
  squaredExponential,
} from "credence";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function check<T extends true>(): void;

const day = dim("day", 3);
const later = dim("later", 2);
const group = dim("group", 2);
const x = column(day, [0, 1, 2]);
const ahead = column(later, [3, 4]);
const scale = halfNormal(1).over(group);

const kernel = squaredExponential({ scale, length: 2 });
check<Equal<typeof kernel, Kernel<"group">>>();
const sum = squaredExponential({ length: 2 }).add(periodic({ length: scale, period: 7 }));
check<Equal<typeof sum, Kernel<"group">>>();
const wide = matern32({ length: { east: 1, north: scale } });
check<Equal<typeof wide, Kernel<"group">>>();

const f = gaussianProcess(x, squaredExponential({ length: 2 }), { noise: 0.1 });
check<Equal<typeof f, GaussianProcess<"day", "day">>>();
const both = gaussianProcess(x, kernel).nonCentered();
check<Equal<typeof both, GaussianProcess<"day" | "group", "day">>>();
const copies = f.over(group);
const next = gaussianProcess(ahead, squaredExponential({ length: 2 }), { given: copies });
check<Equal<typeof next, GaussianProcess<"later" | "group", "later">>>();

// @ts-expect-error a length must be positive
squaredExponential({ length: normal(0, 1) });
// @ts-expect-error a kernel wants a length
matern32({ scale: 1 });
// @ts-expect-error noise must be positive
gaussianProcess(x, kernel, { noise: normal(0, 1) });
// @ts-expect-error inputs are data
gaussianProcess(normal(0, 1).over(day), kernel);
// @ts-expect-error only a process can be given
gaussianProcess(ahead, kernel, { given: normal(0, 1).over(day) });
// @ts-expect-error a kernel is no expression
f.add(kernel);

const basis = hilbertBasis("basis", { domain: [0, 4], functions: 10, boundary: 2 });
const weights = normal(0, 1).over(basis);
const g = hilbertGaussianProcess(x, kernel, basis, weights.over(group));
check<Equal<typeof g, Expr<"day" | "group", Real>>>();
const waves = fourierBasis("waves", { harmonics: 3 });
const h = hilbertGaussianProcess(x, periodic({ length: 1, period: 3 }), waves, normal(0, 1).over(waves));
check<Equal<typeof h, Expr<"day", Real>>>();
// @ts-expect-error no rule is published for this kernel
hilbertBasis("basis", { domain: [0, 4], kernel: "matern12", lengths: [1, 2] });
// @ts-expect-error functions want a boundary
hilbertBasis("basis", { domain: [0, 4], functions: 10 });

const fit = model(() => {
  const length = halfNormal(2);
  const y = gaussianProcess(x, squaredExponential({ length }), { noise: 0.1 });
  const z = gaussianProcess(ahead, squaredExponential({ length }), { given: y });
  return { length, y, z };
});
const posterior = fit().observe({ y: [1, 2, 3] });
const trace = sampleSync(posterior, { keep: ["length"] });
const predicted = predict(posterior, trace);
check<Equal<typeof predicted.z extends { readonly values: Float64Array } ? true : false, true>>();
// @ts-expect-error what is observed is not predicted from the posterior
predicted.y;
