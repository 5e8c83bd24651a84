/** Say which term makes a point impossible: variable, label, value, support and remedy. */
import type { CompiledPosterior, LatentLayout, TermAt } from "@credence/compiler";
import { describeSupport, elementName } from "@credence/model";

/** One sentence for each variable whose terms are not finite at a position; empty when the log density is finite. */
export function impossibilities(compiled: CompiledPosterior, position: Float64Array): readonly string[] {
  const values = new Map(
    compiled.constrain(position).map((v, i) => [(compiled.latents[i] as LatentLayout).name, Float64Array.from(v)]),
  );
  const broken = compiled.terms(position).flatMap((term) => {
    const at = term.values.findIndex((v) => !Number.isFinite(v));
    return at < 0 ? [] : [{ term, at }];
  });
  // Where a parameter left its range, the density that takes it says nothing more.
  const guarded = new Set(broken.filter(({ term }) => term.role === "guard").map(({ term }) => term.name));
  return broken
    .filter(({ term }) => term.role === "guard" || !guarded.has(term.name))
    .map(({ term, at }) => sentence(compiled, term, at, values));
}

function sentence(
  compiled: CompiledPosterior,
  term: TermAt,
  at: number,
  values: ReadonlyMap<string, Float64Array>,
): string {
  const element = elementName(term.name, term.axes, at);
  const logDensity = term.values[at];
  if (term.role === "guard") return `${term.note}, which fails at \`${element}\`${parents(values)}`;
  const own = values.get(term.name)?.[at];
  const latent = compiled.lowered.latents.find(({ name }) => name === term.name);
  const where = latent === undefined ? "" : `; its support is ${describeSupport(latent.support)}`;
  return `log density of \`${element}\` is ${logDensity}${own === undefined ? "" : ` at the value ${own}`}${where}${parents(values)}`;
}

/** The values of scalar variables, so that the reader sees the point. */
function parents(values: ReadonlyMap<string, Float64Array>): string {
  const scalars = [...values].filter(([, v]) => v.length === 1).slice(0, 6);
  return scalars.length === 0
    ? ""
    : `, where ${scalars.map(([name, v]) => `${name} = ${Number((v[0] as number).toPrecision(6))}`).join(", ")}`;
}
