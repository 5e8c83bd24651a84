/** Show the chains of a run below a cell while they run, and leave one line in the saved notebook. */
import { counted } from "@credence/diagnostics";
import { type Progress, progressIn } from "@credence/inference";
import { tslab } from "./tslab.js";

/** A callback for `progress` of `sample` and its kin. */
export type ShowProgress = () => (progress: Progress) => void;

/**
 * A table of the chains that is updated in place, from the cell that made it. Once all are done one line stands there
 * instead, the same for the same run. Outside a notebook only that line is printed.
 */
export const notebookProgress: ShowProgress = () => {
  const display = tslab()?.newDisplay();
  const running = display === undefined ? () => {} : progressIn(display);
  const chains: Progress[] = [];
  return (progress) => {
    chains[progress.chain] = progress;
    const done = chains.filter((chain) => chain.done === chain.total);
    if (done.length < progress.chains) running(progress);
    else if (display === undefined) console.log(lastLine(done));
    else display.html(lastLine(done));
  };
};

/** No rates and no times: they would differ at every execution. */
function lastLine(chains: readonly Progress[]): string {
  const lengths = [...new Set(chains.map(({ total }) => total))].map((total) => total.toLocaleString("en"));
  const divergences = chains.reduce((sum, chain) => sum + chain.divergences, 0);
  const after = divergences === 0 ? "no divergences" : counted(divergences, "divergence");
  return `${counted(chains.length, "chain")} done, ${lengths.join(" or ")} iterations each with warmup, ${after}`;
}
