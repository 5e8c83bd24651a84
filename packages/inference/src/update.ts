/** Go on from a closed form with further observations, so that a stream of data never has to be kept. */
import { closedBlocks, type Observed, pooled, recognise } from "@credence/conjugate";
import { graphOf, type Posterior, pointOf, posteriorOf } from "@credence/model";
import { type Exact, exactByBlocks, exactOf, sourceOf } from "./exact.js";
import type { AnyPosterior } from "./given.js";

/** Observed values by name, as `observe` takes them. */
export type NewValues = Readonly<Record<string, unknown>>;

/**
 * The closed form after further observations. However a stream is cut into batches, the parameters of the posteriors are
 * the same to the last bit, and the log evidence to the rounding of its sum: what observations add is summed beside the
 * prior, one after the other. Where pieces of the closed form depend on each other, all observations are kept, and the
 * form is found again from them.
 *
 * @param closed what `exact` or `update` returned
 * @param newData a posterior of the same model for the new batch, whose inputs (numbers of trials, exposures, …) may
 * differ; or only new values of what was observed, where the inputs stay as they were
 * @returns a new closed form; `closed` does not change. Its predictive laws and derived quantities are those of the batch.
 * @throws TypeError when `closed` is no closed form, or the unknown variables or their priors differ
 */
export function update<V, O>(closed: Exact<V> | null, newData: Posterior<V, O> | NewValues): Exact<V> {
  const source = closed === null ? undefined : sourceOf(Object(closed));
  if (source === undefined)
    throw new TypeError(
      "update: the first argument must be a closed form, as exact(posterior) returns where there is one; explain(posterior) says why there may be none",
    );
  const posterior = batchOf(source.posterior, newData);
  if (source.all !== undefined) return afterAll<V>(source.all, posterior);
  const found = recognise(graphOf(posterior), source.closed);
  if ("reason" in found) throw new TypeError(`update: ${found.reason}`);
  return exactOf<V>(posterior, found.exact);
}

/** The closed form of all observations at once, as its pieces depend on each other. */
function afterAll<V>(before: Observed, batch: AnyPosterior): Exact<V> {
  const all = pooled(before, batch);
  if ("reason" in all) throw new TypeError(`update: ${all.reason}`);
  const blocks = closedBlocks(all);
  if (blocks === undefined)
    throw new TypeError("update: the new observations have no closed form together with those of before");
  return exactByBlocks<V>(batch, all, blocks);
}

function batchOf({ quantities, data }: AnyPosterior, newData: unknown): AnyPosterior {
  const given = Object(newData) as Partial<AnyPosterior>;
  if (Array.isArray(given.quantities) && given.data instanceof Map) return given as AnyPosterior;
  const values = pointOf(quantities, newData, "update");
  const hidden = [...values.keys()].find((name) => !data.has(name));
  if (hidden !== undefined) throw new TypeError(`update: \`${hidden}\` was not observed before`);
  const missing = [...data.keys()].find((name) => !values.has(name));
  if (missing !== undefined) throw new TypeError(`update: give new values of \`${missing}\` too`);
  return posteriorOf(quantities, values);
}
