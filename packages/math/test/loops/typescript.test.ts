/** Hold functions of numbers, written as TypeScript, to what they compute in WebAssembly, whatever moves inside them. */
import { describe, expect, it } from "vitest";
import { loops } from "../../src/index.js";
import { typescriptSource } from "../../src/loops/typescript.js";

const { add, define, div, gt, lt, mul, select, sub } = loops;

/** The function that a source declares, its types removed. */
function run(source: string, name: string): (x: number) => number {
  return new Function(`${source.replace("export ", "").replaceAll(": number", "")}\nreturn ${name}`)();
}

/** Values before and after a variable changes, shared by some branches or wanted by one alone. */
const mixed = define("mixed", { x: "f64" }, "f64", (b, { x }) => {
  const total = b.variable(x);
  const before = b.let(mul(total, 3));
  const square = b.let(mul(x, x));
  b.while(lt(total, 5), (b) => b.set(total, add(total, 2)));
  const after = b.let(mul(total, 3));
  const quotient = b.let(div(square, add(after, 7)));
  b.if(
    gt(x, 1),
    (b) => b.set(total, add(before, quotient)),
    (b) => b.set(total, sub(square, after)),
  );
  const far = b.let(gt(x, 3));
  const near = b.let(mul(square, 0.5));
  const mean = b.let(select(far, square, near));
  b.return(select(lt(x, -2), total, select(far, add(mean, total), sub(mean, quotient))));
});

const shortened = define("shortened", { x: "f64" }, "f64", (b, { x }) => {
  b.shortcut(gt(x, 0), (b) => b.return(add(x, x)));
  const twice = b.let(mul(2, x));
  b.return(select(gt(x, 0), twice, mul(twice, twice)));
});

describe("functions of numbers as TypeScript", () => {
  it.each([mixed, shortened])("$name gives the bits of WebAssembly", (fn) => {
    const memory = loops.createMemory(1) as loops.WasmMemory;
    const compiled = loops.runLoops({ exports: [fn] }, memory)[fn.name];
    const written = run(typescriptSource(fn), fn.name);
    const xs = Array.from({ length: 81 }, (_, i) => (i - 40) / 8);
    expect(xs.map(written)).toEqual(xs.map((x) => compiled?.(x)));
  });

  it("set what comes after a shortcut apart, without what that took", () => {
    const source = typescriptSource(shortened);
    expect(source).toContain("return shortenedElsewhere(x);");
    expect(source.slice(source.indexOf("function shortenedElsewhere"))).not.toContain("if");
  });

  it("refuse what is not a function of numbers", () => {
    const sum = define("sum", { n: "i32" }, "f64", (b, { n }) =>
      b.return(b.lanes({ to: n }, (b, i) => b.sum(loops.load(i)))),
    );
    expect(() => typescriptSource(sum)).toThrow("a function of numbers has no lanes");
  });
});
