import { describe, expect, it } from "vitest";
import { loops, rng } from "../../src/index.js";
import { backends, type Running } from "./run.js";

const { add, define, ge, gt, load, loadI32, lt, mul, select, sub, neg, div, abs, sqrt, floor, ceil, trunc, nearest } =
  loops;

/** Numbers whose sums and products round. */
function fill({ doubles }: Running, from: number, count: number): void {
  const stream = rng("loops");
  for (let i = 0; i < count; i++) doubles[from + i] = stream.normal();
}

const dot = (width: 2 | 4): loops.LoopFunction =>
  define(`dot${width}`, { x: "i32", y: "i32", n: "i32" }, "f64", (b, { x, y, n }) => {
    const s = b.lanes({ to: n, width }, (b, i) => b.sum(mul(load(add(x, i)), load(add(y, i)))));
    b.return(s);
  });

/** The order that the IR promises. */
function inLanes(values: readonly number[], width: 2 | 4): number {
  const lanes = new Array<number>(width).fill(0);
  values.forEach((v, i) => {
    lanes[i % width] = (lanes[i % width] as number) + v;
  });
  const [a, b, c, d] = lanes as [number, number, number, number];
  return width === 2 ? a + b : a + c + (b + d);
}

describe("loops", () => {
  it.each([2, 4] as const)("add products in %i lanes, whatever is left over", (width) => {
    for (const running of backends([dot(width)])) {
      fill(running, 10, 60);
      const { doubles, functions } = running;
      for (let n = 0; n < 12; n++) {
        const products = Array.from({ length: n }, (_, i) => (doubles[10 + i] as number) * (doubles[41 + i] as number));
        expect(functions[`dot${width}`]?.(10, 41, n)).toBe(inLanes(products, width));
      }
    }
  });

  it("hold to constant bounds, and run nothing where they cross", () => {
    const constant = (n: number): loops.LoopFunction =>
      define(`first${n}`, {}, "f64", (b) => {
        const s = b.lanes({ from: 3, to: n }, (b, i) => b.sum(load(i)));
        b.return(s);
      });
    const crossed = define("crossed", { from: "i32", to: "i32" }, "f64", (b, { from, to }) => {
      const s = b.lanes({ from, to }, (b, i) => b.sum(load(i)));
      b.return(s);
    });
    for (const running of backends([...[0, 3, 4, 5, 6, 7, 8, 13].map(constant), crossed])) {
      fill(running, 0, 20);
      for (const n of [0, 3, 4, 5, 6, 7, 8, 13]) {
        const expected = inLanes([...running.doubles.subarray(3, Math.max(3, n))], 4);
        expect(running.functions[`first${n}`]?.()).toBe(expected);
      }
      expect(running.functions.crossed?.(9, 2)).toBe(0);
    }
  });

  it("find the largest and the smallest element", () => {
    const range = define("range", { x: "i32", n: "i32" }, "f64", (b, { x, n }) => {
      const [high, low] = b.lanes(
        { to: n },
        (b, i) => [b.largest(load(add(x, i))), b.smallest(load(add(x, i)))] as const,
      );
      b.return(sub(high, low));
    });
    for (const running of backends([range])) {
      fill(running, 5, 40);
      for (let n = 1; n < 9; n++) {
        const values = running.doubles.subarray(5, 5 + n);
        expect(running.functions.range?.(5, n)).toBe(Math.max(...values) - Math.min(...values));
      }
      expect(running.functions.range?.(5, 0)).toBe(-Infinity);
    }
  });

  it("gather by index, and add to repeated places one after the other", () => {
    const scatter = define(
      "scatter",
      { x: "i32", index: "i32", out: "i32", n: "i32" },
      undefined,
      (b, { x, index, out, n }) => {
        b.lanes({ to: n }, (b, i) => {
          const group = b.let(loadI32(add(index, i)));
          b.accumulate(add(out, group), mul(load(add(x, i)), load(add(add(x, group), 1))));
        });
      },
    );
    const results = backends([scatter]).map((running) => {
      fill(running, 0, 64);
      const { doubles, words, functions } = running;
      for (let i = 0; i < 23; i++) words[400 + i] = (i * i) % 5;
      functions.scatter?.(0, 400, 100, 23);
      return [...doubles.subarray(100, 105)];
    });
    const { doubles } = backends([scatter])[1];
    fill({ doubles } as Running, 0, 64);
    const expected = new Array<number>(5).fill(0);
    for (let i = 0; i < 23; i++) {
      const g = (i * i) % 5;
      expected[g] = (expected[g] as number) + (doubles[i] as number) * (doubles[g + 1] as number);
    }
    expect(results).toEqual([expected, expected]);
  });

  it("run a loop over columns inside the lanes of rows, and hoist what does not change", () => {
    const product = define(
      "product",
      { a: "i32", x: "i32", out: "i32", rows: "i32", columns: "i32", by: "f64" },
      "f64",
      (b, p) => {
        const total = b.lanes({ to: p.rows }, (b, i) => {
          const sum = b.variable(loops.f64(0));
          const column = b.variable(p.a);
          b.loop({ to: p.columns }, (b, j) => {
            b.set(sum, add(sum, mul(load(add(column, i)), load(add(p.x, j)))));
            b.set(column, add(column, p.rows));
          });
          b.store(add(p.out, i), mul(sum, mul(p.by, p.by)));
          return b.sum(sum);
        });
        b.return(total);
      },
    );
    for (const running of backends([product])) {
      fill(running, 0, 300);
      const { doubles, functions } = running;
      for (const rows of [1, 2, 3, 6, 7]) {
        const sums = Array.from({ length: rows }, (_, i) => {
          let sum = 0;
          for (let j = 0; j < 5; j++) sum += (doubles[20 + j * rows + i] as number) * (doubles[100 + j] as number);
          return sum;
        });
        expect(functions.product?.(20, 100, 500, rows, 5, 1.1)).toBe(inLanes(sums, 4));
        expect([...doubles.subarray(500, 500 + rows)]).toEqual(sums.map((s) => s * (1.1 * 1.1)));
      }
    }
  });

  it("let a function branch: lanes that disagree go their own ways", () => {
    const piecewise = define("piecewise", { x: "f64" }, "f64", (b, { x }) => {
      const y = b.variable(mul(x, x));
      b.if(lt(x, 0), (b) => {
        b.if(lt(x, -1), (b) => b.return(neg(y)));
        b.return(sub(y, 1));
      });
      b.if(gt(x, 1), (b) => {
        const n = b.variable(loops.f64(1));
        b.while(gt(y, n), (b) => b.set(n, mul(n, 1.5)));
        b.return(n);
      });
      b.return(div(1, add(y, 1)));
    });
    const reference = (x: number): number => {
      if (x < -1) return -(x * x);
      if (x < 0) return x * x - 1;
      if (!(x > 1)) return 1 / (x * x + 1);
      let n = 1;
      while (x * x > n) n *= 1.5;
      return n;
    };
    const map = define("map", { x: "i32", out: "i32", n: "i32" }, undefined, (b, { x, out, n }) => {
      b.lanes({ to: n }, (b, i) => b.store(add(out, i), loops.call(piecewise, load(add(x, i)))));
    });
    for (const running of backends([map, piecewise])) {
      const { doubles, functions } = running;
      fill(running, 0, 61);
      doubles.set([NaN, -2, -3, -0.5, -0.25, 0.5, 0.25, 2, 3, -0, Infinity], 61);
      functions.map?.(0, 200, 72);
      const expected = [...doubles.subarray(0, 72)].map(reference);
      expect([...doubles.subarray(200, 272)]).toEqual(expected);
      expect([...doubles.subarray(0, 72)].map((x) => functions.piecewise?.(x))).toEqual(expected);
    }
  });

  it("call the host's functions lane by lane", () => {
    const cube = loops.imported("cube", 1);
    const map = define("map", { n: "i32" }, undefined, (b, { n }) => {
      b.lanes({ to: n }, (b, i) => b.store(add(i, 50), loops.call(cube, load(i))));
    });
    for (const running of backends([map], { cube: (x) => x * x * x })) {
      fill(running, 0, 9);
      running.functions.map?.(9);
      expect([...running.doubles.subarray(50, 59)]).toEqual([...running.doubles.subarray(0, 9)].map((x) => x * x * x));
    }
  });

  /** A positive normal number. */
  const normal = (x: loops.Expr<"f64">): loops.Expr<"f64"> => loops.min(add(abs(x), 1e-3), 1e308);
  const operations: Record<string, (x: loops.Expr<"f64">, y: loops.Expr<"f64">) => loops.Expr<"f64">> = {
    ...{ add, sub, mul, div, min: loops.min, max: loops.max, copysign: loops.copysign },
    ...{ neg, abs, sqrt, floor, ceil, trunc, nearest, truncateLow: loops.truncateLow },
    select: (x, y) => select(ge(x, y), x, 7),
    both: (x, y) => select(loops.and(lt(x, 1), loops.not(loops.or(lt(y, 0), loops.eq(y, 2)))), x, y),
    exponent: (x) => loops.centredExponent(normal(x)),
    mantissa: (x) => loops.centredMantissa(normal(x)),
    power: (x) => loops.powerOfTwo(loops.max(loops.min(nearest(x), 1023), -1022)),
    whole: (x) => loops.toF64(loops.toI32(loops.max(loops.min(x, 1e6), -1e6))),
  };
  const edges = [0, -0, 0.5, -0.5, 1, -1, 1.5, 2, 2.5, -2.5, 1e-310, -5e-324, 1e308, -1e308, 4503599627370497.5];
  const numbers = [...edges, 0.1, 123.456, -7.7, 1022.4, -1022.4, Infinity, -Infinity, NaN, 2 ** 52, 2 ** 53 + 2];

  it.each(Object.keys(operations))("%s has the same bits alone, in lanes and in JavaScript", (name) => {
    const operation = operations[name] as (typeof operations)[string];
    const one = define("one", { x: "f64", y: "f64" }, "f64", (b, { x, y }) => b.return(operation(x, y)));
    const map = define("map", { n: "i32" }, undefined, (b, { n }) => {
      b.lanes({ to: n }, (b, i) => b.store(add(i, 2000), operation(load(i), load(add(i, 1000)))));
    });
    const found = backends([one, map]).flatMap(({ doubles, functions }) => {
      const pairs = numbers.flatMap((x) => numbers.map((y) => [x, y] as const));
      pairs.forEach(([x, y], i) => {
        doubles[i] = x;
        doubles[1000 + i] = y;
      });
      functions.map?.(pairs.length);
      return [pairs.map(([x, y]) => functions.one?.(x, y)), [...doubles.subarray(2000, 2000 + pairs.length)]];
    });
    const [first, ...others] = found;
    for (const other of others) expect(other).toEqual(first);
  });

  it("work with integers as a 32-bit machine does", () => {
    const mix = define("mix", { a: "i32", b: "i32" }, "i32", (block, { a, b }) => {
      const c = block.variable(add(a, b));
      block.if(loops.ne(a, b), (block) => block.set(c, loops.xor(mul(c, 0x9e3779b1 | 0), loops.ushr(b, 7))));
      block.loop({ from: 1, to: 10, step: 3 }, (block, i) => block.set(c, add(loops.shl(c, i), loops.shr(c, 2))));
      block.storeI32(5, loops.or(c, 1));
      block.return(sub(loadI32(5), loops.and(b, 255)));
    });
    const [wasm, javascript] = backends([mix]).map(({ functions }) =>
      [0, 1, -1, 0x7fffffff, -0x80000000, 12345].flatMap((a) => [3, -9, 0x7ffffff1].map((b) => functions.mix?.(a, b))),
    );
    expect(wasm).toEqual(javascript);
  });

  it("refuse what lanes cannot do, and values of the wrong type", () => {
    const branching = define("branching", { n: "i32" }, undefined, (b, { n }) => {
      b.lanes({ to: n }, (b, i) => b.if(lt(load(i), 0), (b) => b.store(i, 0)));
    });
    expect(() => loops.encodeModule({ exports: [branching] })).toThrow("use select");
    expect(() => add(loops.i32(1) as never, loops.f64(2))).toThrow("type i32");
    const other = define("dot2", {}, "f64", (b) => b.return(1));
    expect(() => loops.encodeModule({ exports: [dot(2), other] })).toThrow("named dot2");
    const hiding = define("hiding", { m: "i32" }, "f64", (b, { m }) => b.return(load(m)));
    expect(() => loops.javascriptSource({ exports: [hiding] })).toThrow("no parameter can be called m");
  });
});
