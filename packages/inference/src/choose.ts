/** Choose the sampler of a run and say why: the named one, steps by variable, or what suits the posterior. */
import type { CompiledPosterior } from "@credence/compiler";
import type { Marginalized } from "@credence/conjugate";
import { type CompoundStep, compound, gibbsDiscrete, metropolis, nuts, type Sampler, slice } from "@credence/samplers";
import type { Redraw } from "./conditional-laws.js";
import { describeBlocks } from "./marginalized.js";
import type { AnyOptions } from "./options.js";

/** A sampler for the whole position, and the reason for it. */
export interface Choice {
  readonly sampler: Sampler;
  readonly reason: string;
}

/**
 * Discrete variables of so few values are drawn from the densities at all of them: a draw that depends on no earlier one,
 * for little more than the four evaluations that a draw of Metropolis takes and mostly rejects.
 */
const mostEnumerated = 16;

/** What else is known of a run. */
export interface Rest {
  /** What is integrated out. */
  readonly plan?: Marginalized;
  /** Draws a variable from its law given all others, where the model knows it in closed form. */
  readonly law?: (name: string) => Redraw | undefined;
}

/**
 * What is left when groups are integrated out has few dimensions, in which steps are long, and often a wall of a scale's
 * prior on the log scale (a half-normal falls as exp(−e^2u)): shorter steps keep trajectories from running into it.
 */
const fewDimensions = nuts({ targetAccept: 0.9 });

/**
 * What moves the continuous coordinates. One alone is correlated with nothing, so that a slice draws it anew with a few
 * evaluations, whatever its shape: kinks and heavy tails, where slopes mislead, cost it nothing.
 */
function forContinuous(dimension: number, plan: Marginalized | undefined): Sampler {
  if (dimension === 1) return slice();
  return plan === undefined ? nuts() : fewDimensions;
}

/**
 * The sampler for a compiled posterior.
 * @throws when a step names no latent variable, or a sampler of continuous variables meets a discrete one.
 */
export function chooseSampler(
  compiled: CompiledPosterior,
  { sampler = "auto", steps = {} }: AnyOptions,
  { plan, law }: Rest = {},
): Choice {
  const named = checkSteps(compiled, steps);
  const rest = compiled.latents.filter(({ name }) => !named.has(name));
  const main = sampler === "auto" ? undefined : checkSampler("sampler", sampler, `"auto" or `);
  const single = (name: string, step: Sampler): CompoundStep => stepOf(compiled, name, step, law);
  const groups = [...named].map(([name, step]) => single(name, step));
  const continuous = rest.filter(({ discrete }) => !discrete).map(({ name }) => name);
  const coordinates = coordinatesOf(compiled, continuous);
  const discrete = rest.filter((latent) => latent.discrete).map(({ name }) => name);
  const enumerated = discrete.flatMap((name) => {
    const values = valuesOf(compiled, name);
    return values <= mostEnumerated ? [{ name, values }] : [];
  });
  const walked = discrete.filter((name) => !enumerated.some((each) => each.name === name));
  if (main !== undefined) {
    if (main.scope === "continuous" && discrete.length > 0) throw new TypeError(discreteMessage(main, discrete));
    const all = rest.map(({ name }) => name);
    if (main.needs !== undefined) groups.push(...all.map((name) => single(name, main)));
    else if (all.length > 0) groups.push({ name: main.name, sampler: main, coordinates: coordinatesOf(compiled, all) });
  } else {
    if (coordinates.length > 0) {
      const own = forContinuous(coordinates.length, plan);
      groups.push({ name: own.name, sampler: own, coordinates });
    }
    groups.push(...enumerated.map(({ name }) => single(name, gibbsDiscrete())));
    if (walked.length > 0)
      groups.push({ name: "metropolis", sampler: metropolis(), coordinates: coordinatesOf(compiled, walked) });
  }
  for (const group of groups) refuseDiscrete(compiled, group);
  const [only] = groups;
  const how =
    main === undefined
      ? autoReason({ continuous, single: coordinates.length === 1, enumerated, walked }, named)
      : "asked for by name";
  const reason = plan === undefined ? how : `${how}; integrated out and drawn back: ${describeBlocks(plan.removed)}`;
  return groups.length === 1 && only !== undefined && only.sampler.needs === undefined
    ? { sampler: only.sampler, reason }
    : { sampler: compound(groups), reason };
}

/** One variable and what moves it, with what that needs to know of it. */
function stepOf(compiled: CompiledPosterior, name: string, sampler: Sampler, law: Rest["law"]): CompoundStep {
  const step = { name, sampler, coordinates: coordinatesOf(compiled, [name]) };
  refuseDiscrete(compiled, step);
  if (sampler.needs === "normalPrior") {
    const normalPrior = compiled.normalPriorOf(name);
    if (normalPrior !== undefined) return { ...step, normalPrior };
    throw new TypeError(
      `${sampler.name} cannot move \`${name}\`, whose prior is not normal: give it slice() or nuts(), and ${sampler.name} to normal, multivariateNormal and gaussianProcess variables`,
    );
  }
  if (sampler.needs === undefined || law === undefined) return step;
  const redraw = law(name);
  return redraw === undefined ? step : { ...step, redraw };
}

/** `sampler` under the option's name; `others` are words that would do as well, for the message. */
function checkSampler(option: string, sampler: unknown, others = ""): Sampler {
  const { name, start } = (sampler ?? {}) as Partial<Sampler>;
  if (typeof name === "string" && typeof start === "function") return sampler as Sampler;
  const given =
    typeof sampler === "function"
      ? `the function ${sampler.name || "given"}, not yet called`
      : typeof sampler === "string"
        ? `"${sampler}"`
        : String(sampler);
  throw new TypeError(`${option} is ${given}; give ${others}a sampler such as nuts()`);
}

function checkSteps(
  compiled: CompiledPosterior,
  steps: Readonly<Record<string, Sampler | undefined>>,
): ReadonlyMap<string, Sampler> {
  const names = compiled.latents.map(({ name }) => name);
  const given = Object.entries(steps).flatMap(([name, step]) =>
    step === undefined ? [] : [[name, checkSampler(`steps: \`${name}\``, step)] as const],
  );
  const unknown = given.find(([name]) => !names.includes(name));
  if (unknown !== undefined)
    throw new TypeError(`steps: \`${unknown[0]}\` is no latent variable; there are ${names.join(", ")}`);
  return new Map(given);
}

const discreteMessage = ({ name }: Sampler, discrete: readonly string[]): string =>
  `${name} moves continuous variables only, not the discrete ${discrete.map((d) => `\`${d}\``).join(", ")}: give each a step, as in steps: { ${discrete.map((d) => `${d.includes(".") ? JSON.stringify(d) : d}: metropolis()`).join(", ")} }`;

function refuseDiscrete(compiled: CompiledPosterior, { sampler, coordinates }: CompoundStep): void {
  const kinds = coordinates.map((i) => compiled.coordinates[i]?.kind);
  if (sampler.scope === "continuous" && kinds.some((kind) => kind !== "continuous")) {
    const names = compiled.latents
      .filter(({ discrete, offset }) => discrete && coordinates.includes(offset))
      .map(({ name }) => name);
    throw new TypeError(discreteMessage(sampler, names));
  }
}

const coordinatesOf = (compiled: CompiledPosterior, names: readonly string[]): number[] =>
  compiled.latents
    .filter(({ name }) => names.includes(name))
    .flatMap(({ offset, length }) => Array.from({ length }, (_, i) => offset + i));

/** Values that a discrete variable's elements may have; infinite where they are not bounded. */
function valuesOf({ latents, coordinates }: CompiledPosterior, name: string): number {
  const own = latents.find((latent) => latent.name === name);
  const counts = coordinates.slice(own?.offset, (own?.offset ?? 0) + (own?.length ?? 0)).map((coordinate) => {
    if (coordinate.kind === "label") return coordinate.size;
    const { lower = -Infinity, upper = Infinity } = coordinate.kind === "integer" ? coordinate : {};
    return upper - lower + 1;
  });
  return Math.max(...counts);
}

function autoReason(
  {
    continuous,
    single,
    enumerated,
    walked,
  }: {
    readonly continuous: readonly string[];
    readonly single: boolean;
    readonly enumerated: readonly { readonly name: string; readonly values: number }[];
    readonly walked: readonly string[];
  },
  named: ReadonlyMap<string, Sampler>,
): string {
  const parts = [
    ...(single ? [`slice for ${continuous[0]}, the one dimension that is left`] : []),
    ...(continuous.length > 0 && !single ? [`NUTS for ${continuous.join(", ")}`] : []),
    ...enumerated.map(({ name, values }) => `Gibbs for ${name}, whose ${values} values are few enough to try all`),
    ...(walked.length > 0 ? [`Metropolis for the discrete ${walked.join(", ")}`] : []),
    ...[...named].map(([name, step]) => `${step.name} for ${name}, as asked`),
  ];
  return `no closed form was recognised: ${parts.join("; ")}`;
}
