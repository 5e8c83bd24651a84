/** Integrate rates and proportions out of counts and waiting times: the beta and the gamma pairs, with unknown priors. */
import { lbetaDiff, log, log1p, logRisingRatio } from "@credence/math";
import { type Axes, type ExprNode, lengthOf } from "@credence/model";
import type { Variable } from "../../graph/condition.js";
import { type Match, matchOf } from "../../graph/match.js";
import { conjugatePrior } from "../../graph/prior.js";
import { plusTotals } from "../cellwise.js";
import { betaDensity, gammaDensity, type Totals } from "../densities.js";
import { guarded } from "../guarded.js";
import { type Factor, type Outcome, type Rule, termReason, type VariablesByNode } from "../step.js";

/** A prior family of two parameters to which observations add totals. */
interface Kind {
  /** Log evidence of totals, less what the observations alone decide, for one cell. */
  readonly logEvidence: (a: number, b: number, first: number, second: number) => number;
  /** The same for all cells together, as an expression. */
  readonly density: (a: ExprNode, b: ExprNode, totals: Totals, axes: Axes) => ExprNode;
}

const kinds: Readonly<Record<string, Kind>> = {
  beta: { logEvidence: lbetaDiff, density: betaDensity },
  gamma: {
    logEvidence: (a, b, x, e) => logRisingRatio(a, x) + x * log(a / (b + e)) - a * log1p(e / b),
    density: gammaDensity,
  },
};

export const countCells: Rule = (latent, touched, variables): Outcome | undefined => {
  const { family, args } = conjugatePrior(latent);
  const kind = kinds[family.name];
  if (kind === undefined) return undefined;
  const matches = matchesOf(latent, touched, variables);
  if ("reason" in matches) return matches;
  const { axes } = latent.node;
  const [a, b] = args.map((arg, i) => guarded(arg, family.parameters[i])) as [ExprNode, ExprNode];
  const { totals, constant } = totalsOf(matches, kind, lengthOf(latent.node));
  if (!Number.isFinite(constant)) return { reason: `the observations of \`${latent.name}\` have no finite density` };
  const observed = matches.map(({ child }) => child.name);
  const pair = [...new Set(matches.map(({ edge }) => edge.pair))].join(", ");
  return {
    factors: [{ kind: "term", name: observed.join(", "), value: kind.density(a, b, totals, axes).add(constant) }],
    recovery: plusTotals(latent, { pair, observed, family: family.name }, [a, b], totals),
  };
};

function matchesOf(
  latent: Variable,
  touched: readonly Factor[],
  variables: VariablesByNode,
): readonly Match[] | { readonly reason: string } {
  const matches: Match[] = [];
  for (const factor of touched) {
    if (factor.kind !== "variable")
      return {
        reason: termReason(
          `\`${latent.name}\``,
          factor.kind === "term" ? factor.name : factor.gaussian.observed.join(", "),
        ),
      };
    const { variable } = factor;
    if (variable.values === undefined)
      return { reason: `\`${variable.name}\`, which depends on \`${latent.name}\`, is not observed` };
    const match = matchOf(variable, variables);
    if ("reason" in match) return match;
    matches.push(match);
  }
  return matches;
}

/** Adds up the observations; their own constant is what the evidence under a prior of (1, 1) has beside the totals'. */
function totalsOf(
  matches: readonly Match[],
  { logEvidence }: Kind,
  size: number,
): { readonly totals: Totals; readonly constant: number } {
  const first = new Float64Array(size);
  const second = new Float64Array(size);
  const ones = [new Float64Array(size).fill(1), new Float64Array(size).fill(1)];
  let constant = 0;
  for (const { edge, seen } of matches) {
    edge.absorb([first, second], seen);
    constant += edge.absorb(ones, seen);
  }
  for (const [c, x] of first.entries()) constant -= logEvidence(1, 1, x, second[c] as number);
  return { totals: { first, second }, constant };
}
