/** Compare traces and closed forms: comparable? healthy? do they agree? at what cost? */
import { agreementOf, together } from "./agreement/agreement.js";
import { commonKeys, comparability } from "./comparable.js";
import type { ComparisonData, EstimateRow } from "./comparison.js";
import { costOf } from "./cost.js";
import { finite } from "./figures.js";
import { checkFunctionals, defaultFunctionals, type Functional } from "./functional.js";
import { type Health, healthOf } from "./health.js";
import { limitsOf } from "./limits.js";
import { type Reports, withReports } from "./report/reports.js";
import { type Source, type Subject, subjectOf } from "./source.js";
import { thresholds } from "./thresholds.js";
import { foldVerdicts, judgePair, type Verdict } from "./verdict.js";

/** How to compare; `K` are the names of the traces. */
export interface CompareOptions<K extends string> {
  /** What the others are compared with; the first closed form when left out, and each with each if there is none. */
  readonly reference?: K;
  /** What is compared of each scalar; mean, sd and the 5, 50 and 95 % quantiles when left out. */
  readonly functionals?: readonly Functional[];
}

/** A comparison with its reports. */
export type Comparison<K extends string = string> = ComparisonData<K> & Reports<K>;

/**
 * Compares traces with each other, or all with one reference, functional by functional, in Monte Carlo standard errors.
 *
 * A pair differs when the smallest p value, adjusted for all its rows (Holm 1979), is below 1 %. It is not assessable
 * when a trace fails its own diagnostics, since agreement is then no evidence. Whatever else is odd about the traces is
 * said in the result; nothing but wrong arguments is thrown.
 *
 * @throws TypeError for what is neither a trace nor a closed form; RangeError for a reference that is none of the traces,
 *   and for functionals that are none
 * @example
 * const c = compare({ nuts: a, slice: b, closed }, { reference: "closed" });
 * console.log(c.verdict.slice.sentence);
 * await c.report("compare.html");
 */
export function compare<T extends Readonly<Record<string, Source>>>(
  traces: T,
  options: CompareOptions<keyof T & string> = {},
): Comparison<keyof T & string> {
  const subjects = namedSubjects(traces);
  return withReports(compareSubjects(subjects, options), subjects);
}

type Named<K extends string> = Subject & { readonly name: K };

function namedSubjects<T extends Readonly<Record<string, Source>>>(traces: T): Named<keyof T & string>[] {
  return Object.entries(traces).map(([name, source]) => subjectOf(name, source) as Named<keyof T & string>);
}

function compareSubjects<K extends string>(
  subjects: readonly Named<K>[],
  options: CompareOptions<K>,
): ComparisonData<K> {
  const { functionals = defaultFunctionals } = options;
  checkFunctionals(functionals);
  const reference = referenceOf(subjects, options.reference);
  const keys = commonKeys(subjects);
  const comparable = comparability(subjects, keys);
  const health = record(subjects, healthOf);
  const judged = pairsOf(subjects, reference).map(([a, b]) => {
    const { agreement, level } = agreementOf(a, b, keys, functionals);
    const side = (subject: Named<K>) => ({ name: subject.name, health: health[subject.name] });
    return { agreement, verdict: judgePair(side(a), side(b), agreement, level) };
  });
  const agreement = together(judged.map((each) => each.agreement));
  const pairs = judged.map(({ verdict }) => verdict);
  const verdict = record(subjects, ({ name }) => foldVerdicts(pairs.filter(({ a, b }) => a === name || b === name)));
  return {
    names: subjects.map(({ name }) => name),
    reference: reference?.name ?? null,
    functionals,
    comparable,
    health,
    estimates: record(subjects, (subject) => estimateRows(subject, keys, functionals)),
    agreement,
    cost: subjects.flatMap(({ name, trace }) =>
      trace === undefined
        ? []
        : [
            costOf(
              name,
              trace,
              health[name],
              comparable.scalars,
              worthless(health[name], verdict[name], name === reference?.name),
            ),
          ],
    ),
    pairs,
    verdict,
    status: foldVerdicts(pairs).status,
    thresholds,
    limits: limitsOf(agreement),
  };
}

function referenceOf<K extends string>(subjects: readonly Named<K>[], name: K | undefined): Named<K> | undefined {
  if (name === undefined) return subjects.find(({ trace }) => trace === undefined);
  const found = subjects.find((subject) => subject.name === name);
  if (found !== undefined) return found;
  const names = subjects.map((subject) => subject.name).join(", ");
  throw new RangeError(`the reference ${JSON.stringify(name)} is none of the traces: name one of ${names || "them"}`);
}

/** Each against the reference, or each with each. */
function pairsOf<T>(members: readonly T[], reference: T | undefined): [T, T][] {
  if (reference !== undefined)
    return members.flatMap((member): [T, T][] => (member === reference ? [] : [[member, reference]]));
  return members.flatMap((a, i) => members.slice(i + 1).map((b): [T, T] => [a, b]));
}

function estimateRows(
  { scalars }: Subject,
  keys: readonly string[],
  functionals: readonly Functional[],
): EstimateRow[] {
  const common = new Set(keys);
  return scalars
    .filter(({ key }) => common.has(key))
    .flatMap(({ name: scalar, estimate }) =>
      functionals.map((functional) => {
        const { value, mcse } = estimate(functional);
        return { scalar, functional, value: finite(value), mcse: finite(mcse) };
      }),
    );
}

/** Why the draws of a trace are worth nothing, or null; a reference is not to blame for those that differ from it. */
function worthless({ state, score }: Health, { status }: Verdict, isReference: boolean): string | null {
  if (state !== "fine") return score;
  return status === "differ" && !isReference ? "it differs" : null;
}

function record<K extends string, T>(subjects: readonly Named<K>[], make: (subject: Named<K>) => T): Record<K, T> {
  return Object.fromEntries(subjects.map((subject) => [subject.name, make(subject)])) as Record<K, T>;
}
