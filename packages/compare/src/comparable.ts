/** Find what all sources have in common, and say in sentences what they do not. */
import { listed } from "@credence/diagnostics";
import type { Subject } from "./source.js";

/** What could be compared. Each list is in the order of the first source. */
export interface Comparability {
  /** The dotted names of the variables that all sources hold. */
  readonly variables: readonly string[];
  /** The printed names of the scalars that all hold, with the same dims and labels. */
  readonly scalars: readonly string[];
  /** What differs between the sources, one sentence each. */
  readonly remarks: readonly string[];
}

/** The keys of the scalars that all subjects hold. */
export function commonKeys(subjects: readonly Subject[]): readonly string[] {
  const [first, ...others] = subjects.map(({ scalars }) => new Set(scalars.map(({ key }) => key)));
  return [...(first ?? [])].filter((key) => others.every((keys) => keys.has(key)));
}

export function comparability(subjects: readonly Subject[], keys: readonly string[]): Comparability {
  const common = new Set(keys);
  const shared = (subjects[0]?.scalars ?? []).filter(({ key }) => common.has(key));
  const remarks = [...differentModels(subjects), ...unshared(subjects, common), ...differentLengths(subjects)];
  return {
    variables: [...new Set(shared.map(({ variable }) => variable))],
    scalars: shared.map(({ name }) => name),
    remarks: subjects.length < 2 ? [] : remarks,
  };
}

function differentModels(subjects: readonly Subject[]): string[] {
  const hashes = groupBy(subjects, ({ trace }) => trace?.$.modelHash);
  if (hashes.size < 2) return [];
  const groups = [...hashes].map(([hash, names]) => `${listed(names)} (${briefly(hash)})`);
  return [`The traces come from different models or data: ${groups.join(" against ")}. A difference may be theirs.`];
}

/** Twelve digits of a model's hash, and the variables where the hash names them: models may differ in names alone. */
function briefly(hash: string): string {
  const [digits = "", variables] = hash.split(":");
  return digits.slice(0, 12) + (variables === undefined ? "" : ` of ${listed(variables.split(","), 8)}`);
}

function unshared(subjects: readonly Subject[], common: ReadonlySet<string>): string[] {
  const rest = subjects.flatMap(({ name, scalars }) =>
    scalars.filter(({ key }) => !common.has(key)).map(({ variable }) => ({ variable, holder: name })),
  );
  const holders = new Map<string, Set<string>>();
  for (const { variable, holder } of rest) holders.set(variable, (holders.get(variable) ?? new Set()).add(holder));
  const missing = groupBy(
    [...holders.keys()].map((name) => ({ name })),
    ({ name: variable }) => {
      const all = subjects.filter(({ scalars }) => scalars.some((scalar) => scalar.variable === variable));
      return all.length === subjects.length ? undefined : `only in ${listed([...(holders.get(variable) ?? [])])}`;
    },
  );
  const reshaped = [...holders].filter(([, names]) => names.size === subjects.length).map(([variable]) => variable);
  return [
    ...[...missing].map(([where, variables]) => `Not compared, since ${where}: ${listed(variables, 8)}.`),
    ...(reshaped.length === 0
      ? []
      : [`The dims or labels of ${listed(reshaped, 8)} differ; the cells in common are compared.`]),
  ];
}

function differentLengths(subjects: readonly Subject[]): string[] {
  const lengths = groupBy(subjects, ({ trace }) => trace && `${trace.$.chains} × ${trace.$.draws}`);
  if (lengths.size < 2) return [];
  const groups = [...lengths].map(([length, names]) => `${listed(names)} ${length}`);
  return [`The numbers of draws differ (chains × draws: ${groups.join("; ")}); the Monte Carlo errors allow for that.`];
}

/** The names of the members by what they say; silent members are left out. */
function groupBy<T extends { readonly name: string }>(
  members: readonly T[],
  say: (member: T) => string | undefined,
): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const member of members) {
    const said = say(member);
    if (said !== undefined) groups.set(said, [...(groups.get(said) ?? []), member.name]);
  }
  return groups;
}
