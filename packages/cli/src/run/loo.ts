/** Estimate from the command line how well a model predicts each observation from the others. */
import { type Diagnosis, diagnose, type ModelLoo, STAN_LOG_LIKELIHOOD } from "@credence/diagnostics";
import type { AnyTrace } from "@credence/draws";
import type { AnyPosterior } from "@credence/inference";
import { loo } from "credence";
import type { DeriveOptions, DrawOptions, OutputOptions } from "../options.js";
import { isTraceFile, readDrawn, withDerived } from "../trace-file/read.js";
import { drawFrom, posteriorOf } from "./draw.js";

/** Options of `credence loo`, as the command line gives them. */
export interface LooOptions extends DrawOptions, DeriveOptions, OutputOptions {
  /** Draws of the model's posterior; sampled when left out. */
  readonly trace?: readonly string[];
}

/** What `credence loo --json` prints; null where a figure is undefined. */
export interface LooResult {
  /** Whether every observation's figure is reliable and the draws themselves are sound. */
  readonly ok: boolean;
  readonly elpd: number;
  readonly elpd_se: number | null;
  readonly p_loo: number;
  readonly p_loo_se: number | null;
  readonly pareto_k_threshold: number;
  readonly observations: Readonly<
    Record<
      string,
      { readonly elpd: number; readonly p_loo: number; readonly pareto_k: number | null; readonly ess: number }
    >
  >;
  /** Observations whose Pareto k is above the threshold, worst first. */
  readonly unreliable: readonly string[];
  /** What is wrong, one sentence each. */
  readonly messages: readonly string[];
}

/**
 * Prints the figures of a model file, or of the log likelihood that a trace file has; the exit code is 0, or 2 when an
 * observation's figure or the draws cannot be relied on. Derived quantities are judged with the draws.
 */
export async function looCommand(path: string, options: LooOptions, print: (text: string) => void): Promise<0 | 2> {
  const { figures, trace } = isTraceFile(path) ? await fromFile(path, options) : await fromModel(path, options);
  const verdict = diagnose(trace);
  const result = looResult(figures, verdict);
  print(options.json ? JSON.stringify(result) : [figures.text(), ...(verdict.ok ? [] : [verdict.text()])].join("\n"));
  return result.ok ? 0 : 2;
}

interface Figures {
  readonly figures: ModelLoo;
  readonly trace: AnyTrace;
}

async function fromFile(path: string, { derive, trace: more, data }: LooOptions): Promise<Figures> {
  const odd = more === undefined ? (data === undefined ? undefined : "--data") : "--trace";
  if (odd !== undefined) throw new Error(`${odd} belongs to a model file, and ${path} is a trace`);
  const trace = await readDrawn([path], derive);
  const { groups, variables } = trace.$;
  if (groups.logLikelihood === undefined && !variables.some(({ name }) => name === STAN_LOG_LIKELIHOOD)) {
    throw new Error(
      `${path} has no group logLikelihood: run the model with --groups, or name the model and give this file as --trace`,
    );
  }
  return { figures: loo(trace), trace };
}

async function fromModel(path: string, options: LooOptions): Promise<Figures> {
  const posterior = await posteriorOf(path, options);
  const drawn =
    options.trace === undefined
      ? await drawFrom(posterior, path, options)
      : given(posterior, await readDrawn(options.trace, undefined));
  const trace = await withDerived(drawn, options.derive);
  return { figures: loo(posterior, trace), trace };
}

/** The trace, if it was drawn given the posterior's data, as far as it tells. */
function given(posterior: AnyPosterior, trace: AnyTrace): AnyTrace {
  for (const [name, values] of posterior.data) {
    const theirs = trace.$.observed[name]?.values;
    if (theirs === undefined || sameNumbers(theirs, values)) continue;
    throw new Error(`the trace was drawn given other data of \`${name}\` than the model observes: sample again`);
  }
  return trace;
}

const sameNumbers = (a: ArrayLike<number>, b: ArrayLike<number>): boolean =>
  a.length === b.length && Array.from(a).every((value, i) => value === b[i]);

function looResult(figures: ModelLoo, verdict: Diagnosis): LooResult {
  const { elpd, elpdSe, pLoo, pLooSe, paretoKThreshold, observations, pointwise, unreliable, messages } = figures;
  const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
  const rows = observations.map((name, i) => {
    const at = (part: Float64Array): number => part[i] as number;
    const row = { elpd: at(pointwise.elpd), p_loo: at(pointwise.pLoo), ess: at(pointwise.ess) };
    return [name, { ...row, pareto_k: finite(at(pointwise.paretoK)) }] as const;
  });
  const warnings = verdict.findings.filter(({ severity }) => severity === "warning");
  return {
    ok: unreliable.length === 0 && verdict.ok,
    elpd,
    elpd_se: finite(elpdSe),
    p_loo: pLoo,
    p_loo_se: finite(pLooSe),
    pareto_k_threshold: paretoKThreshold,
    observations: Object.fromEntries(rows),
    unreliable: unreliable.map((i) => observations[i] as string),
    messages: [...messages, ...warnings.map(({ message }) => message)],
  };
}
