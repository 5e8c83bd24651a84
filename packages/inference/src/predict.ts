/** Draw what a trace does not hold yet, draw by draw: new data, new labels, the same data over again. */
import type { AnyTrace, Held, Trace, Without } from "@credence/draws";
import { rng } from "@credence/math";
import {
  type ExprNode,
  type Joint,
  lengthOf,
  type NamedNode,
  type Posterior,
  posteriorOf,
  topological,
} from "@credence/model";
import { checkOptionNames, wholeNumber } from "./check.js";
import { forward, leftOut, refuseImproper } from "./forward.js";
import { type Held as HeldValues, heldAs, heldBy, heldEnd } from "./held.js";
import { checkedTrace, predictable } from "./joint.js";
import { traceOfValues } from "./trace-of.js";

/** How to predict. */
export interface PredictOptions {
  /** Same seed and same trace, same draws. */
  seed?: number;
}

/**
 * Draws everything in `joint` that the trace does not already hold, once for each draw of the trace: with the trace of a
 * posterior, the posterior predictive distribution. Variables are matched by name and label. A variable with labels
 * that the trace lacks is drawn anew there, given its parents in the same draw, and then stands in the answer too;
 * `$.messages` tells. Derived quantities that the trace lacks are computed when first read. Every draw has its own
 * random stream, so results do not hang on the order of work.
 *
 * A path along time (a random walk, an autoregression, a scan) of which the trace holds or saw the first labels goes on
 * from there: that is a forecast.
 *
 * Given a posterior instead of a joint distribution, observed variables keep their data, and what hangs on them follows
 * from these: the values of a Gaussian process at further places, given those that were seen.
 *
 * @throws TypeError when nothing is left to draw, or a variable to be drawn has an improper prior (naming it)
 */
export function predict<V, T>(
  joint: Joint<V> | Posterior<V, unknown>,
  trace: Trace<T>,
  options: PredictOptions = {},
): Trace<Without<V, Held<V, T>>> {
  const startedAt = performance.now();
  checkOptionNames("predict", options, ["seed"]);
  const { quantities, data } = predictable(joint);
  const { $ } = checkedTrace("predict", trace);
  const seed = wholeNumber("seed", options.seed ?? 1, Number.MIN_SAFE_INTEGER);
  const wanted = quantities.filter((quantity) => !data.has(quantity.name) && heldBy({ $ }, quantity).missing > 0);
  if (wanted.length === 0)
    throw new TypeError(
      data.size === 0
        ? "predict: the trace already holds every variable of the model"
        : "predict: the trace and the data hold every variable: pass the joint distribution to draw the data anew",
    );
  const { drawn, messages } = completed(quantities, data, { $ }, seed);
  const run = {
    sampler: "predict",
    seed,
    elapsedMs: performance.now() - startedAt,
    chains: $.chains,
    draws: $.draws,
    tune: 0,
    stats: {},
    options: { seed },
    messages,
    interrupted: false,
    independent: $.independent,
  };
  const keep = wanted.map(({ name }) => name);
  return traceOfValues(posteriorOf(quantities, data), drawn, run, keep) as Trace<Without<V, Held<V, T>>>;
}

/** All random variables at every draw of the trace: data and held values where there are any, fresh draws elsewhere. */
function completed(
  quantities: readonly NamedNode[],
  data: ReadonlyMap<string, Float64Array>,
  trace: AnyTrace,
  seed: number,
) {
  const { chains, draws } = trace.$;
  const plan = forward(quantities);
  const drawn = plan.variables.map((variable) => ({
    name: variable.name,
    held: data.has(variable.name)
      ? heldAs(data.get(variable.name) as Float64Array)
      : (heldEnd(trace, variable) ?? heldBy(trace, variable)),
    values: new Float64Array(chains * draws * lengthOf(variable.node)),
  }));
  refuseImproper(
    "predict",
    plan.variables.filter(({ node }, v) => {
      const { missing, places } = (drawn[v] as (typeof drawn)[number]).held;
      return missing === places.length || (missing > 0 && !isPath(node)); // a path goes on from what is held
    }),
  );
  for (let chain = 0; chain < chains; chain++) {
    for (let d = 0; d < draws; d++) {
      const draw = chain * draws + d;
      const stream = rng(seed, "predict", chain, d);
      const point: Float64Array[] = [];
      drawn.forEach(({ name, held, values }, v) => {
        const width = held.places.length;
        const own = values.subarray(draw * width, (draw + 1) * width);
        if (held.missing > 0) own.set(plan.draw(v, point, stream.split(name), held.copy(draw, own.fill(Number.NaN))));
        held.copy(draw, own);
        point.push(own);
      });
    }
  }
  const messages = [...messagesOf(drawn), ...redrawn(plan.variables, drawn, trace), ...leftOut("predict", quantities)];
  return { drawn, messages };
}

const isPath = ({ operation }: ExprNode): boolean => operation.op === "random" && operation.family.event === "path";

function messagesOf(drawn: readonly { readonly name: string; readonly held: HeldValues }[]): string[] {
  const fresh = drawn.filter(({ held }) => held.missing > 0);
  const names = fresh.map(({ name }) => name).join(", ");
  return [
    fresh.length === 0 ? "predict: nothing had to be drawn" : `predict: drew ${names} for each draw of the trace`,
    ...fresh.flatMap(({ name, held: { reason, missing, places } }) =>
      reason === undefined
        ? []
        : [
            `predict: ${reason}: ${missing} of ${places.length} values of \`${name}\` are drawn anew, given the other variables`,
          ],
    ),
  ];
}

/** A sentence for each variable that is drawn given another one, which was data when the trace was made and is drawn anew here. */
function redrawn(
  variables: readonly NamedNode[],
  drawn: readonly { readonly name: string; readonly held: HeldValues }[],
  { $ }: AnyTrace,
): string[] {
  const heldOf = new Map(drawn.map(({ name, held }) => [name, held]));
  const missing = (name: string): number => heldOf.get(name)?.missing ?? 0;
  const isNew = (name: string): boolean => name in $.observed && missing(name) === heldOf.get(name)?.places.length;
  const fresh = variables.filter(({ name }) => missing(name) > 0);
  const seen = new Map(fresh.filter(({ name }) => isNew(name)).map(({ name, node }) => [node, name]));
  return fresh.flatMap(({ name, node }) => {
    const parents = topological(node.args).flatMap((parent) => seen.get(parent) ?? []);
    return parents.map(
      (parent) =>
        `predict: \`${name}\` hangs on \`${parent}\`, which the trace saw and which is drawn anew here: to keep the data, pass the posterior, as in predict(joint.observe({ ${parent}: … }), trace)`,
    );
  });
}
