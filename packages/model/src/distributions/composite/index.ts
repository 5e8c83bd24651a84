/** List the distributions that are made of others; importing them lets their names be read back. */
export { censored } from "./censored.js";
export { consumerOf } from "./consume.js";
export { hurdle } from "./hurdle.js";
export { type Along, type Each, type Mixable, mixture, type OneMeasure } from "./mixture.js";
export { namedComposites } from "./named.js";
export { truncated, truncatedNormal } from "./truncated.js";
export { zeroInflated } from "./zero-inflated.js";
