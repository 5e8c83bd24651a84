/** Put the gradients beside Stan's in one figure: geometric means of how many times as long Stan takes. */

/** One of each kind: the rest is variations of these, and rows that sums over data make short work of. */
const core = [
  "hier-bb-20",
  "hier-bb-200",
  "hier-bb-2000",
  "hier-bb-integrated-2000",
  "logistic-1000-10",
  "logistic-10000-25",
  "linear",
  "varying-intercepts",
  "eight-schools",
];

const geometricMean = (values) => Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/**
 * Means over the results of `stan-gradient-…`, where these have Stan's arms, over one of each kind and over all; undefined
 * where there are none.
 * Above 1, Stan is slower; `besideGlm` is of the models that have GLM primitives, by these.
 */
export function meansOfGradients(results) {
  const measured = results.filter(({ name, baseline }) => name.startsWith("stan-gradient-") && baseline !== undefined);
  if (measured.length === 0) return undefined;
  const isCore = ({ name }) => core.includes(name.slice("stan-gradient-".length));
  return { core: meansOf(measured.filter(isCore)), all: meansOf(measured) };
}

function meansOf(results) {
  const times = results.map(({ value, baseline, others }) => ({ rewritten: value, stan: baseline, ...others }));
  const mean = (slower, faster) => {
    const ratios = times.filter((each) => each[slower]).map((each) => each[slower] / each[faster]);
    return ratios.length === 0 ? undefined : geometricMean(ratios);
  };
  const besides = (arm) => ({ asWritten: mean(arm, "asWritten"), rewritten: mean(arm, "rewritten") });
  return { models: results.length, ...besides("stan"), besideGlm: besides("stanGlm") };
}
