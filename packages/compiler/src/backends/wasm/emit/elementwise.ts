/** Write each function of numbers in the loop IR, with the bits of the interpreter's. */
import { loops } from "@credence/math";
import { type ElementwiseName, elementwise } from "@credence/model";

const {
  abs,
  add,
  call,
  div,
  eq,
  floor,
  ge,
  gt,
  imported,
  le,
  lt,
  mul,
  ne,
  neg,
  select,
  special,
  specialPairs,
  sqrt,
  sub,
} = loops;

type Double = loops.Expr<"f64">;
/** A function of values that each stand for one number; values that are used twice are locals. */
type Formula = (...args: Double[]) => Double;

const written: { readonly [N in ElementwiseName]?: Formula } = {
  neg: (x: Double) => neg(x),
  abs: (x: Double) => abs(x),
  sign: (x: Double) => select(gt(x, 0), 1, select(lt(x, 0), -1, x)),
  floor: (x: Double) => floor(x),
  square: (x: Double) => mul(x, x),
  sqrt: (x: Double) => sqrt(x),
  add: (a: Double, b: Double) => add(a, b),
  sub: (a: Double, b: Double) => sub(a, b),
  mul: (a: Double, b: Double) => mul(a, b),
  div: (a: Double, b: Double) => div(a, b),
  max: (a: Double, b: Double) => select(ge(a, b), a, b),
  min: (a: Double, b: Double) => select(le(a, b), a, b),
  gt: (a: Double, b: Double) => select(gt(a, b), 1, 0),
  ge: (a: Double, b: Double) => select(ge(a, b), 1, 0),
  lt: (a: Double, b: Double) => select(lt(a, b), 1, 0),
  le: (a: Double, b: Double) => select(le(a, b), 1, 0),
  eq: (a: Double, b: Double) => select(eq(a, b), 1, 0),
  select: (condition: Double, yes: Double, no: Double) => select(ne(condition, 0), yes, no),
  xlogy: (a: Double, b: Double) => select(eq(a, 0), 0, mul(a, call(special.log, b))),
  xlog1py: (a: Double, b: Double) => select(eq(a, 0), 0, mul(a, call(special.log1p, b))),
};

/** The host's function where there is no loop for it: called number by number. */
const hosted = new Map<ElementwiseName, loops.LoopImport>();
function hostedNamed(name: ElementwiseName): loops.LoopImport {
  const known = hosted.get(name) ?? imported(name, elementwise[name].length);
  hosted.set(name, known);
  return known;
}

/** What a kernel may import, by name. */
export const hostFunctions: loops.LoopImports = { ...elementwise, ...loops.specialImports };

/** The value of a function at some values. */
export function formula(name: ElementwiseName, args: readonly Double[]): Double {
  const own = written[name];
  if (own !== undefined) return own(...args);
  const library: Readonly<Partial<Record<string, loops.LoopFunction>>> = { ...special, ...specialPairs };
  return call(library[name] ?? hostedNamed(name), ...args);
}
