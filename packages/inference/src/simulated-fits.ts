/** Fit data sets that a model has simulated, one after the other: what calibration and recovery have in common. */
import { type AnyTrace, trace as traceOf } from "@credence/draws";
import { type NamedNode, type Posterior, posteriorOf } from "@credence/model";
import type { Sampler } from "@credence/samplers";
import type { AnyPosterior } from "./given.js";
import { checkedTrace } from "./joint.js";
import { sample } from "./sample.js";
import { simulate } from "./simulate.js";

/** How simulated data sets are fitted. */
export interface FitOptions {
  /** Data sets; 100 when left out. More find smaller errors. */
  simulations?: number;
  /** As for `sample`; the default is "auto". */
  sampler?: "auto" | Sampler;
  /** Draws of one chain for each data set; 1000 when left out. */
  draws?: number;
  tune?: number;
  seed?: number;
  /** How often a right sampler is called wrong, over all scalars together; 0.01 when left out. */
  falseAlarm?: number;
  /** In place of `sample`: any way to get a trace of a posterior, exact or approximate. */
  infer?: (posterior: Posterior<unknown, unknown>, seed: number) => AnyTrace | Promise<AnyTrace>;
}

/** A truth, the posterior of the data that it made, and draws of that. */
export interface SimulatedFit {
  readonly truth: AnyTrace;
  readonly posterior: AnyPosterior;
  readonly trace: AnyTrace;
}

/** One fit for each simulated data set. */
export async function* simulatedFits(
  verb: string,
  joint: { readonly quantities: readonly NamedNode[] },
  observe: readonly string[],
  { simulations, seed, infer }: { simulations: number; seed: number; infer: NonNullable<FitOptions["infer"]> },
): AsyncGenerator<SimulatedFit> {
  const truths = simulate(joint as never, { draws: simulations, seed }) as AnyTrace;
  for (let s = 0; s < simulations; s++) {
    const truth = drawOf(truths, s);
    const posterior = posteriorOf(joint.quantities, dataFrom(verb, truth, observe)) as AnyPosterior;
    yield { truth, posterior, trace: checkedTrace(verb, await infer(posterior as never, seed + s)) };
  }
}

/** @throws RangeError unless it is a probability */
export function checkedFalseAlarm(falseAlarm: number = 0.01): number {
  if (falseAlarm > 0 && falseAlarm < 1) return falseAlarm;
  throw new RangeError(`option falseAlarm is ${falseAlarm}; it must lie between 0 and 1`);
}

/** Sampling as the options say, one chain of `least` draws at least. */
export const sampling =
  ({ sampler = "auto", draws, tune }: FitOptions, least: number) =>
  (posterior: Posterior<unknown, unknown>, seed: number): Promise<AnyTrace> =>
    sample(posterior, {
      sampler,
      seed,
      chains: 1,
      progress: false,
      draws: Math.max(draws ?? 1000, least),
      ...(tune === undefined ? {} : { tune }),
    } as never) as Promise<AnyTrace>;

/** One draw of a trace as a trace. */
export function drawOf({ $ }: AnyTrace, draw: number): AnyTrace {
  const sources = $.variables.map(({ name, draws, derived }) => {
    const width = draws.values.length / ($.chains * $.draws);
    return { name, derived, axes: draws.axes, values: draws.values.slice(draw * width, (draw + 1) * width) };
  });
  return traceOf(sources, { sampler: $.sampler, seed: $.seed, elapsedMs: 0, chains: 1, draws: 1 });
}

function dataFrom(verb: string, { $ }: AnyTrace, names: readonly string[]): Map<string, Float64Array> {
  const random = $.variables.filter(({ derived }) => !derived);
  if (names.length === 0 || names.length === random.length)
    throw new TypeError(
      `${verb}: observe names ${names.length} of ${random.length} variables; some must be data and some not`,
    );
  return new Map(
    names.map((name) => {
      const found = random.find((variable) => variable.name === name);
      if (found === undefined)
        throw new TypeError(
          `${verb}: \`${name}\` is no random variable; there are ${random.map((v) => v.name).join(", ")}`,
        );
      return [name, found.draws.values];
    }),
  );
}
