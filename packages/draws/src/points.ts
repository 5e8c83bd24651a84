/** Look at a trace draw by draw, each a record of plain numbers. */
import { cellCount } from "./cells.js";
import type { AnyDraws } from "./draws.js";
import { cellOf } from "./labelled.js";
import { type Nested, nest } from "./nest.js";
import type { Point, Trace, TraceVariable } from "./trace.js";

/** The value of a variable at a draw, counted through all chains. */
type ValueAt = (index: number) => unknown;

function valueAt(draws: AnyDraws): ValueAt {
  const cells = cellCount(draws.axes);
  return (index) => cellOf(draws.axes, draws.values.subarray(index * cells, (index + 1) * cells));
}

/** A record whose members are read when asked for, so that derived quantities nobody asks for are never computed. */
function pointAt(readers: Nested<ValueAt>, index: number): object {
  const point = {};
  for (const [name, reader] of Object.entries(readers)) {
    const get = (): unknown => (typeof reader === "function" ? reader(index) : pointAt(reader, index));
    Object.defineProperty(point, name, { enumerable: true, get });
  }
  return point;
}

/**
 * A function from the number of a draw (0 up to `chains * draws`, chain by chain) to its point: `pointsOf(trace)(0).theta`.
 *
 * @param onRead is called with the dotted name of each variable that is read from a point.
 */
export function pointsOf<V>(trace: Trace<V>, onRead?: (name: string) => void): (index: number) => Point<V> {
  const { variables, chains, draws } = trace.$;
  const reader = ({ name, draws: of }: TraceVariable): ValueAt => {
    const read = valueAt(of);
    if (onRead === undefined) return read;
    return (index) => {
      onRead(name);
      return read(index);
    };
  };
  const readers = nest(variables.map((variable) => [variable.name, reader(variable)]));
  return (index) => {
    if (Number.isInteger(index) && index >= 0 && index < chains * draws) return pointAt(readers, index) as Point<V>;
    throw new RangeError(`there is no draw ${index}: the trace has ${chains * draws}, counted from 0`);
  };
}
