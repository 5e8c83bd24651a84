/** Find the loop of every array operation. */
import type { Op } from "../../../graph/types.js";
import type { Loop } from "../types.js";
import { binaryLoops, ternaryLoops } from "./binary.js";
import { sparse } from "./linear.js";
import { matrixLoops } from "./matrix.js";
import { movingLoops } from "./moving.js";
import { reducingLoops } from "./reducing.js";
import { unaryLoops } from "./unary.js";

/** Inputs, constants and data lie in memory already. */
const nothing: Loop = () => {};

/** Stands for loops that depend on the node: see `instruction.ts`. */
const perNode: Loop = () => {
  throw new Error("internal: scans and external functions have loops of their own");
};

export const loops: { readonly [O in Op]: Loop } = {
  input: nothing,
  constant: nothing,
  data: nothing,
  ...unaryLoops,
  ...binaryLoops,
  ...ternaryLoops,
  ...movingLoops,
  linear: sparse,
  ...reducingLoops,
  ...matrixLoops,
  external: perNode,
  scan: perNode,
  ode: perNode,
};
