/** List the statistics and one-dimensional numerics that are public. */
export { autocovariance } from "./autocovariance.js";
export { countBelow, countUpTo } from "./count-sorted.js";
export { everyNth } from "./every-nth.js";
export { fft } from "./fft.js";
export { type FindRootOptions, findRoot, findRootDefaults } from "./find-root.js";
export { type Histogram, type HistogramOptions, histogram } from "./histogram.js";
export { type Integral, type IntegrateOptions, integrate, integrateDefaults } from "./integrate.js";
export { type Kde, type KdeOptions, kde, kdeDefaults, silvermanBandwidth } from "./kde.js";
export { mean, sum } from "./mean.js";
export { quantile, quantileSorted, quantiles } from "./quantile.js";
export { rankAverage } from "./rank-average.js";
export { standardDeviation, variance } from "./variance.js";
export { addToWelford, mergeWelford, resetWelford, type Welford, welford, welfordVariance } from "./welford.js";
