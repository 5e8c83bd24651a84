/** Tell a reader in sentences whether the draws of a trace may be used, and what to do if not. */
import type { AnyTrace } from "@credence/draws";
import { checkChains } from "./check-chains.js";
import { checkDraws } from "./check-draws.js";
import { checkRun } from "./check-run.js";
import type { Finding } from "./findings.js";
import { type Readable, withText } from "./with-text.js";

/** What was found in a trace: plain data, with a text. */
export interface Diagnosis extends Readable {
  /** Whether no finding is a warning. */
  readonly ok: boolean;
  /** Warnings before notes. */
  readonly findings: readonly Finding[];
}

/**
 * Look for undefined and constant draws, chains that are stuck or lie apart, R-hat above 1.01, effective sample sizes below 400, or 100 a chain (Vehtari et al.
 * 2021, arXiv:1903.08008), divergences, trajectories cut at the largest tree depth and E-BFMI below 0.3 (Betancourt
 * 2016, arXiv:1604.00695). Of independent draws only the values themselves are checked.
 *
 * @throws RangeError when the trace has no draws
 * @example
 * const { ok, findings } = diagnose(trace);
 * if (!ok) for (const { message } of findings) console.log(message);
 */
export function diagnose(trace: AnyTrace): Diagnosis {
  if (trace.$.draws === 0) throw new RangeError("The trace has no draws to diagnose: sample at least one.");
  const all = [...checkRun(trace), ...checkChains(trace), ...checkDraws(trace)];
  const warnings = all.filter(({ severity }) => severity === "warning");
  const notes = all.filter(({ severity }) => severity === "note");
  const diagnosis = { ok: warnings.length === 0, findings: [...warnings, ...notes] };
  return withText(diagnosis, () => diagnosisText(diagnosis));
}

function diagnosisText({ ok, findings }: Omit<Diagnosis, keyof Readable>): string {
  const verdict = ok ? "No problem found." : "These draws have problems:";
  return [verdict, ...findings.map(({ severity, message }) => `${severity === "warning" ? "!" : "·"} ${message}`)].join(
    "\n",
  );
}
