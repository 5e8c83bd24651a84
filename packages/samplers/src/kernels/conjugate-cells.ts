/** Draw coordinates that are conjugate one by one: read their laws off the slopes of the log density, and check every draw. */
import type { Rng } from "@credence/math";
import { coordinatesOf } from "../check.js";
import type { Scale, Target } from "../types.js";
import { type Form, formsOf } from "./conjugate-forms.js";

/** Log densities of a law and of the target may differ by so much, in units of the terms that make them up. */
const TOLERANCE = 1e-7;

/** Slots of the memory that a block works in. */
interface Slots {
  readonly memory: Float64Array;
  readonly position: Float64Array;
  readonly elsewhere: Float64Array;
  readonly here: Float64Array;
  readonly there: Float64Array;
}

/** Draws a whole block, and returns the log density there. */
export type Draw = (logDensity: number, rng: Rng) => number;

/**
 * How to draw a block whose coordinates, given everything else, are independent and each of one of the `forms`: slopes at
 * the position and at a place beside it give both parameters of every law, whatever the model is made of. The slopes at a
 * third place must agree when the chain starts, and the target's log density with that of the laws at each draw, so that a
 * model that is not conjugate is refused and never drawn wrongly.
 *
 * @throws when no form agrees
 */
export function conjugateCells(name: string, target: Target, slots: Slots): Draw {
  const scales = coordinatesOf(target).map(({ kind, ...rest }, i) => {
    const scale = (rest as { readonly scale?: Scale }).scale;
    if (scale === undefined)
      throw new Error(
        `${name}: the law of a ${kind} variable that is moved in other coordinates than its own (number ${i}) is not known: give it slice() or nuts()`,
      );
    return scale;
  });
  const candidates = formsOf[scales[0] as Scale];
  const form = scales.every((scale) => scale === scales[0])
    ? candidates.find((each) => agrees(each, target, slots))
    : undefined;
  if (form === undefined)
    throw new Error(
      `${name}: given everything else the law is not ${candidates.map((each) => each.name).join(" or ")}, independently for each element: give it slice() or nuts()`,
    );
  return (logDensity, rng) => draw(name, form, target, slots, logDensity, rng);
}

/** A place beside coordinate i: away by about one, either way, by different amounts, so that elements that hang together are found out. */
const offset = (i: number, turn: number): number => (((i * 7 + turn * 3) % 5) - 2 || 1) * (0.35 + 0.05 * (i % 4));

/** Reads the laws off the slopes at the position and beside it, into `a` and `b`; whether all are proper. */
function read(form: Form, target: Target, slots: Slots, turn: number): { a: Float64Array; b: Float64Array } {
  const { memory, position, elsewhere, here, there } = slots;
  const n = target.dimension;
  for (let i = 0; i < n; i++) elsewhere[i] = (position[i] as number) + offset(i, turn);
  target.logDensityGradient(memory, 0, 2 * n);
  target.logDensityGradient(memory, n, 3 * n);
  const a = new Float64Array(n);
  const b = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const [u, v] = [position[i] as number, elsewhere[i] as number];
    const [f, g] = [here[i] as number, there[i] as number];
    const [f1, f2, g1, g2] = [form.firstSlope(u), form.secondSlope(u), form.firstSlope(v), form.secondSlope(v)];
    const determinant = f1 * g2 - f2 * g1;
    a[i] = (f * g2 - f2 * g) / determinant;
    b[i] = (f1 * g - f * g1) / determinant;
  }
  return { a, b };
}

/** Whether slopes at two places beside the position tell of the same laws. */
function agrees(form: Form, target: Target, slots: Slots): boolean {
  const one = read(form, target, slots, 0);
  const other = read(form, target, slots, 1);
  const same = (x: Float64Array, y: Float64Array): boolean =>
    x.every((v, i) => Math.abs(v - (y[i] as number)) <= 1e-6 * (Math.abs(v) + Math.abs(y[i] as number)));
  return (
    same(one.b, other.b) && one.a.every((v, i) => Math.abs(v - (other.a[i] as number)) <= 1e-6 * (1 + Math.abs(v)))
  );
}

function draw(name: string, form: Form, target: Target, slots: Slots, logDensity: number, rng: Rng): number {
  const { memory, position } = slots;
  const { a, b } = read(form, target, slots, 0);
  let change = 0;
  let size = 1;
  for (let i = 0; i < target.dimension; i++) {
    const [ai, bi, u] = [a[i] as number, b[i] as number, position[i] as number];
    if (!form.proper(ai, bi))
      throw new Error(
        `${name}: given everything else, element ${i} has no proper ${form.name} law (parameters ${ai} and ${bi}): give it slice() or nuts()`,
      );
    const drawn = form.draw(rng, ai, bi);
    const first = ai * (form.first(drawn) - form.first(u));
    const second = bi * (form.second(drawn) - form.second(u));
    change += first + second;
    size += Math.abs(first) + Math.abs(second);
    position[i] = drawn;
  }
  const after = target.logDensity(memory, 0);
  const miss = Math.abs(after - logDensity - change);
  if (!(miss <= TOLERANCE * (size + Math.abs(after) + Math.abs(logDensity))))
    throw new Error(
      `${name}: given everything else the law is not ${form.name} everywhere: at a draw its log density misses that of the model by ${miss}; give it slice() or nuts()`,
    );
  return after;
}
