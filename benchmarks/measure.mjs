/** Measure the arms of a benchmark in interleaved blocks of CPU time, so that a change of the machine's speed hits all alike. */
import { quantile, quantiles } from "@credence/math";

/**
 * A benchmark is plain data, the default export of one file in `entries/`:
 *
 * @typedef {object} Benchmark
 * @property {string} name
 * @property {string} unit what `read` returns, e.g. "ns" or "ESS/s"
 * @property {string} subject the arm that the result is about
 * @property {string} [baseline] the arm that it is compared with
 * @property {boolean} [paired] whether the ratio is the median over blocks of their own ratios, for differences that are small
 * @property {() => number} [clock] seconds of another clock than CPU time
 * @property {number} [blocks] measured blocks an arm, 15 unless given
 * @property {number | Record<string, number>} [calls] calls a block, of all arms or by arm; unless given, as many as fill `blockSeconds`
 * @property {() => Arms | Promise<Arms>} setup work that is not measured; gives each arm as a function
 * @property {(seconds: number, returned: any) => number} read the value of one call that took so much CPU time and returned this
 * @property {(returned: any) => Record<string, number>} [also] what else is to be told of what the subject's last call returned
 *
 * @typedef {Record<string, () => unknown>} Arms an arm may return a promise
 *
 * @typedef {object} Result
 * @property {string} name
 * @property {number} value median over the subject's blocks
 * @property {string} unit
 * @property {number} spread interquartile range over the subject's blocks
 * @property {number} [baseline] median over the baseline's blocks
 * @property {number} [ratio] value / baseline, or the median of the blocks' ratios where these are paired
 * @property {number} [ratioSpread] interquartile range over the blocks' ratios, where these are paired
 * @property {Record<string, number>} [others] medians over the blocks of the arms that are neither, and what else is told
 */

const blockSeconds = 0.02;

/** Seconds of the clock on the wall. */
export const wallSeconds = () => performance.now() / 1e3;

/** CPU seconds of this process so far, all threads together: unlike the clock on the wall, it ignores other processes. */
export function cpuSeconds() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/**
 * Measures one benchmark against a clock in seconds.
 * @param {Benchmark} benchmark
 * @param {() => number} clock
 * @returns {Promise<Result>}
 */
export async function measure(benchmark, clock = benchmark.clock ?? cpuSeconds) {
  const arms = Object.entries(await benchmark.setup());
  const calls = {};
  const values = {};
  for (const [name, arm] of arms) {
    const given = typeof benchmark.calls === "object" ? benchmark.calls[name] : benchmark.calls;
    calls[name] = given ?? (await calibrate(arm, clock));
    values[name] = [];
  }
  let also = {};
  for (let block = 0; block < (benchmark.blocks ?? 15); block++) {
    for (const [name, arm] of rotate(arms, block)) {
      const { seconds, returned } = await timeBlock(arm, calls[name], clock);
      values[name].push(benchmark.read(seconds / calls[name], returned));
      if (name === benchmark.subject && benchmark.also !== undefined) also = benchmark.also(returned);
    }
  }
  const [lower, value, upper] = quantiles(values[benchmark.subject], [0.25, 0.5, 0.75]);
  const result = { name: benchmark.name, value, unit: benchmark.unit, spread: upper - lower };
  const neither = Object.entries(values)
    .filter(([name]) => name !== benchmark.subject && name !== benchmark.baseline)
    .map(([name, found]) => [name, quantile(found, 0.5)]);
  const others = { ...Object.fromEntries(neither), ...also };
  const told = Object.keys(others).length === 0 ? {} : { others };
  if (benchmark.baseline === undefined) return { ...result, ...told };
  const baseline = quantile(values[benchmark.baseline], 0.5);
  const ratio = benchmark.paired
    ? ratioOf(values[benchmark.subject], values[benchmark.baseline])
    : { ratio: value / baseline };
  return { ...result, baseline, ...ratio, ...told };
}

/** Of blocks that were measured side by side. */
function ratioOf(subject, baseline) {
  const ratios = subject.map((value, block) => value / baseline[block]);
  const [lower, ratio, upper] = quantiles(ratios, [0.25, 0.5, 0.75]);
  return { ratio, ratioSpread: upper - lower };
}

/** Doubles the calls until a block is long enough to time; this also warms the arm up. */
async function calibrate(arm, clock) {
  for (let calls = 1; ; calls *= 2) {
    const { seconds } = await timeBlock(arm, calls, clock);
    if (seconds >= blockSeconds) return calls;
  }
}

async function timeBlock(arm, calls, clock) {
  let returned;
  const start = clock();
  for (let call = 0; call < calls; call++) {
    returned = arm();
    if (returned instanceof Promise) returned = await returned;
  }
  return { seconds: clock() - start, returned };
}

/** No arm always runs first, in the wake of the same other. */
const rotate = (arms, by) => arms.map((_, i) => arms[(i + by) % arms.length]);
