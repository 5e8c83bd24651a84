/** Find chains that fare otherwise than their fellows: stuck at one place, or held where the density is lower. */
import { type AnyTrace, scalarsOf } from "@credence/draws";
import { quantiles } from "@credence/math";
import { type Finding, listed } from "./findings.js";

/** Share of draws that repeat the one before: a stuck chain has more than the first, a moving one less than the second. */
const STUCK = 0.95;
const MOVING = 0.5;
/** Fewer draws than this say nothing of a chain. */
const FEWEST = 20;

/** Findings on single chains of several. */
export function checkChains(trace: AnyTrace): Finding[] {
  const { chains, draws, independent } = trace.$;
  if (chains < 2 || draws < FEWEST || independent) return [];
  const stuck = stuckChains(trace);
  return [...stuck.findings, ...chainsApart(trace, stuck.chains)];
}

function stuckChains(trace: AnyTrace): { readonly chains: ReadonlySet<number>; readonly findings: Finding[] } {
  const derived = new Set(trace.$.variables.filter((each) => each.derived).map(({ name }) => name));
  const scalars = scalarsOf(trace).filter(({ variable }) => !derived.has(variable));
  const shares = Array.from({ length: trace.$.chains }, (_, c) =>
    repeats(scalars.map(({ chains }) => chains[c] as Float64Array)),
  );
  const found = shares.flatMap((share, c) => (share > STUCK ? [c] : []));
  if (found.length === 0 || Math.min(...shares) > MOVING) return { chains: new Set(), findings: [] };
  const names = found.map((c) => `chain ${c + 1}`);
  const figures = found.map((c) => `chain ${c + 1} (${Math.round(100 * (shares[c] as number))} %)`);
  const message =
    `Nearly all draws repeat the one before in ${listed(figures)}, while other chains move: it sits where no step is ` +
    'accepted. Start it elsewhere (init: "pathfinder", or values near those of the other chains), and look with ' +
    "explain(posterior, point) at what the density does there.";
  return { chains: new Set(found), findings: [{ kind: "stuck", severity: "warning", message, concerns: names }] };
}

/** Share of draws at which no scalar changes. */
function repeats(scalars: readonly Float64Array[]): number {
  const draws = scalars[0]?.length ?? 0;
  let count = 0;
  for (let i = 1; i < draws; i++) if (scalars.every((values) => values[i] === values[i - 1])) count++;
  return count / Math.max(1, draws - 1);
}

/** Chains whose log densities lie below those of all others: less than a twentieth of either overlaps. */
function chainsApart({ $: { chains, draws, stats } }: AnyTrace, stuck: ReadonlySet<number>): Finding[] {
  const { logDensity } = stats;
  if (logDensity === undefined) return [];
  const ranges = Array.from({ length: chains }, (_, c) => {
    const [low, high] = quantiles(logDensity.subarray(c * draws, (c + 1) * draws), [0.05, 0.95]);
    return { chain: c, low: low as number, high: high as number };
  });
  const best = ranges.reduce((a, b) => (b.high > a.high ? b : a));
  const apart = ranges.filter(({ chain, high }) => !stuck.has(chain) && high < best.low);
  if (apart.length === 0) return [];
  const range = ({ chain, low, high }: (typeof ranges)[number]): string =>
    `chain ${chain + 1} from ${figure(low)} to ${figure(high)}`;
  const message =
    `Log densities lie apart: ${listed([...apart, best].map(range))}. The lower ones are held in a lesser mode, or never ` +
    'came away from a bad start: their draws are not of the same posterior. Run again with init: "pathfinder" or a larger ' +
    "tune; if they stay, the posterior has several modes: order what may be exchanged, or give tighter priors.";
  return [{ kind: "apart", severity: "warning", message, concerns: apart.map(({ chain }) => `chain ${chain + 1}`) }];
}

const figure = (value: number): string => value.toFixed(1);
