/** Judge how well each observation is predicted from the others, by the log likelihood of each at every draw. */
import { type AnyTrace, type NamedScalar, scalarsOf } from "@credence/draws";
import { pool } from "../sequences.js";
import { type Readable, withText } from "../with-text.js";
import { type Loo, looFromLogLikelihood } from "./loo.js";
import { relativeEfficiency } from "./relative-efficiency.js";

/** Leave-one-out figures of a model, observation by observation. */
export interface ModelLoo extends Loo, Readable {
  /** Names of the observations in the order of `pointwise`, such as `sold[3]`. */
  readonly observations: readonly string[];
  /** Which observations have unreliable figures and what to do about them; empty when all are fine. */
  readonly messages: readonly string[];
}

/** How many unreliable observations a sentence names. */
const NAMED = 5;

/**
 * The figures of the observations in `likelihood`, the names of which are those of its scalars.
 *
 * @throws TypeError when there is no observation, RangeError when one is impossible at a draw
 */
export function looOfTrace(likelihood: AnyTrace, independent: boolean): ModelLoo {
  const cells = scalarsOf(likelihood);
  if (cells.length === 0) throw new TypeError("loo: nothing is observed, so there is nothing to leave out");
  const chains = cells.map((cell) => cell.chains);
  cells.forEach(({ name }, i) => {
    checkFinite(name, chains[i] as readonly Float64Array[]);
  });
  const figures = looFromLogLikelihood(
    chains.map((each) => pool(each).values),
    { relativeEfficiency: independent ? 1 : chains.map(relativeEfficiency) },
  );
  const observations = cells.map(({ name }) => name);
  const all = { ...figures, observations, messages: messagesOf(figures, cells) };
  return withText(all, () => textOf(all));
}

function checkFinite(name: string, chains: readonly Float64Array[]): void {
  const bad = chains.flatMap((chain) => [...chain].filter((value) => !Number.isFinite(value)));
  if (bad.length === 0) return;
  const all = chains.reduce((sum, chain) => sum + chain.length, 0);
  throw new RangeError(
    `loo: the log likelihood of ${name} is ${bad[0]} at ${bad.length} of ${all} draws: the observation is impossible there; look at its value and at the model's support`,
  );
}

function messagesOf({ unreliable, pointwise, paretoKThreshold, pLoo }: Loo, cells: readonly NamedScalar[]): string[] {
  if (unreliable.length === 0) return [];
  const named = unreliable
    .slice(0, NAMED)
    .map((i) => `${cells[i]?.name} (k ${(pointwise.paretoK[i] as number).toFixed(2)})`);
  const more = unreliable.length > NAMED ? ` and ${unreliable.length - NAMED} more` : "";
  const limit = paretoKThreshold.toFixed(2);
  return [
    `The figures of ${named.join(", ")}${more} are unreliable: Pareto k is above ${limit}, so leaving ${unreliable.length === 1 ? "it" : "any of them"} out changes the posterior more than these draws can follow, and elpd is probably too high.`,
    paretoKThreshold < 0.7
      ? "Draw more (2,200 draws or more in all put the limit at 0.7), or sample again without these observations and score them with logLikelihood."
      : "Sample again without these observations and score them with logLikelihood: that is exact.",
    pLoo > cells.length / 5
      ? `The effective number of parameters, ${pLoo.toFixed(1)}, is large beside ${cells.length} observations: the model is flexible, as with a parameter for each observation.`
      : "Look whether these observations are outliers or mistakes, and whether heavier tails (studentT for normal) describe them better.",
  ];
}

function textOf({ elpd, elpdSe, pLoo, pLooSe, observations, messages }: Omit<ModelLoo, keyof Readable>): string {
  const figures = `elpd ${elpd.toFixed(1)} (se ${elpdSe.toFixed(1)}), effective parameters ${pLoo.toFixed(1)} (se ${pLooSe.toFixed(1)}), ${observations.length} observations`;
  return [
    figures,
    ...(messages.length === 0 ? ["All Pareto k are fine."] : messages.map((message) => `! ${message}`)),
  ].join("\n");
}
