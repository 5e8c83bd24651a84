/** Leave out variables that nothing depends on: their prior is their law. */
import { broadcastPositions } from "@credence/model";
import { cellwise } from "../cellwise.js";
import { cellsOf } from "../gaussian/factor.js";
import { guarded } from "../guarded.js";
import type { Outcome, Rule } from "../step.js";

export const priorOnly: Rule = (latent, touched): Outcome | undefined => {
  const { family, node } = latent;
  if (touched.length > 0 || family.event !== "scalar") return undefined;
  if (family.name === "flat")
    return {
      reason: `\`${latent.name}\` has an improper prior and nothing that was observed depends on it: its posterior is improper`,
    };
  const parameters = node.args.map((arg, i) =>
    cellsOf(guarded(arg, family.parameters[i]), broadcastPositions(arg.axes, node.axes)),
  );
  return { factors: [], recovery: cellwise(latent, { pair: "prior", observed: [], family: family.name }, parameters) };
};
