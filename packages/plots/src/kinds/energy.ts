/** Show how far the energy moves from draw to draw beside how far it must move, as E-BFMI measures it. */
import { ebfmi, MIN_EBFMI } from "@credence/diagnostics";
import { mean } from "@credence/math";
import { fixed, formatNumber } from "../number.js";
import type { PlotSpec } from "../spec.js";
import { densitySpec } from "../specs/density.js";
import { panelsSpec } from "../specs/panels.js";
import { isTrace, type Traces, unusable, wordsFor } from "./choose.js";
import type { Kind, PlotOptions } from "./kind.js";
import { smoothDraws } from "./smooth.js";
import { statsNamed } from "./stats.js";

export type EnergyOptions = Omit<PlotOptions, "vars" | "labels" | "limit">;

export const energy: Kind<Traces, EnergyOptions> = {
  from: "traces",
  shows:
    "the distribution of the sampler's energy beside that of its changes between draws, with E-BFMI of each chain in words (of several traces: a panel for each)",
  reading: `The two curves should be about equally wide. When the changes are much narrower than the energy, momentum carries the chain too slowly through the tails: E-BFMI below ${MIN_EBFMI} asks for another parametrisation.`,
  spec: (traces, options = {}) => {
    const runs = isTrace(traces) ? [["", traces] as const] : Object.entries(traces);
    const panels = runs.flatMap(([name, { $ }]) =>
      statsNamed($, "energy").map(({ name: stat, chains }) =>
        panel([name, stat === "energy" ? "" : stat].filter(Boolean).join(" "), chains),
      ),
    );
    const [only, ...others] = panels;
    if (!only) {
      const samplers = runs.map(([, { $ }]) => $.sampler).join(", ");
      throw new Error(`plot.energy: the trace tells no energy (sampler ${samplers}); draw one by nuts() or hmc()`);
    }
    if (others.length > 0) return panelsSpec({ kind: "energy", ...wordsFor(options, "Energy", []), panels });
    const { title, subtitle, alt } = only;
    return { ...only, alt, ...wordsFor(options, title === "" ? "Energy" : title, [subtitle as string]) };
  },
};

function panel(title: string, chains: readonly Float64Array[]): PlotSpec {
  const wrong = unusable(chains);
  if (wrong !== undefined) throw new Error(`plot.energy: of the energies ${wrong}; see diagnose(trace)`);
  if (chains.every((chain) => chain.every((value) => value === chain[0])))
    throw new Error("plot.energy: the energy of every chain stands still; nothing moved, see diagnose(trace)");
  if (chains.some((chain) => chain.length < 3))
    throw new Error("plot.energy: there are fewer than 3 draws in each chain; sample more");
  const centred = chains.flatMap((chain) => {
    const centre = mean(chain);
    return Array.from(chain, (value) => value - centre);
  });
  const changes = chains.flatMap((chain) => Array.from(chain.subarray(1), (value, i) => value - (chain[i] as number)));
  const fractions = ebfmi(chains);
  const low = fractions.filter((fraction) => fraction < MIN_EBFMI).length;
  const told = `E-BFMI by chain: ${fractions.map((fraction) => (Number.isNaN(fraction) ? "none" : fixed(fraction, 2))).join(", ")}`;
  const verdict = low > 0 ? `; below ${MIN_EBFMI} in ${low}: the tails are explored slowly` : "";
  const spec = densitySpec({
    title: title === "" ? "Energy" : title,
    subtitle: `${told}${verdict}`,
    xLabel: "energy, centred",
    curves: [
      { label: "energy", role: "series1", ...smoothDraws(centred, 200) },
      { label: "change from draw to draw", role: "series2", ...smoothDraws(changes, 200) },
    ],
  });
  return {
    ...spec,
    kind: "energy",
    alt: `${spec.title}. ${told}${verdict}. Energies have a standard deviation of ${formatNumber(spread(centred))}, their changes of ${formatNumber(spread(changes))}.`,
  };
}

const spread = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
