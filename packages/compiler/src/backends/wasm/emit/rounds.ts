/** Write a scan whose body is made of single numbers: a loop over rounds that carries them in registers. */
import { loops } from "@credence/math";
import { type Piece, scanPieces } from "../../../graph/scan.js";
import type { NodeId, NodeOf } from "../../../graph/types.js";
import type { ScalarBody } from "../blocks/scalarise.js";
import { addressOf, define, type Scope, valueAt } from "./scope.js";

const { add, load, mul, sub } = loops;

type Double = loops.Expr<"f64">;
type Integer = loops.Expr<"i32">;

/** Computes all of a body's numbers in `block`, given those of its inputs. */
function writeRound(
  outer: Scope,
  block: loops.Block,
  { graph }: ScalarBody,
  given: ReadonlyMap<NodeId, Double>,
): Scope {
  const scope: Scope = {
    ...outer,
    block,
    plan: { ...outer.plan, graph, places: [], tables: [] },
    values: new Map(given),
    logistics: new Map(),
  };
  for (const [id, node] of graph.nodes.entries()) if ("args" in node) define(scope, id);
  return scope;
}

/** Writes the rounds of a scan. */
export function writeRounds(scope: Scope, id: NodeId, body: ScalarBody): void {
  const node = scope.plan.graph.nodes[id] as NodeOf<"scan">;
  const { steps, reverse } = node;
  const { carried, read } = body;
  const pieces = scanPieces(node);
  const place = (each: NodeId, index: loops.Value<"i32">): Integer => {
    const own = scope.plan.places[each];
    if (own === undefined) throw new Error(`internal: node ${each} has no place`);
    return addressOf(own, scope.pointers, index);
  };
  const result = ({ offset, width }: Piece, t: Integer | number, j: number): Integer =>
    place(id, typeof t === "number" ? offset + t * width + j : add(mul(t, width), offset + j));
  const argument = (i: number): NodeId => node.args[i] as NodeId;

  const outside = new Map<NodeId, Double>();
  for (const [i, numbers] of body.inputs.entries()) {
    if (i >= carried && i < carried + read) continue;
    for (const [j, number] of numbers.entries()) {
      const value = scope.block.variable(load(place(argument(i), j)));
      outside.set(number, value);
      if (i < carried) scope.block.store(result(pieces[i] as Piece, reverse ? steps : 0, j), value);
    }
  }
  scope.block.loop({ to: steps }, (b, round) => {
    const t = reverse ? b.let(sub(loops.i32(steps - 1), round)) : round;
    const given = new Map(outside);
    for (let i = carried; i < carried + read; i++) {
      const numbers = body.inputs[i] as readonly NodeId[];
      numbers.forEach((number, j) => {
        given.set(number, b.let(load(place(argument(i), add(mul(t, numbers.length), j)))));
      });
    }
    const inner = writeRound(scope, b, body, given);
    // all of them before any is set: one carried value may become another
    const values = body.outputs.map((numbers) => numbers.map((number) => b.let(valueAt(inner, number))));
    for (const [k, numbers] of values.entries()) {
      const piece = pieces[k] as Piece;
      const at = k < carried && !reverse ? add(t, 1) : t;
      numbers.forEach((value, j) => {
        b.store(result(piece, at, j), value);
        if (k < carried) b.set(outside.get((body.inputs[k] as readonly NodeId[])[j] as NodeId) as Double, value);
      });
    }
  });
}
