/** Hold the samplers to the closed form, and lay what the comparison found out as a table and a picture. */
import { type PlotSpec, stripSpec, type Table } from "@credence/plots";
import { type Comparison, compare } from "credence";
import type { Answers } from "./answers.js";

/** The names of the answers that are compared. */
export type Method = "exact" | "nuts" | "slice" | "metropolis";

export const agreementOf = ({ exact, nuts, slice, metropolis }: Answers): Comparison<Method> =>
  compare({ exact, nuts, slice, metropolis }, { reference: "exact" });

/** One row a method; the closed form has no draws to count and takes no time to speak of. */
export const agreementTable = ({ names, estimates, cost }: Comparison<Method>): Table => ({
  caption: "The click rate by four methods",
  columns: ["method", "mean", "sd", "5%", "50%", "95%", "effective draws", "seconds"],
  rows: names.map((name) => {
    const spent = cost.find(({ trace }) => trace === name);
    const figures = estimates[name].map(({ value }) => value);
    return [name, ...figures, spent?.essBulkMin == null ? null : Math.round(spent.essBulkMin), spent?.seconds ?? null];
  }),
});

/** Every difference from the closed form, by method. */
export const agreementFigure = ({ agreement }: Comparison<Method>): PlotSpec =>
  stripSpec({
    title: "How far each sampler strays from the closed form",
    subtitle: "Differences of mean, sd, 5%, 50% and 95% quantile, in Monte Carlo standard errors",
    scores: agreement.marginal.flatMap(({ traceA, functional, z }) =>
      z === null ? [] : [{ label: functionalName(functional), z, group: traceA }],
    ),
  });

const functionalName = (functional: string | number): string =>
  typeof functional === "number" ? `${100 * functional}%` : functional;
