/** Check what a simulation is asked, and fill in what was left out. */
import { type Jacobi, jacobi } from "@credence/drift";
import type { BetaShapes } from "../beliefs/beta-law.js";
import { policyOf } from "../policies/index.js";
import type { Policy } from "../policies/types.js";
import type { Rate, Setting } from "./types.js";

/** A setting with nothing left open. */
export interface Checked {
  readonly rates: readonly Rate[];
  readonly priors: readonly BetaShapes[];
  readonly process: Jacobi | undefined;
  readonly policy: Policy;
  readonly horizon: number;
  readonly runs: number;
  readonly seed: number | string;
  readonly checkpoints: readonly number[];
  readonly batch: number;
  readonly delay: number;
}

/** @throws RangeError or TypeError, naming the field and its value */
export function checkedSetting(setting: Setting): Checked {
  const { rates, prior, drift, policy, horizon, runs, seed, checkpoints = [horizon], batch = 1, delay = 0 } = setting;
  if (!Array.isArray(rates) || rates.length < 2)
    throw new RangeError(`rates has ${rates?.length ?? "no"} arms; give the true rates of at least two`);
  requireWhole("horizon", horizon, 1);
  requireWhole("runs", runs, 2);
  requireWhole("batch", batch, 1);
  requireWhole("delay", delay, 0);
  rates.forEach((rate, arm) => {
    checkRate(rate, arm, horizon);
  });
  const priors = Array.isArray(prior) ? (prior as readonly BetaShapes[]) : rates.map(() => prior as BetaShapes);
  if (priors.length !== rates.length)
    throw new RangeError(
      `prior has ${priors.length} laws and rates has ${rates.length} arms; give one for all or one for each`,
    );
  priors.forEach(checkPrior);
  return {
    rates,
    priors,
    process: drift && jacobi(drift),
    policy: policyOf(policy),
    horizon,
    runs,
    seed,
    batch,
    delay,
    checkpoints: ascending(checkpoints, horizon),
  };
}

export function requireWhole(name: string, value: number, least: number): void {
  if (!(Number.isSafeInteger(value) && value >= least))
    throw new RangeError(`${name} is ${value}; give a whole number from ${least} on`);
}

function checkRate(rate: Rate, arm: number, horizon: number): void {
  const values = typeof rate === "number" ? [rate] : Array.from(rate ?? []);
  if (typeof rate !== "number" && values.length < horizon)
    throw new RangeError(`rates[${arm}] has ${values.length} values; give one for each of the ${horizon} impressions`);
  const wrong = values.find((p) => !(p >= 0 && p <= 1));
  if (wrong !== undefined) throw new RangeError(`rates[${arm}] is ${wrong}; a success rate lies in [0, 1]`);
}

function checkPrior({ alpha, beta }: BetaShapes, arm: number): void {
  for (const [name, value] of Object.entries({ alpha, beta }))
    if (!(value > 0 && value < Infinity))
      throw new RangeError(`${name} of the prior of arm ${arm} is ${value}; give a positive number, such as 1`);
}

function ascending(checkpoints: readonly number[], horizon: number): readonly number[] {
  const wrong = checkpoints.find((at) => !(Number.isSafeInteger(at) && at >= 1 && at <= horizon));
  if (wrong !== undefined || checkpoints.length === 0)
    throw new RangeError(`checkpoints: ${wrong ?? "none given"}; give whole numbers from 1 to the horizon, ${horizon}`);
  return [...new Set(checkpoints)].sort((a, b) => a - b);
}
