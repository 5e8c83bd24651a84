/** Cut the draws of a trace into blocks, as files take them. */
import { hasDraws } from "../groups.js";
import type { AnyTrace, Groups } from "../trace.js";
import { findVariable } from "../variables.js";
import type { Block } from "./format.js";
import { drawnOf, type Head, statsOf } from "./head.js";

/** The draws of a trace, and of the groups that go with it draw by draw, chain by chain in blocks of `head.rows`. */
export function* blocksOf(of: AnyTrace, head: Head): Generator<Block> {
  const { chains, draws, stats, groups } = of.$;
  const arrays = drawnOf(head).map(({ group, name, cells }) => ({
    values: findVariable(holder(of, groups, group), name).draws.values,
    cells,
  }));
  const numbers = statsOf(head).map((name) => stats[name] as Float64Array);
  for (let chain = 0; chain < chains; chain++) {
    for (let first = 0; first < draws; first += head.rows) {
      const count = Math.min(head.rows, draws - first);
      const [from, to] = [chain * draws + first, chain * draws + first + count];
      yield {
        chain,
        first,
        draws: count,
        values: arrays.map(({ values, cells }) => values.subarray(from * cells, to * cells)),
        stats: numbers.map((values) => values.subarray(from, to)),
      };
    }
  }
}

function holder(of: AnyTrace, groups: Groups, name: string): AnyTrace {
  const group = groups[name as "prior"];
  return group !== undefined && hasDraws(group) ? group : of;
}
