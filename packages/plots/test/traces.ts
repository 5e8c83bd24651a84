/** Make traces of known distributions, without a sampler. */
import { dim, type Run, type Trace, trace } from "@credence/draws";
import { rng } from "@credence/math";

/** `draw(chain, draw)` gives the value of each variable; arrays are over the dim `school`. */
export function traceOf(
  chains: number,
  draws: number,
  draw: (chain: number, draw: number) => Readonly<Record<string, number | readonly number[]>>,
  run: Partial<Run> = {},
): Trace<Record<string, never>> {
  const all = Array.from({ length: chains * draws }, (_, i) => draw(Math.floor(i / draws), i % draws));
  const sources = Object.entries(all[0] ?? {}).map(([name, first]) => ({
    name,
    axes: typeof first === "number" ? [] : [dim("school", SCHOOLS.slice(0, first.length))],
    values: Float64Array.from(all.flatMap((values) => values[name] as number)),
  }));
  return trace(sources, { sampler: "made", seed: 1, elapsedMs: 1, chains, draws, ...run });
}

export const SCHOOLS = [
  "Choate",
  "Deerfield",
  "Phillips Andover",
  "Hotchkiss",
  "Exeter",
  "Lawrenceville",
  "St. Paul",
  "Hermon",
] as const;

/** Independent standard normal values of `mu` and, shifted by label, of `theta` over 4 schools. */
export function normals(chains = 4, draws = 200, run: Partial<Run> = {}) {
  const random = rng(7, "plots", chains, draws);
  return traceOf(
    chains,
    draws,
    () => ({
      mu: random.normal(),
      tau: Math.abs(random.normal()),
      theta: [0, 1, 2, 3].map((k) => k + random.normal()),
    }),
    run,
  );
}
