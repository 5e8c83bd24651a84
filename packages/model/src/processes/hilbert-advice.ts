/** Judge whether a basis is enough for a length scale: at once when it is known, else once there are draws. */
import type { Advice } from "../advice.js";
import { evaluate } from "../expr/evaluate.js";
import { type ExprNode, sumAll } from "../expr/node.js";
import { gt, lt } from "../expr/raw.js";
import type { Basis } from "./bases.js";
import type { Expansion } from "./kernel.js";
import { representable, shortestPeriodic } from "./recommended.js";

/** A limit of the length scale, and what is wrong beyond it. */
interface Limit {
  readonly beyond: (length: ExprNode) => ExprNode;
  readonly text: string;
}

/**
 * What is to be checked of random length scales.
 * @throws RangeError when a known one is too short or too long.
 */
export function adviceFor(
  kernel: string,
  expansion: Expansion,
  bases: ReadonlyMap<string, Basis<string>>,
): readonly Advice[] {
  return Array.from(bases).flatMap(([input, basis]) => {
    const length = expansion.length(input);
    if (length === undefined) return [];
    return limitsOf(kernel, basis).flatMap(({ beyond, text }) =>
      adviceOf(beyond(length), `hilbertGaussianProcess: the length of ${kernel} is ${text}`),
    );
  });
}

function adviceOf(beyond: ExprNode, sentence: string): readonly Advice[] {
  const concern = gt(sumAll(beyond), 0);
  if (!concern.known) return [{ concern, say: (share) => `${sentence}; so it is in ${percent(share)} of the draws` }];
  if (evaluate(concern)[0] === 1) throw new RangeError(sentence);
  return [];
}

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
const rounded = (x: number): string => `${Number(x.toPrecision(3))}`;

function limitsOf(kernel: string, basis: Basis<string>): readonly Limit[] {
  if (basis.functions === "harmonics") {
    const least = shortestPeriodic(basis.harmonics);
    const text = `below ${rounded(least)}, too short for ${basis.harmonics} harmonics (harmonics ≥ 3.72 / length, Riutort-Mayol et al. 2023): give fourierBasis more`;
    return [{ beyond: (length) => lt(length, least), text }];
  }
  const { domain, size: functions, boundary } = basis;
  const range = representable(kernel, domain, { functions, boundary });
  if (range === undefined) return [];
  const [shortest, longest] = range;
  const chosen = `hilbertBasis chooses both by { kernel: "${kernel}", lengths: [shortest, longest] }`;
  const source = "Riutort-Mayol et al. 2023";
  return [
    {
      beyond: (length) => lt(length, shortest),
      text: `below ${rounded(shortest)}, too short for the ${functions} functions of "${basis.name}" (${source}): ${chosen}`,
    },
    {
      beyond: (length) => gt(length, longest),
      text: `above ${rounded(longest)}, too long for the boundary ${rounded(boundary)} of "${basis.name}" (${source}): ${chosen}`,
    },
  ];
}
