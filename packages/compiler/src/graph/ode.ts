/** Tell how large the parts of a solution of differential equations are. */
import { inputWidths } from "./scan.js";
import type { NodeOf, ScanBody } from "./types.js";

/** How many elements each argument has: the inputs of the body without the time, which stands after the states. */
export const argumentWidths = (body: ScanBody): readonly number[] =>
  inputWidths(body).filter((_, i) => i !== body.carried);

/** How many numbers sensitivities are in. */
export const odeColumns = ({ body, by }: Pick<NodeOf<"ode">, "body" | "by">): number => {
  const widths = argumentWidths(body);
  return by.reduce((total, i) => total + (widths[i] as number), 0);
};

/** How many elements the result has: all states at all times, then as many rows of sensitivities. */
export function odeLength(node: Pick<NodeOf<"ode">, "body" | "by" | "grid">): number {
  const size = argumentWidths(node.body)
    .slice(0, node.body.carried)
    .reduce((a, b) => a + b, 0);
  return node.grid.times.length * size * (1 + odeColumns(node));
}
