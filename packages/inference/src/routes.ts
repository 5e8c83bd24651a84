/** Say of each latent variable how it is answered, why, and what that saves. */
import type { CompileOptions } from "@credence/compiler";
import { type Block, type Marginalized, recognise } from "@credence/conjugate";
import { graphOf, sizeOf } from "@credence/model";
import type { AnyPosterior } from "./given.js";
import { describeIntegrated, integrateRest, planToIntegrate } from "./integrated.js";
import { nothingLeft } from "./marginalized.js";
import { marginalizedFor } from "./remembered.js";

/** How one latent variable is answered under `sampler: "auto"`. */
export interface Route {
  readonly name: string;
  readonly how: "exact" | "marginalized" | "integrated" | "sampled";
  /** By which pair and from what; of sampled variables, what stands in the way. */
  readonly why: string;
  /** What it saves; empty for what is sampled. */
  readonly saves: string;
}

/** The routes of all latent variables, in the order of the model's record. */
export interface Routes {
  readonly routes: readonly Route[];
  /** What is integrated out before the rest is sampled; undefined where nothing is, or everything is exact. */
  readonly plan: Marginalized | undefined;
  /** What is left on a lattice, in words; undefined where it is sampled. */
  readonly lattice: string | undefined;
  /** Why the whole has no closed form that is recognised at once; undefined where it has one. */
  readonly obstacle: string | undefined;
}

/** What `sampler: "auto"` does with each variable. */
export function routesOf(posterior: AnyPosterior, options: CompileOptions = {}): Routes {
  const graph = graphOf(posterior);
  const found = recognise(graph);
  const order = posterior.quantities.map(({ name }) => name);
  const inOrder = (routes: readonly Route[]): readonly Route[] =>
    [...routes].sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  if ("exact" in found) {
    const routes = [...new Set(found.exact.pieces.map(({ variable }) => variable))].map((name): Route => {
      const own = found.exact.pieces.filter(({ variable }) => variable === name);
      return {
        name,
        how: "exact",
        why: own.map(({ pair, observed }) => from(pair, observed)).join(" and "),
        saves: exactly,
      };
    });
    return { routes: inOrder(routes), plan: undefined, lattice: undefined, obstacle: undefined };
  }
  const worthwhile = marginalizedFor(posterior, true, "worthwhile");
  const all = nothingLeft(worthwhile.rest);
  const integrated = all ? undefined : integrateRest(posterior, planToIntegrate(posterior, {}), options);
  const lattice = integrated !== undefined && "integration" in integrated ? describeIntegrated(integrated) : undefined;
  const small = lattice !== undefined;
  const plan = small ? marginalizedFor(posterior) : worthwhile;
  const removed = plan.removed.flatMap((block) =>
    block.variables.map((variable) => removedRoute(block, variable, all)),
  );
  const left = plan.left.map(
    ({ name, reason }): Route =>
      small
        ? { name, how: "integrated", why: "few smooth dimensions are left", saves: onLattice }
        : { name, how: "sampled", why: reason, saves: "" },
  );
  return {
    routes: inOrder([...removed, ...left]),
    plan: removed.length === 0 || all ? undefined : plan,
    lattice,
    obstacle: all ? undefined : found.reason,
  };
}

const onLattice = "nothing is sampled: its density is integrated, and draws are independent";
const exactly = "nothing is sampled: its law is known, and draws are independent";

function removedRoute({ pair, observed }: Block, { name, axes }: Block["variables"][number], all: boolean): Route {
  const cells = sizeOf(axes);
  const fewer = `${cells} ${cells === 1 ? "dimension" : "dimensions"} fewer to sample, drawn back from their exact law`;
  return { name, how: all ? "exact" : "marginalized", why: from(pair, observed), saves: all ? exactly : fewer };
}

/** A pair and its observations in words. */
const from = (pair: string, observed: readonly string[]): string =>
  observed.length === 0 ? "nothing that was observed depends on it" : `${pair} from ${observed.join(", ")}`;
