/** Estimate how well a posterior predicts each observation from the others, without sampling again. */
import { type Loo, looFromLogLikelihood, type Readable, relativeEfficiency, withText } from "@credence/diagnostics";
import { type AnyTrace, type NamedScalar, scalarsOf } from "@credence/draws";
import type { Posterior } from "@credence/model";
import { logLikelihood } from "./log-density.js";
import { joined } from "./trace-of.js";

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
 * PSIS-LOO of every observed value (arXiv:1507.04544): the expected log density of new data, by importance sampling from
 * the posterior to each posterior with one observation left out. Each observation is weighted with its own relative
 * efficiency; exact draws have 1.
 *
 * @throws Error when the trace lacks a latent variable of the posterior; RangeError when an observation is impossible at
 *   a draw, or there are fewer than 2 draws
 */
export function loo<V, O>(posterior: Posterior<V, O>, trace: AnyTrace): ModelLoo {
  const cells = scalarsOf(logLikelihood(posterior, trace));
  if (cells.length === 0) throw new TypeError("loo: nothing is observed, so there is nothing to leave out");
  const chains = cells.map((cell) => cell.chains);
  const figures = looFromLogLikelihood(
    chains.map((each) => joined(each)),
    {
      relativeEfficiency: trace.$.independent ? 1 : chains.map(relativeEfficiency),
    },
  );
  const observations = cells.map(({ name }) => name);
  const all = { ...figures, observations, messages: messagesOf(figures, cells) };
  return withText(all, () => textOf(all));
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
