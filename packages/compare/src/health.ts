/** Judge each source by itself: may its draws, and the errors computed from them, be trusted? */
import {
  counted,
  diagnose,
  ebfmi,
  type Finding,
  type FindingKind,
  listed,
  rhat,
  summarize,
} from "@credence/diagnostics";
import type { AnyTrace, Run } from "@credence/draws";
import { finite, formatFixed } from "./figures.js";
import type { Subject } from "./source.js";
import { thresholds } from "./thresholds.js";

/**
 * `fine`: nothing was found. `suspect`: the draws may miss a region (divergences, slow energy), so that agreement proves
 * nothing while a difference still counts. `unusable`: the Monte Carlo errors themselves cannot be trusted.
 */
export type HealthState = "fine" | "suspect" | "unusable";

/** How well one scalar was explored. */
export interface ScalarHealth {
  readonly scalar: string;
  readonly rhat: number | null;
  readonly essBulk: number | null;
  readonly essTail: number | null;
  /** Monte Carlo standard error of the mean in posterior sds. */
  readonly mcseInSd: number | null;
}

/** The standing of one source; figures are null where undefined or not reported. */
export interface Health {
  readonly kind: "chains" | "independent draws" | "closed form";
  readonly state: HealthState;
  /** One line: the state and the figures behind it. */
  readonly score: string;
  /** What is wrong, in a few words each. */
  readonly problems: readonly string[];
  readonly sampler: string | null;
  readonly chains: number | null;
  /** Draws in each chain. */
  readonly draws: number | null;
  /** Largest over the scalars. */
  readonly maxRhat: number | null;
  readonly minEssBulk: number | null;
  readonly minEssTail: number | null;
  readonly maxMcseInSd: number | null;
  /** R-hat of the log density, where the sampler reports it. */
  readonly rhatLogDensity: number | null;
  readonly divergences: number | null;
  /** Trajectories cut at the largest tree depth. */
  readonly depthHits: number | null;
  /** Smallest over the chains. */
  readonly minEbfmi: number | null;
  /** Scalars whose draws are all equal, and those with NaN or infinite ones. */
  readonly constant: readonly string[];
  readonly nonFinite: readonly string[];
  readonly scalars: readonly ScalarHealth[];
  readonly findings: readonly Finding[];
}

const NOTHING = {
  state: "fine",
  problems: [],
  sampler: null,
  chains: null,
  draws: null,
  maxRhat: null,
  minEssBulk: null,
  minEssTail: null,
  maxMcseInSd: null,
  rhatLogDensity: null,
  divergences: null,
  depthHits: null,
  minEbfmi: null,
  constant: [],
  nonFinite: [],
  scalars: [],
  findings: [],
} as const;

export function healthOf({ trace }: Subject): Health {
  if (trace === undefined) return { ...NOTHING, kind: "closed form", score: "exact: a closed form" };
  const { sampler, chains, draws, independent } = trace.$;
  const known = { ...NOTHING, kind: independent ? "independent draws" : "chains", sampler, chains, draws } as const;
  const figures = draws === 0 ? known : { ...known, ...figuresOf(trace) };
  const { unusable, suspect } = problemsOf(figures);
  const state = unusable.length > 0 ? "unusable" : suspect.length > 0 ? "suspect" : "fine";
  const judged = { ...figures, state, problems: [...unusable, ...suspect] } as const;
  return { ...judged, score: scoreOf(judged) };
}

type Figures = Omit<Health, "kind" | "state" | "score" | "problems" | "sampler" | "chains" | "draws">;

function figuresOf(trace: AnyTrace): Figures {
  const { findings } = diagnose(trace);
  const scalars = summarize(trace).rows.map(({ name, rhat, essBulk, essTail, sd, mcseMean }): ScalarHealth => {
    return { scalar: name, rhat, essBulk, essTail, mcseInSd: finite((mcseMean ?? NaN) / (sd ?? NaN)) };
  });
  const known = (figure: keyof Omit<ScalarHealth, "scalar">): number[] =>
    scalars.flatMap((scalar) => scalar[figure] ?? []);
  const concerned = (kind: FindingKind) =>
    findings.flatMap((finding) => (finding.kind === kind ? namesIn(finding) : []));
  return {
    scalars,
    findings,
    maxRhat: largest(known("rhat")),
    minEssBulk: smallest(known("essBulk")),
    minEssTail: smallest(known("essTail")),
    maxMcseInSd: largest(known("mcseInSd")),
    rhatLogDensity: rhatOfLogDensity(trace.$),
    divergences: total(trace.$, "diverging"),
    depthHits: total(trace.$, "depthHit"),
    minEbfmi: smallest(
      energies(trace.$)
        .flatMap((energy) => ebfmi(energy))
        .filter(Number.isFinite),
    ),
    constant: concerned("constant"),
    nonFinite: concerned("nonFinite"),
  };
}

/** The scalars that a finding concerns, without the quotes that it puts around them. */
const namesIn = ({ concerns }: Pick<Finding, "concerns">): string[] =>
  concerns.map((name) => name.replace(/^`|`$/g, ""));

const largest = (figures: readonly number[]): number | null => (figures.length === 0 ? null : Math.max(...figures));
const smallest = (figures: readonly number[]): number | null => (figures.length === 0 ? null : Math.min(...figures));

/** The stats of this name, of the sampler itself or of one block of a compound (`nuts.diverging`). */
export function statsNamed({ stats }: Run, name: string): Float64Array[] {
  return Object.entries(stats).flatMap(([key, values]) => (key.split(".").at(-1) === name ? [values] : []));
}

function total(run: Run, stat: string): number | null {
  const found = statsNamed(run, stat);
  return found.length === 0 ? null : found.flatMap((values) => [...values]).filter((value) => value > 0).length;
}

const chainsOf = ({ chains, draws }: Run, values: Float64Array): Float64Array[] =>
  Array.from({ length: chains }, (_, c) => values.subarray(c * draws, (c + 1) * draws));

const energies = (run: Run): Float64Array[][] => statsNamed(run, "energy").map((energy) => chainsOf(run, energy));

function rhatOfLogDensity(run: Run): number | null {
  const { logDensity } = run.stats;
  return logDensity === undefined || run.independent ? null : finite(rhat(chainsOf(run, logDensity)));
}

/** What is wrong in a few words, worst first; diagnose's findings tell at length, with what to do. */
function problemsOf(health: Omit<Health, "state" | "problems" | "score">): Record<"unusable" | "suspect", string[]> {
  if (health.draws === 0) return { unusable: ["there are no draws"], suspect: [] };
  const { maxRhat, minEssBulk, minEssTail, rhatLogDensity, divergences, minEbfmi, draws } = health;
  const phrases: Partial<Record<FindingKind, string>> = {
    nonFinite: "NaN or infinite draws of",
    constant: "draws that never move, of",
    rhat: `R-hat up to ${formatFixed(maxRhat, 3)}, of`,
    ess: `an effective sample size of ${formatFixed(smallest([minEssBulk ?? NaN, minEssTail ?? Infinity]), 0)}, of`,
    tooShort: `too few draws (${draws} a chain), of`,
  };
  const warnings = health.findings.filter(({ severity }) => severity === "warning");
  const unusable = warnings.flatMap(({ kind, concerns }) =>
    phrases[kind] ? [`${phrases[kind]} ${listed(namesIn({ concerns }), 2)}`] : [],
  );
  if (rhatLogDensity !== null && rhatLogDensity > thresholds.maxRhat) {
    unusable.push(`R-hat ${formatFixed(rhatLogDensity, 3)} of the log density`);
  }
  const suspect = [
    ...(divergences !== null && divergences > 0 ? [counted(divergences, "divergence")] : []),
    ...(minEbfmi !== null && minEbfmi < MIN_EBFMI ? [`E-BFMI ${formatFixed(minEbfmi, 2)}`] : []),
  ];
  return { unusable, suspect };
}

/** The energy moves too slowly below this (Betancourt 2016, arXiv:1604.00695). */
const MIN_EBFMI = 0.3;

function scoreOf({
  kind,
  state,
  problems,
  chains,
  draws,
  maxRhat,
  minEssBulk,
  minEssTail,
  divergences,
}: Omit<Health, "score">): string {
  if (state !== "fine") return `${state}: ${problems.join("; ")}`;
  if (kind === "independent draws") return `fine: ${(chains ?? 0) * (draws ?? 0)} independent draws`;
  const known = [
    ...(maxRhat === null ? [] : [`R-hat ≤ ${formatFixed(maxRhat, 3)}`]),
    ...(minEssBulk === null ? [] : [`bulk ESS ≥ ${formatFixed(minEssBulk, 0)}`]),
    ...(minEssTail === null ? [] : [`tail ESS ≥ ${formatFixed(minEssTail, 0)}`]),
    ...(divergences === 0 ? ["no divergences"] : []),
    ...(chains === 1 ? ["one chain only, so that R-hat compares its halves"] : []),
  ];
  return `fine: ${known.join(", ")}`;
}
