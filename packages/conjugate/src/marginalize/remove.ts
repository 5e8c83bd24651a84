/** Remove variables from a posterior for good: what its method `marginalize` does. */
import { graphOf, type Marginalizer } from "@credence/model";
import { marginalize } from "./marginalize.js";

/** @throws TypeError for names of no latent variable, and for variables that cannot be integrated out, with the reason. */
export const removed: Marginalizer = (posterior, names) => {
  const latent = posterior.quantities
    .filter(({ name, node }) => node.operation.op === "random" && !posterior.data.has(name))
    .map(({ name }) => name);
  const unknown = names.find((name) => !latent.includes(name));
  if (unknown !== undefined)
    throw new TypeError(`marginalize: \`${unknown}\` is no latent variable; there are ${latent.join(", ")}`);
  const { rest, left } = marginalize(graphOf(posterior), names);
  const kept = left.find(({ name }) => names.includes(name));
  if (kept !== undefined) throw new TypeError(`marginalize: \`${kept.name}\` cannot be removed: ${kept.reason}`);
  return rest;
};
