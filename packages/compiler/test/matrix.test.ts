/** Check products, triangular solutions and Cholesky factors against their definitions, and their slopes against differences. */
import { rng } from "@credence/math";
import { describe, expect, it } from "vitest";
import { type GraphBuilder, graphBuilder, type NodeId } from "../src/index.js";
import { naiveValues } from "./naive.js";
import { apply, expectClose, gradientOf, slope } from "./run.js";

const stream = rng(3, "matrix");
const normals = (length: number): number[] => Array.from({ length }, () => stream.normal());
/** `count` symmetric matrices with eigenvalues of 0.5 and more. */
const covariances = (count: number, n: number): number[] =>
  Array.from({ length: count }, () => {
    const a = normals(n * n);
    return a.map((_, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      let total = i === j ? 0.5 : 0;
      for (let k = 0; k < n; k++) total += (a[i * n + k] as number) * (a[j * n + k] as number);
      return total;
    });
  }).flat();
const factors = (count: number, n: number): number[] =>
  Array.from({ length: count * n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n) % n, at % n];
    return i === j ? 0.7 + 0.1 * i : stream.normal(); // the upper triangle is not to be read
  });

type Make = (b: GraphBuilder, ...xs: NodeId[]) => NodeId;
interface Case {
  readonly name: string;
  readonly given: readonly (readonly number[])[];
  readonly make: Make;
}

const product = (
  [rows, inner, columns]: readonly [number, number, number],
  transposeLeft: boolean,
  transposeRight: boolean,
): Case => ({
  name: `${rows} × ${inner} times ${inner} × ${columns}${transposeLeft ? ", left transposed" : ""}${transposeRight ? ", right transposed" : ""}`,
  given: [normals(2 * rows * inner), normals(2 * inner * columns)],
  make: (b, x, y) => b.matmul(x as NodeId, y as NodeId, { rows, inner, columns, transposeLeft, transposeRight }),
});

const cases: readonly Case[] = [
  ...[false, true].flatMap((left) => [false, true].map((right) => product([2, 3, 4], left, right))),
  product([1, 1, 1], false, false),
  ...[1, 3].flatMap(
    (size) =>
      [
        {
          name: `cholesky of size ${size}`,
          given: [covariances(2, size)],
          make: (b, x) => b.cholesky(x as NodeId, size),
        },
        {
          name: `adjoint of a factor of size ${size}`,
          given: [factors(2, size), normals(2 * size * size)],
          make: (b, l, bar) => b.choleskyAdjoint(l as NodeId, bar as NodeId, size),
        },
        ...[false, true].map((transpose) => ({
          name: `solution of size ${size}${transpose ? ", transposed" : ""}`,
          given: [factors(2, size), normals(2 * size * 2)],
          make: (b: GraphBuilder, l: NodeId, x: NodeId) => b.solveTriangular(l, x, { size, columns: 2, transpose }),
        })),
      ] as Case[],
  ),
];

describe.each(cases)("$name", ({ name, given, make }) => {
  it("is what its definition says", () => {
    const b = graphBuilder();
    const inputs = given.map((values) => b.input(values.length));
    const output = make(b, ...inputs);
    const naive = naiveValues(b.graph, new Map(inputs.map((id, i) => [id, given[i] as number[]])))[output] as number[];
    apply(given, make).forEach((value, i) => {
      expectClose(value, naive[i] as number, 1e-12, 1e-14);
    });
  });
  it("is the same when it is known", () => {
    const b = graphBuilder();
    const known = b.known(make(b, ...given.map((values) => b.data(Float64Array.from(values)))));
    expect(known && Array.from(known)).toEqual(apply(given, make));
  });
  it.skipIf(name.startsWith("adjoint"))("has the slopes of central differences", () => {
    const weights = normals(apply(given, make).length);
    const total = (values: readonly (readonly number[])[]): number =>
      apply(values, make).reduce((sum, v, i) => sum + v * (weights[i] as number), 0);
    gradientOf(given, make, weights).forEach((gradient, k) => {
      gradient.forEach((value, i) => {
        const at = (x: number): number =>
          total(given.map((values, m) => (m === k ? values.map((v, j) => (j === i ? x : v)) : values)));
        expectClose(value, slope(at, given[k]?.[i] as number), 1e-8, 1e-9, `argument ${k}, element ${i}`);
      });
    });
  });
});

describe("cholesky", () => {
  it("is NaN for a matrix that is not positive definite, and for no other of the batch", () => {
    const [bad, good] = [
      [1, 2, 2, 1],
      [4, 2, 2, 5],
    ];
    expect(apply([[...bad, ...good]], (b, x) => b.cholesky(x, 2))).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      2,
      0,
      1,
      2,
    ]);
  });
  it("reads the symmetric part", () => {
    expect(apply([[4, 3, 1, 5]], (b, x) => b.cholesky(x, 2))).toEqual([2, 0, 1, 2]);
  });
});

describe("shapes", () => {
  it("must fit", () => {
    const b = graphBuilder();
    const [x, y] = [b.input(6), b.input(4)];
    expect(() => b.cholesky(x, 2)).toThrow("matrices");
    expect(() => b.solveTriangular(y, x, { size: 2, columns: 2, transpose: false })).toThrow("matrices");
    expect(() =>
      b.matmul(x, y, { rows: 2, inner: 3, columns: 2, transposeLeft: false, transposeRight: false }),
    ).toThrow("matrices");
  });
});
