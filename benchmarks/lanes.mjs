/** Measure a special function over a vector: in two lanes of WebAssembly, beside the same function in JavaScript. */
import { loops } from "@credence/math";

const COUNT = 1024;

/** The function over `COUNT` numbers of a memory, results behind them. */
function overLanes(name, memory) {
  const map = loops.define("map", {}, undefined, (b) => {
    b.lanes({ to: COUNT }, (b, i) => b.store(loops.add(i, COUNT), loops.call(loops.special[name], loops.load(i))));
  });
  return loops.runLoops({ exports: [map] }, memory, loops.specialImports).map;
}

/** A benchmark of the nanoseconds an element; `own` is the function in JavaScript, `at` gives the k-th argument. */
export const lanesBenchmark = (name, own, at) => ({
  name: `lanes-${name}`,
  unit: "ns",
  subject: "lanes",
  baseline: "javaScript",
  setup: () => {
    const memory = loops.createMemory(2 * COUNT);
    const doubles = new Float64Array(memory.buffer);
    for (let k = 0; k < COUNT; k++) doubles[k] = at(k / COUNT);
    const javaScript = () => {
      for (let k = 0; k < COUNT; k++) doubles[COUNT + k] = own(doubles[k]);
    };
    return { lanes: overLanes(name, memory), javaScript };
  },
  read: (seconds) => (seconds * 1e9) / COUNT,
});
