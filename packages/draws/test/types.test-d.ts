/** Check what the types promise: shapes of summaries, dims after `at`, nested traces, and what does not compile. */
import {
  type AnyTrace,
  type Branch,
  type Cell,
  type DIMS,
  type Dim,
  type DimsOf,
  type Draws,
  dim,
  draws,
  interval,
  type Labelled,
  labelled,
  type Marginal,
  merge,
  type Name,
  type Named,
  type Only,
  type Point,
  pointsOf,
  prime,
  quantile,
  scalarsOf,
  select,
  split,
  type Trace,
  thin,
  traceFromJson,
  type Without,
  withGroups,
} from "@credence/draws";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function check<T extends true>(): T;

interface Over<D extends string> {
  readonly [DIMS]: D;
}
interface Shop {
  readonly mu: Over<never>;
  readonly table: Over<"row" | "place">;
  readonly season: { readonly phase: Over<never>; readonly effect: Over<"week"> };
}
declare const shop: Trace<Shop>;
declare const label: { readonly row: string | number };

// Dims
const school = dim("school", ["Choate", "Deerfield"]);
check<Equal<typeof school, Dim<"school">>>();
const primed = prime(school);
check<Equal<typeof primed, Dim<"school'">>>();
check<Equal<DimsOf<Over<"a" | "b">>, "a" | "b">>();
check<Equal<DimsOf<Over<never>>, never>>();
check<Equal<DimsOf<number>, never>>();

// Draws: labels take dims away, a scalar's summaries are numbers.
const all: Draws<"row" | "place"> = shop.table;
const row = all.at({ row: "a" });
check<Equal<typeof row, Draws<"place">>>();
const cell = all.at({ row: "a", place: 1 });
check<Equal<typeof cell, Draws<never>>>();
check<Equal<ReturnType<typeof cell.mean>, number>>();
const byVariable = all.at(label);
check<Equal<typeof byVariable, Draws<"place">>>();
const whole = all.at({});
check<Equal<typeof whole, Draws<"row" | "place">>>();
check<Equal<ReturnType<typeof row.mean>, Labelled<"place">>>();
const low: number = cell.interval(0.9).low;
const lows: Labelled<"place"> = row.interval().low;
const count: number = lows.at({ place: 1 }) + low;
// @ts-expect-error there is no such dim
all.at({ week: 1 });
// @ts-expect-error one of the two is no dim
all.at({ row: "a", week: 1 });
// @ts-expect-error a scalar has no dims
cell.at({ row: "a" });
// @ts-expect-error summaries of a variable with dims are no number
const wrong: number = row.mean();
const scalar = draws({ chains: 1, draws: 1, axes: [], values: new Float64Array(1) });
check<Equal<typeof scalar, Draws<never>>>();
const vector = draws({ chains: 1, draws: 1, axes: [school], values: new Float64Array(2) });
check<Equal<typeof vector, Draws<"school">>>();

// Labelled: every dim needs its label; dims are exact.
const heights = labelled([school], [1, 2]);
check<Equal<typeof heights, Labelled<"school">>>();
heights.at({ school: "Choate" });
// @ts-expect-error a label is missing
heights.at({});
// @ts-expect-error there is no such dim
heights.at({ school: "Choate", county: 1 });
// @ts-expect-error invariant: values over one dim are not values over two, though they would broadcast
const broader: Labelled<"school" | "week"> = heights;
// @ts-expect-error nor the other way round
const narrower: Labelled<"row"> = shop.table.mean();
check<Equal<Cell<never>, number>>();
check<Equal<Cell<"a">, Labelled<"a">>>();

// Marginals, like draws.
declare const marginal: Marginal<"week">;
const atWeek: number = marginal.at({ week: 1 }).cdf(0);

// Traces nest like the record of the model.
check<Equal<typeof shop.mu, Draws<never>>>();
check<Equal<typeof shop.season.effect, Draws<"week">>>();
shop.season.effect.mean().at({ week: 1 });
// @ts-expect-error misspelt
shop.season.efect;
const stats: Float64Array | undefined = shop.$.stats.energy;
const any: AnyTrace = shop;
scalarsOf(shop);

// Points
const point = pointsOf(shop)(0);
check<Equal<typeof point, Point<Shop>>>();
check<Equal<typeof point.season.phase, number>>();
check<Equal<typeof point.season.effect, Labelled<"week">>>();

// Names
check<Equal<Name<Shop>, "mu" | "table" | "season.phase" | "season.effect">>();
check<Equal<Branch<Shop>, "season">>();
check<Equal<Named<Shop, "season.effect">, Over<"week">>>();
check<Equal<Only<Shop, "season.phase">, { readonly season: { readonly phase: Over<never> } }>>();
check<Equal<Without<Shop, "mu" | "season.phase">["season"], { readonly effect: Over<"week"> }>>();

// Verbs
const part = select(shop, ["season.phase", "mu"]);
check<Equal<typeof part, Trace<Only<Shop, "season.phase" | "mu">>>>();
check<Equal<typeof part.season, { readonly phase: Draws<never> }>>();
// @ts-expect-error dropped
part.table;
check<Equal<ReturnType<typeof select<Shop, "season">>["season"]["effect"], Draws<"week">>>();
// @ts-expect-error no such variable
select(shop, ["seasn"]);
const thinned = thin(shop, 2);
check<Equal<typeof thinned, Trace<Shop>>>();
const merged = merge(split(shop));
check<Equal<typeof merged, Trace<Shop>>>();

// Reading
const read = traceFromJson<Shop>("");
check<Equal<typeof read, Trace<Shop>>>();
const unknown: AnyTrace = traceFromJson("");

export { any, atWeek, broader, count, narrower, stats, unknown, wrong };

// Quantiles and intervals of a whole trace
const nine = quantile(shop, 0.9);
check<Equal<typeof nine, Point<Shop>>>();
const between = interval(shop);
const lowest: number = between.season.phase.low + between.table.high.at({ row: "a", place: 1 });
// @ts-expect-error there is no such variable
between.seasons;

// Groups: typed as they were added, kept by the verbs, and in the way of nobody who knows nothing of them.
interface Sales {
  readonly sold: Over<"row">;
}
declare const predicted: Trace<Sales>;
const grouped = withGroups(shop, { posteriorPredictive: predicted, constantData: { n: 3 } });
check<Equal<typeof grouped.$.groups.posteriorPredictive, Trace<Sales>>>();
const sold: Labelled<"row"> = thin(split(grouped)[0] ?? grouped, 2).$.groups.posteriorPredictive.sold.mean();
const shown: Float64Array = grouped.$.groups.constantData.n.values;
const more = withGroups(grouped, { prior: shop });
check<Equal<typeof more.$.groups.prior, Trace<Shop>>>();
check<Equal<typeof more.$.groups.posteriorPredictive, Trace<Sales>>>();
const replaced = withGroups(grouped, { posteriorPredictive: shop });
check<Equal<typeof replaced.$.groups.posteriorPredictive, Trace<Shop>>>();
const plain: Trace<Shop> = grouped;
const anyOne: AnyTrace = grouped;
check<Equal<typeof plain.$.groups.prior, AnyTrace | undefined>>();
// @ts-expect-error there is no such group
withGroups(shop, { posteriorPredicted: predicted });
check<Equal<typeof grouped.$.groups.logPrior, AnyTrace | undefined>>();
void [sold, shown, anyOne, lowest];
