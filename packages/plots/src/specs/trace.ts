/** Draw the draws of each chain in order, to show whether the chains mix and settle. */
import { mean, standardDeviation } from "@credence/math";
import { checkNumbers, checkSome } from "../check.js";
import { decimate } from "../decimate.js";
import { fixed, formatNumber } from "../number.js";
import { extent, pad, widen } from "../scale.js";
import { heading, type Mark, type PlotSpec, type Point, seriesRole, type Words } from "../spec.js";

export interface TraceInput extends Words {
  /** What was drawn. */
  yLabel: string;
  /** One array a chain, in the order of sampling. */
  chains: readonly ArrayLike<number>[];
}

const MOST_POINTS = 2000;

/**
 * One thin line a chain over the draw number, thinned to 2,000 points in all so that every peak stays.
 *
 * @throws RangeError for no chains, an empty chain, or draws that are not finite.
 */
export function traceSpec(input: TraceInput): PlotSpec {
  const caller = "traceSpec";
  checkSome(caller, "chains", input.chains, "chain");
  input.chains.forEach((chain, c) => {
    checkNumbers(caller, `chains[${c}]`, chain);
  });
  const summaries = input.chains.map(summarizeChain);
  const longest = Math.max(...summaries.map(({ draws }) => draws));
  const limit = Math.max(20, Math.floor(MOST_POINTS / input.chains.length));
  const marks = input.chains.map((chain, c): Mark => {
    const points = Array.from(chain, (value, i): Point => [i + 1, value]);
    const [role, label] = [seriesRole(c), `chain ${c + 1}`];
    return points.length === 1
      ? { type: "dots", role, label, points }
      : { type: "line", role, label, weight: "thin", points: decimate(points, limit) };
  });
  return {
    kind: "trace",
    ...heading(input),
    alt:
      input.alt ??
      `${input.title}. ${input.yLabel} by draw: ${summaries
        .map(({ mean, sd }, c) => `chain ${c + 1} has mean ${formatNumber(mean)} and sd ${formatNumber(sd)}`)
        .join("; ")}. The longest chain has ${fixed(longest, 0)} draws.`,
    x: { type: "number", label: "draw", domain: widen([1, longest]) },
    y: {
      type: "number",
      label: input.yLabel,
      domain: pad(extent(summaries.flatMap(({ least, most }) => [least, most])), 0.03),
    },
    marks,
    table: {
      caption: `${input.title}: summary of each chain`,
      columns: ["chain", "draws", "mean", "sd", "least", "most", "mean of first half", "mean of second half"],
      rows: summaries.map(({ draws, mean, sd, least, most, first, second }, c) => [
        `${c + 1}`,
        draws,
        mean,
        sd,
        least,
        most,
        first,
        second,
      ]),
    },
  };
}

function summarizeChain(chain: ArrayLike<number>) {
  const values = Float64Array.from(chain);
  const half = Math.ceil(values.length / 2);
  return {
    draws: values.length,
    mean: mean(values),
    sd: values.length > 1 ? standardDeviation(values) : 0,
    least: values.reduce((a, b) => Math.min(a, b)),
    most: values.reduce((a, b) => Math.max(a, b)),
    first: mean(values.subarray(0, half)),
    second: half < values.length ? mean(values.subarray(half)) : null,
  };
}
