import { describe, expect, test } from "vitest";
import { schedule } from "../../src/backends/wasm/schedule.js";
import { slotsOf, storedNodes } from "../../src/backends/wasm/storage.js";
import { type GraphBuilder, gradientGraph, graphBuilder, type NodeId } from "../../src/index.js";

/** Steps in short: `scalars 3`, `loop 8: 5 + 2` for five values and two sums, `block matmul`. */
function stepsOf(b: GraphBuilder): string[] {
  return schedule(b.graph).map((step) => {
    if (step.kind === "scalars") return `scalars ${step.nodes.length}`;
    if (step.kind === "block") return `block ${b.graph.nodes[step.node]?.op}`;
    return `loop ${step.length}: ${step.nodes.length} + ${step.reductions.length}`;
  });
}

const ramp = (length: number): Float64Array => Float64Array.from({ length }, (_, i) => i + 0.5);

describe("a schedule", () => {
  test("gives one loop to everything that runs over the same elements and waits for nothing", () => {
    const b = graphBuilder();
    const [x, s] = [b.input(8), b.input(1)];
    const z = b.ops.add(b.ops.exp(x), b.ops.log(s));
    b.sum(z);
    b.sum(b.ops.square(z));
    expect(stepsOf(b)).toEqual(["scalars 1", "loop 8: 3 + 2"]);
  });
  test("begins a new loop where a sum comes back", () => {
    const b = graphBuilder();
    const x = b.input(8);
    const centred = b.ops.sub(x, b.sum(x));
    b.sum(b.ops.square(centred));
    expect(stepsOf(b)).toEqual(["loop 8: 0 + 1", "loop 8: 2 + 1"]);
  });
  test("puts loops over different elements side by side, joined by lookups and sums into places", () => {
    const b = graphBuilder();
    const groups = b.input(3);
    const rows = b.gather(b.ops.exp(groups), Int32Array.of(0, 0, 1, 2, 2));
    const off = b.ops.sub(b.data(ramp(5)), rows);
    b.ops.mul(b.scatterAdd(off, Int32Array.of(0, 0, 1, 2, 2), 3), groups);
    const steps = stepsOf(b);
    expect(steps.filter((step) => step.startsWith("loop 5"))).toHaveLength(1);
    expect(steps.at(-1)).toMatch(/^loop 3/);
  });
  test("moves what only a later loop needs to that loop", () => {
    const b = graphBuilder();
    const x = b.input(8);
    const total = b.sum(b.ops.exp(x));
    const cheap = b.ops.square(x);
    b.ops.mul(cheap, total);
    expect(stepsOf(b)).toEqual(["loop 8: 1 + 1", "loop 8: 2 + 0"]);
  });
  test("shares the loop of values with their adjoints", () => {
    const b = graphBuilder();
    const [mu, x] = [b.input(1), b.input(8)];
    const r = b.ops.sub(b.data(ramp(8)), b.ops.mul(mu, x));
    const total = b.sum(b.ops.square(r));
    const { graph } = gradientGraph(b.graph, total, [mu, x]);
    expect(stepsOf({ graph } as GraphBuilder).filter((step) => step.startsWith("loop"))).toHaveLength(1);
  });
  test("computes every node once, after its arguments", () => {
    const b = graphBuilder();
    const [x, y] = [b.input(6), b.input(6)];
    const m = b.matmul(x, y, { rows: 2, inner: 3, columns: 2, transposeLeft: false, transposeRight: false });
    const s = b.sum(b.ops.exp(b.ops.add(m, b.sum(x))));
    b.ops.mul(b.gather(m, Int32Array.of(1, 3, 0)), s);
    const done = new Set<NodeId>();
    for (const step of schedule(b.graph)) {
      const ids =
        step.kind === "block" ? [step.node] : step.kind === "loop" ? [...step.nodes, ...step.reductions] : step.nodes;
      for (const id of ids) {
        const node = b.graph.nodes[id];
        for (const arg of node !== undefined && "args" in node ? node.args : []) {
          const leaf = !("args" in (b.graph.nodes[arg] as object));
          expect(leaf || done.has(arg), `${id} after ${arg}`).toBe(true);
        }
        expect(done.has(id)).toBe(false);
        done.add(id);
      }
    }
    expect(done.size).toBe(b.graph.nodes.filter((node) => "args" in node).length);
  });
});

describe("storage", () => {
  test("keeps in registers what one loop makes and uses", () => {
    const b = graphBuilder();
    const x = b.input(8);
    const total = b.sum(b.ops.square(b.ops.exp(x)));
    expect(storedNodes(b.graph, schedule(b.graph), [total]).some(Boolean)).toBe(false);
  });
  test("keeps in memory what another loop, a lookup or the caller needs", () => {
    const b = graphBuilder();
    const x = b.input(8);
    const e = b.ops.exp(x);
    const p = b.ops.div(e, b.sum(e));
    const looked = b.sum(b.gather(p, Int32Array.of(2, 5)));
    const stored = storedNodes(b.graph, schedule(b.graph), [looked, p]);
    expect([e, p].map((id) => stored[id])).toEqual([true, true]);
    expect(stored.filter(Boolean)).toHaveLength(2);
  });
  test("hands slots on to later values", () => {
    const b = graphBuilder();
    let x = b.input(8);
    for (let k = 0; k < 10; k++) x = b.ops.mul(b.ops.exp(x), b.sum(b.ops.exp(x)));
    const steps = schedule(b.graph);
    const { size } = slotsOf(b.graph, steps, storedNodes(b.graph, steps, [x]), [x]);
    expect(size).toBeLessThanOrEqual(3 * 8);
  });
});
