/** Write the vector operations of Hamiltonian kernels in the loop IR, from which both their backends are generated. */
import { loops } from "@credence/math";

const { add, and, call, define, div, gt, i32, imported, load, mul, select, sqrt } = loops;
type Double = loops.Expr<"f64">;
type Offset = loops.Expr<"i32">;

// All offsets are those of doubles in the memory. Sums of products run in two lanes. Every vector is padded to an even
// number of doubles with zeros, so that two lanes never leave anything over.

const pairs = (to: Offset): loops.LaneBounds => ({ to, width: 2, whole: true });

/** Writes v = M⁻¹p behind p and returns p · v / 2, after `write` has had its way with p. */
function kinetic(
  b: loops.Block,
  p: Offset,
  metric: Offset,
  stride: Offset,
  write: (b: loops.Block, i: Offset) => Double,
): Double {
  const v = b.let(add(p, stride));
  const sum = b.lanes(pairs(stride), (b, i) => {
    const momentum = write(b, i);
    const velocity = b.let(mul(load(add(metric, i)), momentum));
    b.store(add(v, i), velocity);
    return b.sum(mul(momentum, velocity));
  });
  return mul(0.5, sum);
}

/** The host's: writes the gradient at a position; returns the log density. */
const logDensityGradient = imported("logDensityGradient", ["i32", "i32"], "f64");

/** One leapfrog step between states; writes the kinetic energy where it leads, and the log density, at `found`. */
const leap = define(
  "leap",
  { from: "i32", to: "i32", metric: "i32", stride: "i32", step: "f64", found: "i32" },
  undefined,
  (b, { from, to, metric, stride, step, found }) => {
    const half = b.let(mul(0.5, step));
    const fromG = b.let(add(from, stride));
    const fromP = b.let(add(fromG, stride));
    const toG = b.let(add(to, stride));
    const toP = b.let(add(toG, stride));
    b.lanes(pairs(stride), (b, i) => {
      const p = b.let(add(load(add(fromP, i)), mul(half, load(add(fromG, i)))));
      b.store(add(toP, i), p);
      b.store(add(to, i), add(load(add(from, i)), mul(step, mul(load(add(metric, i)), p))));
    });
    b.store(add(found, 1), call(logDensityGradient, to, toG));
    const energy = kinetic(b, toP, metric, stride, (b, i) => {
      const momentum = b.let(add(load(add(toP, i)), mul(half, load(add(toG, i)))));
      b.store(add(toP, i), momentum);
      return momentum;
    });
    b.store(found, energy);
  },
);

/** Makes standard normals at p a draw from N(0, M); returns the kinetic energy. */
const scaleMomentum = define(
  "scaleMomentum",
  { p: "i32", metric: "i32", dimension: "i32", stride: "i32" },
  "f64",
  (b, { p, metric, dimension, stride }) => {
    b.lanes({ to: dimension, width: 2 }, (b, i) =>
      b.store(add(p, i), div(load(add(p, i)), sqrt(load(add(metric, i))))),
    );
    b.return(kinetic(b, p, metric, stride, (b, i) => b.let(load(add(p, i)))));
  },
);

/** A fresh momentum at p from the stream whose words lie at `words`. */
const drawMomentum = define(
  "drawMomentum",
  { p: "i32", metric: "i32", dimension: "i32", stride: "i32", words: "i32", tables: "i32" },
  "f64",
  (b, { p, metric, dimension, stride, words, tables }) => {
    b.do(call(loops.fillNormals, p, dimension, words, tables));
    b.return(call(scaleMomentum, p, metric, dimension, stride));
  },
);

/** 1 where all these are positive. */
const allPositive = (values: readonly Double[]): Offset =>
  select(
    values.map((value) => gt(value, 0)).reduce((all, each) => and(all, each)),
    i32(1),
    0,
  );

/** Joins two single states, given by their momenta: both overlaps are the whole, two products decide. */
const joinStates = define(
  "joinStates",
  { out: "i32", left: "i32", right: "i32", stride: "i32" },
  "i32",
  (b, { out, left, right, stride }) => {
    const leftV = b.let(add(left, stride));
    const rightV = b.let(add(right, stride));
    const products = b.lanes(pairs(stride), (b, i) => {
      const sum = b.let(add(load(add(left, i)), load(add(right, i))));
      const both = [leftV, rightV].map((v) => b.sum(mul(load(add(v, i)), sum)));
      b.store(add(out, i), sum);
      return both;
    });
    b.return(allPositive(products));
  },
);

/**
 * Joins two pieces of a trajectory: velocities at their outer ends, momenta (with the velocities behind them) at their
 * inner ones.
 */
const joinPieces = define(
  "joinPieces",
  {
    out: "i32",
    leftSum: "i32",
    rightSum: "i32",
    startV: "i32",
    leftP: "i32",
    rightP: "i32",
    endV: "i32",
    stride: "i32",
  },
  "i32",
  (b, { out, leftSum, rightSum, startV, leftP, rightP, endV, stride }) => {
    const leftV = b.let(add(leftP, stride));
    const rightV = b.let(add(rightP, stride));
    const products = b.lanes(pairs(stride), (b, i) => {
      const at = (vector: Offset): Double => b.let(load(add(vector, i)));
      const [start, end, left, right] = [at(startV), at(endV), at(leftSum), at(rightSum)];
      const first = b.let(add(left, load(add(rightP, i))));
      const last = b.let(add(right, load(add(leftP, i))));
      const whole = b.let(add(left, right));
      const six = [
        mul(start, whole),
        mul(end, whole),
        mul(start, first),
        mul(load(add(rightV, i)), first),
        mul(load(add(leftV, i)), last),
        mul(end, last),
      ].map((product) => b.sum(product));
      b.store(add(out, i), whole);
      return six;
    });
    b.return(allPositive(products));
  },
);

/** The functions of `vector-loops.ts`. */
export const vectorLoops: loops.LoopModule = {
  exports: [leap, scaleMomentum, drawMomentum, joinStates, joinPieces],
};
