/** Draw the Pareto k of each observation, to show which ones leave-one-out cannot judge. */
import { checkSome } from "../check.js";
import { dotted } from "../dotted.js";
import { fixed, formatNumber } from "../number.js";
import { pad, widen } from "../scale.js";
import { heading, type Mark, type PlotSpec, type Point, type Words } from "../spec.js";

export interface ParetoKInput extends Words {
  /** One for each observation; infinite where the tail of the weights could not be fitted. */
  paretoK: ArrayLike<number>;
  /** Names of the observations, in the same order; their numbers, from 1, unless given. */
  names?: readonly string[];
  /** Above this a figure is unreliable; 0.7 unless given. */
  threshold?: number;
  /** How many of the worst are named; 5 unless given. */
  named?: number;
}

/**
 * Pareto k by observation (Vehtari, Simpson, Gelman, Yao and Gabry, arXiv:1507.02646). What is infinite is drawn on top of
 * the picture, and told.
 *
 * @throws RangeError for no observations, NaN, or as many names as do not fit.
 */
export function paretoKSpec(input: ParetoKInput): PlotSpec {
  const caller = "paretoKSpec";
  checkSome(caller, "paretoK", input.paretoK, "observation");
  const shapes = Array.from(input.paretoK);
  const names = input.names ?? shapes.map((_, i) => `${i + 1}`);
  if (names.length !== shapes.length)
    throw new RangeError(`${caller}: there are ${names.length} names for ${shapes.length} observations; give one each`);
  const missing = shapes.findIndex(Number.isNaN);
  if (missing >= 0) throw new RangeError(`${caller}: the Pareto k of ${names[missing]} is NaN; leave it out`);
  const threshold = input.threshold ?? 0.7;
  const finite = shapes.filter(Number.isFinite);
  const [low, high] = [Math.min(0, ...finite), Math.max(1, threshold, ...finite)];
  const ceiling = high + 0.15 * (high - low);
  const points = shapes.map((k, i): Point => [i + 1, Number.isFinite(k) ? k : ceiling]);
  const infinite = shapes.length - finite.length;
  const bad = shapes
    .flatMap((k, i) => (k > threshold ? [i] : []))
    .sort((a, b) => (shapes[b] as number) - (shapes[a] as number) || a - b);
  const [good, wrong] = [points.filter(([, k]) => k <= threshold), bad.map((i) => points[i] as Point)];
  const domain = widen([1, shapes.length]);
  const [from, to] = pad(domain, 0.02);
  const limit = `${Number(threshold.toPrecision(3))}`;
  const told = bad.slice(0, input.named ?? 5);
  const marks: Mark[] = [
    { type: "segments", role: "reference", label: `limit ${limit}`, weight: "thin", segments: [[from, to, threshold]] },
    ...(good.length > 0 ? [dotted("posterior", `reliable: ${fixed(good.length, 0)}`, good)] : []),
    ...(wrong.length > 0 ? [dotted("divergent", `unreliable: ${fixed(wrong.length, 0)}`, wrong)] : []),
    ...told.map(
      (i): Mark => ({
        type: "text",
        role: "reference",
        text: names[i] as string,
        x: i + 1,
        y: (points[i] as Point)[1] + 0.045 * (ceiling - low),
      }),
    ),
  ];
  const shown = (k: number): string => (Number.isFinite(k) ? formatNumber(k) : "no fit");
  const worst = (i: number): string => `${names[i]} (${shown(shapes[i] as number)})`;
  return {
    kind: "khat",
    ...heading(input),
    alt:
      input.alt ??
      [
        `${input.title}. Pareto k of ${fixed(shapes.length, 0)} observations;`,
        bad.length === 0
          ? `none is above ${limit}.`
          : `${fixed(bad.length, 0)} above ${limit}, the worst ${told.map(worst).join(", ")}.`,
        ...(infinite > 0 ? [`${fixed(infinite, 0)} could not be fitted and stand on top.`] : []),
      ].join(" "),
    x: { type: "number", label: "observation", domain: [from, to] },
    y: {
      type: "number",
      label: infinite > 0 ? "Pareto k (on top: no fit)" : "Pareto k",
      domain: [low - 0.04 * (high - low), infinite > 0 || told.length > 0 ? ceiling + 0.06 * (ceiling - low) : high],
    },
    marks,
    table: {
      caption: `${input.title}: Pareto k, worst first`,
      columns: ["observation", "Pareto k"],
      rows: shapes
        .map((k, i): [string, number] => [names[i] as string, k])
        .sort((a, b) => (a[1] === b[1] ? 0 : b[1] - a[1]))
        .slice(0, 50)
        // A picture is JSON, which has no infinity.
        .map(([name, k]) => [name, Number.isFinite(k) ? k : "no fit"]),
    },
  };
}
