/** List the kinds of pictures: a new one is a file and a line here. */
export { density } from "./density.js";
export { trace } from "./trace.js";
