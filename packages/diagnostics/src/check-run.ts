/** Find what the sampler's own record tells: divergences, cut trajectories, slow energy, too few chains. */
import type { AnyTrace, Run } from "@credence/draws";
import { ebfmi } from "./bfmi.js";
import { displacedScalars, placesText } from "./divergence-places.js";
import { counted, type Finding, listed } from "./findings.js";

/** Energy moves too slowly below this (Betancourt 2016, arXiv:1604.00695, and Stan's warning). */
export const MIN_EBFMI = 0.3;

/** Findings on the run; a stat that the sampler does not report tells nothing. */
export function checkRun(trace: AnyTrace): Finding[] {
  const run = trace.$;
  return [
    ...reported(run, "diverging").flatMap((stat) => divergences(trace, stat)),
    ...reported(run, "depthHit").flatMap((stat) => depthHits(run, stat)),
    ...reported(run, "energy").flatMap((stat) => slowEnergy(run, stat)),
    ...tooFewChains(run),
    ...approximated(run),
    ...remarks(run),
  ];
}

/** What one sampler of the run reports of a stat: where several take turns, each puts its name before it, as `nuts.energy`. */
interface Reported {
  /** Ends a sentence's subject: "", or " of `nuts`". */
  readonly of: string;
  readonly values: Float64Array;
}

function reported({ stats }: Run, stat: string): Reported[] {
  return Object.entries(stats)
    .filter(([name]) => name === stat || name.endsWith(`.${stat}`))
    .map(([name, values]) => ({ of: name === stat ? "" : ` of \`${name.slice(0, -stat.length - 1)}\``, values }));
}

/** The stat's values chain by chain, each summarised. */
function perChain<T>({ chains, draws }: Run, values: Float64Array, summarise: (values: Float64Array) => T): T[] {
  if (draws === 0) return [];
  return Array.from({ length: chains }, (_, c) => summarise(values.subarray(c * draws, (c + 1) * draws)));
}

/** How often a 0-1 stat is on: in all, and by chain with the worst first. */
function occurrences(run: Run, { of, values }: Reported): { total: number; concerns: string[]; share: string } {
  const counts = perChain(run, values, (each) => each.reduce((sum, value) => sum + (value > 0 ? 1 : 0), 0));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const worst = counts.map((count, c) => ({ count, name: `chain ${c + 1}` })).filter(({ count }) => count > 0);
  const concerns = worst.sort((a, b) => b.count - a.count).map(({ name }) => name);
  const transitions = run.chains * run.draws;
  return { total, concerns, share: `${total} of ${counted(transitions, "transition")}${of}, in ${listed(concerns)},` };
}

function divergences(trace: AnyTrace, stat: Reported): Finding[] {
  const { total, concerns, share } = occurrences(trace.$, stat);
  if (total === 0) return [];
  const message =
    `${share} diverged: the sampler cannot follow the posterior where it is sharply curved, and the draws miss that ` +
    `region. ${placesText(displacedScalars(trace, stat.values))}Write the hierarchical variables with nonCentered(); ` +
    "if some remain, set targetAccept to 0.9, then 0.99.";
  return [{ kind: "divergences", severity: "warning", message, concerns }];
}

function depthHits(run: Run, stat: Reported): Finding[] {
  const { total, concerns, share } = occurrences(run, stat);
  if (total === 0) return [];
  const message =
    `${share} reached the largest tree depth: sampling is slow there, not wrong. Bring the variables to similar ` +
    "scales and reduce correlations, or raise maxTreeDepth.";
  return [{ kind: "treeDepth", severity: "note", message, concerns }];
}

function slowEnergy(run: Run, { of, values }: Reported): Finding[] {
  const fractions = perChain(run, values, (energy) => ebfmi([energy])[0] as number);
  const low = fractions
    .map((fraction, c) => ({ fraction, name: `chain ${c + 1}` }))
    .filter(({ fraction }) => fraction < MIN_EBFMI)
    .sort((a, b) => a.fraction - b.fraction);
  if (low.length === 0) return [];
  const figures = low.map(({ fraction, name }) => `${name} ${fraction.toFixed(2)}`);
  const message =
    `E-BFMI is below ${MIN_EBFMI} in ${listed(figures)}${of}: the energy moves so slowly that the tails are explored badly. ` +
    "Reparameterise the heavy-tailed or hierarchical variables (nonCentered()), and take more draws.";
  return [{ kind: "energy", severity: "warning", message, concerns: low.map(({ name }) => name) }];
}

/** What the run says of an approximation: the Pareto k of its weights, null where there are too few to tell, and its bound. */
function approximated({ options, sampler, draws }: Run): Finding[] {
  const { approximation } = (options ?? {}) as { approximation?: { [name: string]: number | null } };
  if (approximation === undefined) return [];
  const { paretoK = null, reliableBelow = 0.7, ess = null } = approximation;
  if (paretoK === null || !(paretoK < (reliableBelow as number))) {
    const found = paretoK === null ? "cannot be estimated" : `is ${paretoK.toFixed(2)}`;
    const message =
      `The Pareto k of ${sampler}'s weights ${found}, and should be below ${reliableBelow?.toFixed(2)}: the ` +
      "approximation misses part of the posterior. Take no figures from these draws: sample with nuts().";
    return [{ kind: "approximation", severity: "warning", message, concerns: [] }];
  }
  if (ess === null || ess >= draws) return [];
  const message =
    `The draws are worth ${Math.round(ess)} independent ones, not ${draws}: errors are larger than the summary's. ` +
    "Make more of them, or sample with nuts().";
  return [{ kind: "approximation", severity: "note", message, concerns: [] }];
}

function tooFewChains({ chains, independent }: Run): Finding[] {
  if (chains > 1 || independent) return [];
  const message =
    "There is one chain, so that R-hat compares only its halves and cannot see a missed mode. Run four chains.";
  return [{ kind: "singleChain", severity: "note", message, concerns: [] }];
}

function remarks({ independent, interrupted, sampler }: Run): Finding[] {
  const findings: Finding[] = [];
  if (interrupted) {
    const message = "The run was stopped before all draws were made; the figures tell of the draws that there are.";
    findings.push({ kind: "interrupted", severity: "note", message, concerns: [] });
  }
  if (independent) {
    const how =
      sampler === "exact"
        ? "exact: they are independent and come from the posterior itself"
        : sampler === "laplace" || sampler === "pathfinder"
          ? "those of an approximation"
          : "independent";
    findings.push({
      kind: "independent",
      severity: "note",
      message: `The draws are ${how}; no chain has to converge.`,
      concerns: [],
    });
  }
  return findings;
}
