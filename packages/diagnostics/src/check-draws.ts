/** Find what is wrong with the draws of a trace's scalars: undefined, stuck, disagreeing or too few. */
import { type AnyTrace, scalarsOf } from "@credence/draws";
import { counted, type Finding, listed } from "./findings.js";
import { switchedDims } from "./label-switching.js";
import { prepare } from "./prepared.js";
import { printable } from "./printable.js";
import { convergence } from "./scalar-summary.js";
import { isDegenerateSorted } from "./sequences.js";

/** R-hat above this tells of chains that disagree (Vehtari et al. 2021, arXiv:1903.08008). */
export const MAX_RHAT = 1.01;

/** Effective draws that there should be, and that each chain should bring, for reliable figures (same paper). */
export const MIN_ESS = 400;
export const MIN_ESS_PER_CHAIN = 100;

/** One scalar's standing. */
interface Checked {
  readonly name: string;
  readonly variable: string;
  /** How many draws are NaN, and how many infinite. */
  readonly undefinedDraws: readonly [nan: number, infinite: number];
  readonly derived: boolean;
  readonly state: "varying" | "constant" | "nonFinite";
  readonly rhat: number;
  /** The smaller of bulk and tail ESS; bulk alone where the tail is undefined (discrete draws). */
  readonly ess: number;
}

/** Findings on the draws themselves; chains of independent draws need neither R-hat nor ESS. */
export function checkDraws(trace: AnyTrace): Finding[] {
  const { chains, draws, independent, variables } = trace.$;
  const derived = new Set(variables.filter((variable) => variable.derived).map((variable) => variable.name));
  const checked = scalarsOf(trace).map(({ name, variable, chains: values }): Checked => {
    const prepared = prepare(values);
    const base = {
      name: `\`${printable(name)}\``,
      variable,
      derived: derived.has(variable),
      undefinedDraws: [0, 0] as const,
    };
    const { sorted } = prepared;
    if (!Number.isFinite(sorted[0]) || !Number.isFinite(sorted[sorted.length - 1])) {
      return { ...base, state: "nonFinite", undefinedDraws: countUndefined(sorted), rhat: NaN, ess: NaN };
    }
    if (isDegenerateSorted(sorted)) return { ...base, state: "constant", rhat: NaN, ess: NaN };
    if (independent) return { ...base, state: "varying", rhat: NaN, ess: NaN };
    const { rhat, essBulk, essTail } = convergence(prepared);
    return { ...base, state: "varying", rhat, ess: Number.isNaN(essTail) ? essBulk : Math.min(essBulk, essTail) };
  });
  const varying = checked.filter(({ state }) => state === "varying");
  return [
    ...undefinedDraws(checked.filter(({ state }) => state === "nonFinite")),
    ...constantDraws(
      checked.filter(({ state }) => state === "constant"),
      independent,
    ),
    ...(independent
      ? []
      : [
          ...disagreement(varying),
          ...switching(trace, varying),
          ...fewDraws(varying, chains),
          ...shortChains(varying, draws),
        ]),
  ];
}

function countUndefined(values: Float64Array): [nan: number, infinite: number] {
  let nan = 0;
  let infinite = 0;
  for (const value of values) {
    if (Number.isNaN(value)) nan++;
    else if (!Number.isFinite(value)) infinite++;
  }
  return [nan, infinite];
}

function undefinedDraws(found: readonly Checked[]): Finding[] {
  if (found.length === 0) return [];
  const count = ({ undefinedDraws: [nan, infinite] }: Checked): number => nan + infinite;
  const scalars = [...found].sort((a, b) => count(b) - count(a));
  const concerns = scalars.map(({ name }) => name);
  const figures = scalars.map(({ name, undefinedDraws: [nan, infinite] }) => {
    const counts = [nan > 0 ? `${nan} NaN` : "", infinite > 0 ? `${infinite} infinite` : ""].filter(Boolean);
    return `${name} (${counts.join(", ")})`;
  });
  const message =
    `Some draws of ${listed(figures)} are undefined, and no figure of theirs can be trusted. ` +
    "Look for an overflow, a division by zero or a logarithm of zero in what defines them.";
  return [{ kind: "nonFinite", severity: "warning", message, concerns }];
}

/** A derived quantity may well be constant, and so may an exact draw; a sampled variable hardly. */
function constantDraws(scalars: readonly Checked[], independent: boolean): Finding[] {
  const groups = [
    { severity: "warning", members: scalars.filter(({ derived }) => !derived && !independent) },
    { severity: "note", members: scalars.filter(({ derived }) => derived || independent) },
  ] as const;
  return groups
    .filter(({ members }) => members.length > 0)
    .map(({ severity, members }): Finding => {
      const concerns = members.map(({ name }) => name);
      const advice =
        severity === "warning"
          ? "The sampler never moved there: check the start and the log density, or fix the variable to that value."
          : "R-hat and effective sample size have no meaning there.";
      return {
        kind: "constant",
        severity,
        message: `Every draw of ${listed(concerns)} is the same. ${advice}`,
        concerns,
      };
    });
}

function disagreement(scalars: readonly Checked[]): Finding[] {
  const worst = scalars.filter(({ rhat }) => rhat > MAX_RHAT).sort((a, b) => b.rhat - a.rhat);
  if (worst.length === 0) return [];
  const figures = worst.map(({ name, rhat }) => `${name} ${rhat > 1000 ? "beyond 1000" : rhat.toFixed(3)}`);
  const message =
    `R-hat is above ${MAX_RHAT} for ${worst.length} of ${counted(scalars.length, "scalar")}: ${listed(figures)}. ` +
    "The chains do not agree yet: raise tune and draws; if that does not help, reparameterise (nonCentered() for " +
    "hierarchies) or look for several modes in the trace plot. Do not use these draws before.";
  return [{ kind: "rhat", severity: "warning", message, concerns: worst.map(({ name }) => name) }];
}

/** Chains that agree once labels are permuted have found the same posterior, under other names. */
function switching(trace: AnyTrace, scalars: readonly Checked[]): Finding[] {
  const failing = scalars.filter(({ rhat }) => rhat > MAX_RHAT);
  if (failing.length === 0) return [];
  const dims = switchedDims(trace, new Set(failing.map(({ variable }) => variable)), MAX_RHAT);
  return dims.map(({ dim, orders }): Finding => {
    const odd = orders.flatMap((order, c) => (order.some((to, from) => to !== from) ? [c] : []));
    const figures = odd.map((c) => `chain ${c + 1} has ${orders[c]?.map((i) => dim.labels[i]).join(", ")}`);
    const message =
      `The chains agree once the labels of ${printable(dim.name)} are permuted: where chain 1 has ` +
      `${printable(listed(dim.labels.map(String)))}, ${printable(listed(figures))}. ` +
      "This is label switching, not slow mixing: the posterior does not tell the labels apart, and figures by label mean " +
      "nothing. Order the components (ordered()), give them different priors, or look only at what does not depend on the labels.";
    return { kind: "labelSwitching", severity: "warning", message, concerns: odd.map((c) => `chain ${c + 1}`) };
  });
}

function fewDraws(scalars: readonly Checked[], chains: number): Finding[] {
  const enough = Math.max(MIN_ESS, MIN_ESS_PER_CHAIN * chains);
  const worst = scalars.filter(({ ess }) => ess < enough).sort((a, b) => a.ess - b.ess);
  const [first] = worst;
  if (first === undefined) return [];
  const figures = worst.map(({ name, ess }) => `${name} ${ess.toFixed(0)}`);
  const factor = Math.ceil(enough / first.ess);
  const aChain = enough === MIN_ESS_PER_CHAIN * chains ? ` (${MIN_ESS_PER_CHAIN} a chain)` : "";
  const message =
    `The effective sample size (the smaller of bulk and tail) is below ${enough}${aChain} for ` +
    `${worst.length} of ${counted(scalars.length, "scalar")}: ${listed(figures)}. Intervals and errors are unreliable: ` +
    `about ${factor} times as many draws are needed, or a reparameterisation.`;
  return [{ kind: "ess", severity: "warning", message, concerns: worst.map(({ name }) => name) }];
}

function shortChains(scalars: readonly Checked[], draws: number): Finding[] {
  const concerns = scalars.filter(({ ess }) => Number.isNaN(ess)).map(({ name }) => name);
  if (concerns.length === 0) return [];
  const message =
    `With ${counted(draws, "draw")} a chain the effective sample size of ${listed(concerns)} is undefined, so that ` +
    `nothing can be said about convergence. Draw at least ${MIN_ESS_PER_CHAIN} a chain.`;
  return [{ kind: "tooShort", severity: "warning", message, concerns }];
}
