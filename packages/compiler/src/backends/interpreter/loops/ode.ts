/** Loop over the steps of a differential equation: rates and their derivatives are programs of their own. */
import { type OdeSystem, odeSolver } from "@credence/math";
import { argumentWidths, odeColumns } from "../../../graph/ode.js";
import { scanPieces } from "../../../graph/scan.js";
import type { NodeOf } from "../../../graph/types.js";
import type { Loop, Program, Slot } from "../types.js";
import type { Compile } from "./scan.js";

/** The loop of one solution: programs are compiled once, and run in memories of their own; nothing is allocated after. */
export function odeLoop(node: NodeOf<"ode">, args: readonly Slot[], compile: Compile): Loop {
  const { body, grid, by, slopes } = node;
  const { carried } = body;
  const rates = compile(body.graph, body);
  const programs = slopes === undefined ? [rates] : [rates, compile(slopes.graph, slopes)];
  const widths = argumentWidths(body);
  const states = widths.slice(0, carried);
  const size = states.reduce((a, b) => a + b, 0);
  const parameters = odeColumns(node);
  const place = (program: Program, i: number): number => program.inputs[i]?.offset as number;

  /** Writes time and states where a program reads them. */
  const give = (program: Program, t: number, y: Float64Array): void => {
    program.memory[place(program, carried)] = t;
    let at = 0;
    for (let k = 0; k < carried; k++) {
      const offset = place(program, k);
      for (let e = 0; e < (states[k] as number); e++) program.memory[offset + e] = y[at++] as number;
    }
  };
  const system: OdeSystem = {
    size,
    parameters,
    rates: (t, y, out) => {
      give(rates, t, y);
      rates.run();
      let at = 0;
      for (let k = 0; k < carried; k++) {
        const { offset, length } = rates.outputs[k] as Slot;
        for (let e = 0; e < length; e++) out[at++] = rates.memory[offset + e] as number;
      }
    },
    slopes: slopesOf(),
  };

  /** Rows of the derivatives, cut into those in the states and those in what is shared; states have none in their starts. */
  function slopesOf(): OdeSystem["slopes"] {
    const program = programs[1];
    if (program === undefined)
      return () => {
        throw new Error("internal: no derivatives of the rates were made");
      };
    const starts = by.filter((i) => i < carried).reduce((total, i) => total + (widths[i] as number), 0);
    const each = program.outputs.length / Math.max(size, 1);
    return (t, y, byState, byParameter) => {
      give(program, t, y);
      program.run();
      const { memory, outputs } = program;
      for (let row = 0; row < size; row++) {
        let [j, p] = [row * size, row * parameters + starts];
        for (let k = 0; k < each; k++) {
          const { offset, length } = outputs[row * each + k] as Slot;
          for (let e = 0; e < length; e++) {
            if (k < carried) byState[j++] = memory[offset + e] as number;
            else byParameter[p++] = memory[offset + e] as number;
          }
        }
      }
    };
  }

  const start = { from: grid.from, y: new Float64Array(size), sensitivity: startSensitivity(node, states) };
  const count = grid.times.length;
  const output = { states: new Float64Array(count * size), sensitivities: new Float64Array(count * size * parameters) };
  const solve = odeSolver(system, grid.settings);
  const pieces = scanPieces({ body: { ...body, carried: 0 }, steps: count });

  return (m, { out }) => {
    let at = 0;
    for (let i = 0; i < carried; i++) {
      const { offset } = args[i] as Slot;
      for (let e = 0; e < (states[i] as number); e++) start.y[at++] = m[offset + e] as number;
    }
    for (const program of programs) {
      for (let i = carried; i < widths.length; i++) {
        const [to, from] = [place(program, i + 1), (args[i] as Slot).offset];
        for (let e = 0; e < (widths[i] as number); e++) program.memory[to + e] = m[from + e] as number;
      }
    }
    solve(start, grid.times, output);
    // states lie time by time in the solver, state by state in the result
    let base = 0;
    for (let k = 0; k < carried; k++) {
      const { offset, width } = pieces[k] as (typeof pieces)[number];
      for (let t = 0; t < count; t++)
        for (let e = 0; e < width; e++) {
          const [from, to] = [t * size + base + e, offset + t * width + e];
          m[out + to] = output.states[from] as number;
          const row = out + count * size + to * parameters;
          for (let c = 0; c < parameters; c++) m[row + c] = output.sensitivities[from * parameters + c] as number;
        }
      base += width;
    }
  };
}

/** ∂y/∂θ at the start: ones where θ is the element itself. Columns are the arguments among `by`, in order. */
function startSensitivity(node: NodeOf<"ode">, states: readonly number[]): Float64Array {
  const columns = odeColumns(node);
  const size = states.reduce((a, b) => a + b, 0);
  const sensitivity = new Float64Array(size * columns);
  let column = 0;
  for (const i of node.by.filter((each) => each < node.body.carried)) {
    const first = states.slice(0, i).reduce((a, b) => a + b, 0);
    for (let e = 0; e < (states[i] as number); e++) sensitivity[(first + e) * columns + column++] = 1;
  }
  return sensitivity;
}
