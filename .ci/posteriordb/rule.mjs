/** Hold a summary to reference draws: means, standard deviations and quantiles within their Monte Carlo errors. */

/** How many standard errors of the difference are allowed. */
const allowed = 4;
/** Differences, in reference sds, that matter to nobody and are forgiven before errors are counted. */
const forgiven = { mean: 0.02, sd: 0.03, quantile: 0.03 };
/** A reference kurtosis above which mean and sd are not estimable from ten thousand draws. */
const heavyTailed = 9;

/**
 * What is wrong with the summary: rows `{ name, mean, sd, mcseMean, q05, q50, q95 }` against figures by name
 * `{ mean, sd, mcse_mean, kurtosis?, q05?, mcse_q05?, … }`. `worst.z` is the largest error of a mean in standard errors,
 * `worst.sdRatio` the sd ratio that comes nearest to its limit.
 */
export function judge(rows, reference) {
  const ours = new Map(rows.map((row) => [row.name, row]));
  const judged = Object.entries(reference).map(([name, expected]) => judgeOne(name, ours.get(name), expected));
  const failures = judged.flatMap((each) => each.failures);
  const largest = (key) => judged.reduce((worst, each) => (each[key] > worst[key] ? each : worst), judged[0]);
  return { failures, worst: { z: largest("z").z, sdRatio: largest("sdShare").sdRatio } };
}

function judgeOne(name, row, expected) {
  if (row === undefined) return failed(`${name} is missing`);
  if (![row.mean, row.sd, row.mcseMean].every((value) => Number.isFinite(value)) || row.sd <= 0 || row.mcseMean <= 0)
    return failed(`${name} is not finite, or does not move`);
  const heavy = (expected.kurtosis ?? 3) > heavyTailed;
  const size = (row.sd / row.mcseMean) ** 2;
  const sizeThere = (expected.sd / expected.mcse_mean) ** 2;
  const z =
    beyond(row.mean - expected.mean, forgiven.mean * expected.sd) / Math.hypot(row.mcseMean, expected.mcse_mean);
  const tail = Math.max(expected.kurtosis ?? 4, 1.8);
  const sdLimit =
    allowed * Math.sqrt(((tail - 1) / 4) * (1 / (Math.min(size, 4000) / 2) + 1 / sizeThere)) + forgiven.sd;
  const sdRatio = row.sd / expected.sd;
  const sdShare = Math.abs(Math.log(sdRatio)) / sdLimit;
  const failures = [
    ...(!heavy && row.mcseMean > expected.sd / 10
      ? [`${name} is known too imprecisely: ${size.toFixed(0)} draws' worth`]
      : []),
    ...(!heavy && z > allowed
      ? [`the mean of ${name} is ${row.mean} for ${expected.mean}, ${z.toFixed(1)} errors off`]
      : []),
    ...(!heavy && sdShare > 1 ? [`the sd of ${name} is ${row.sd} for ${expected.sd}`] : []),
    ...["q05", "q50", "q95"].flatMap((quantile) =>
      judgeQuantile(name, quantile, row, expected, { heavy, size, sizeThere }),
    ),
  ];
  return heavy ? { failures, z: 0, sdShare: 0, sdRatio: 1 } : { failures, z, sdShare, sdRatio };
}

const failed = (failure) => ({ failures: [failure], z: Infinity, sdShare: Infinity, sdRatio: null });
const beyond = (difference, free) => Math.max(Math.abs(difference) - free, 0);

/** Our error of a quantile is the reference's, scaled by the effective sizes. */
function judgeQuantile(name, quantile, row, expected, { heavy, size, sizeThere }) {
  if (expected[quantile] === undefined) return [];
  if (!Number.isFinite(row[quantile])) return [`${quantile} of ${name} is not finite`];
  const own = heavy ? 400 : Math.max(50, Math.min(size, 4000) / 2);
  const error = expected[`mcse_${quantile}`];
  const width = heavy ? expected.q95 - expected.q05 : expected.sd;
  const z =
    beyond(row[quantile] - expected[quantile], forgiven.quantile * width) /
    Math.hypot(error, error * Math.sqrt(sizeThere / own));
  return z > allowed
    ? [`${quantile} of ${name} is ${row[quantile]} for ${expected[quantile]}, ${z.toFixed(1)} errors off`]
    : [];
}
