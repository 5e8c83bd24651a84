/** Gather the elementary and special functions. */
export * from "./elementary/index.js";
