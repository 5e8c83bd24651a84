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
  /** `"draw"` unless given. */
  xLabel?: string;
  /** One array a chain, in the order of sampling. */
  chains: readonly ArrayLike<number>[];
  /** What each chain is called; `"chain 1"` and so on unless given. Chains of one name share a colour. */
  names?: readonly string[];
  /** For each chain the numbers, from 1, of the draws whose trajectories diverged. */
  divergences?: readonly (readonly number[])[];
  /** Most points of all lines together; 2,000 unless given. */
  points?: number;
}

const MOST_POINTS = 2000;
/** More ticks than this are closer than a screen can show. */
const MOST_TICKS = 200;
/** Beyond this, names tell nothing. */
const MOST_NAMED = 8;

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
  const limit = Math.max(20, Math.floor((input.points ?? MOST_POINTS) / input.chains.length));
  const names = input.names ?? input.chains.map((_, c) => `chain ${c + 1}`);
  const distinct = [...new Set(names)];
  const marks = input.chains.map((chain, c): Mark => {
    const points = Array.from(chain, (value, i): Point => [i + 1, value]);
    const name = names[c] as string;
    const role = seriesRole(distinct.indexOf(name));
    const label =
      distinct.length <= MOST_NAMED ? { label: name } : c === 0 ? { label: `one of ${distinct.length}` } : {};
    return points.length === 1
      ? { type: "dots", role, ...label, points }
      : { type: "line", role, ...label, weight: "thin", points: decimate(points, limit) };
  });
  const diverged = (input.divergences ?? []).flat();
  return {
    kind: "trace",
    ...heading(input),
    alt:
      input.alt ??
      `${input.title}. ${input.yLabel} by draw: ${summaries
        .map(({ mean, sd }, c) => `${names[c]} has mean ${formatNumber(mean)} and sd ${formatNumber(sd)}`)
        .join(
          "; ",
        )}. The longest chain has ${fixed(longest, 0)} draws.${diverged.length > 0 ? ` ${diverged.length} draws diverged.` : ""}`,
    x: { type: "number", label: input.xLabel ?? "draw", domain: widen([1, longest]) },
    y: {
      type: "number",
      label: input.yLabel,
      domain: pad(extent(summaries.flatMap(({ least, most }) => [least, most])), 0.03),
    },
    marks: [
      ...marks,
      ...(diverged.length > 0
        ? [{ type: "rug" as const, role: "divergent" as const, label: "divergence", xs: apart(diverged, longest) }]
        : []),
    ],
    table: {
      caption: `${input.title}: summary of each chain`,
      columns: ["chain", "draws", "mean", "sd", "least", "most", "mean of first half", "mean of second half"],
      rows: summaries.map(({ draws, mean, sd, least, most, first, second }, c) => [
        input.names?.[c] ?? `${c + 1}`,
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

/** One draw for each place on the axis that can be told from the next. */
function apart(draws: readonly number[], longest: number): number[] {
  const cell = Math.max(1, longest / MOST_TICKS);
  return [...new Map(draws.map((draw) => [Math.floor(draw / cell), draw])).values()].sort((a, b) => a - b);
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
