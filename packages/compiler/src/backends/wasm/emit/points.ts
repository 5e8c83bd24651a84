/** Write a plan of points as one function of their number: a loop over points around the loops of one. */
import { loops } from "@credence/math";
import type { PointsPlan } from "../plan.js";
import { writeProgram } from "./kernel.js";

const { add, mul } = loops;

/** The kernel of points. */
export const writePoints = (plan: PointsPlan): loops.LoopFunction =>
  loops.define("points", { count: "i32" }, undefined, (block, { count }) => {
    block.loop({ to: count }, (inner, point) => {
      const pointers = plan.rows.map(({ name, start, length }) => [name, inner.let(add(mul(point, length), start))]);
      writeProgram(inner, plan, Object.fromEntries(pointers));
    });
  });
