/** Check the types of groups: those that a model makes, those that stay with a trace, and verbs that read them. */
import {
  type AnyTrace,
  column,
  derive,
  dim,
  groupsFor,
  type Labelled,
  loo,
  model,
  normal,
  poisson,
  powerScale,
  predictiveCheck,
  readTrace,
  sampleSync,
  withGroups,
} from "credence";

const day = dim("day", 3);
const posterior = model(() => {
  const level = normal(0, 1);
  const count = poisson(2).over(day);
  return { level, count };
})().observe({ count: [1, 2, 3] });
const trace = sampleSync(posterior);
const groups = groupsFor(posterior, trace);
const predicted: Labelled<"day"> = groups.posteriorPredictive.count.mean();
const before: number = groups.prior.level.mean();
// @ts-expect-error observed data have no prior draws
groups.prior.count;
const some = groupsFor(posterior, trace, { only: ["logLikelihood"] });
// @ts-expect-error the prior was not asked for
some.prior;
// @ts-expect-error there is no such group
groupsFor(posterior, trace, { only: ["loglik"] });

const full = withGroups(trace, { ...groups, constantData: { x: column(day, [1, 2, 3]), n: 3 } });
loo(full);
powerScale(full);
predictiveCheck(full, ({ count }) => count.at({ day: 1 }));
// @ts-expect-error the level was not predicted
predictiveCheck(full, ({ level }) => level);
declare const unknown: AnyTrace;
predictiveCheck(unknown, ({ y }) => (typeof y === "number" ? y : (y?.values[0] ?? 0)));
const read = await readTrace<typeof posterior.latent, typeof full.$.groups>("x.nc");
const level: number = read.$.groups.priorPredictive.count.at({ day: 2 }).mean() + read.level.mean();

const found = derive(trace, ({ level }) => ({ high: level > 1, twice: { level: 2 * level } }));
const share: number = found.high.mean() + found.twice.level.sd();
// @ts-expect-error nothing of this name was derived
found.low;

void [predicted, before, level, share];
