/** List the variables of a trace, and their cells under printed names. */
import { cellName } from "./cells.js";
import type { Scalar } from "./draws.js";
import { suggest } from "./suggest.js";
import type { AnyTrace, TraceVariable, VariableSource } from "./trace.js";

/** A cell of a variable, with the name it prints under. */
export interface NamedScalar extends Scalar {
  /** `x`, `x[a]`, `x[a,b]`. */
  readonly name: string;
  /** The dotted name of the variable. */
  readonly variable: string;
}

/** The variables of a trace in the order of the model, under dotted names. */
export function variablesOf(trace: AnyTrace): readonly TraceVariable[] {
  return trace.$.variables;
}

/** What a trace of the same variables is made of; derived quantities stay uncomputed. */
export function sourcesOf(trace: AnyTrace): readonly VariableSource[] {
  return variablesOf(trace).map(({ name, derived, draws }) => ({
    name,
    derived,
    axes: draws.axes,
    values: () => draws.values,
  }));
}

/** The variable with this dotted name. Throws if there is none; the message suggests the nearest. */
export function findVariable(trace: AnyTrace, name: string): TraceVariable {
  const found = variablesOf(trace).find((variable) => variable.name === name);
  if (found !== undefined) return found;
  const names = variablesOf(trace).map((variable) => variable.name);
  throw new Error(`unknown variable ${JSON.stringify(name)}${suggest(name, names, "variables")}`);
}

/** Every cell of every variable, under its printed name. */
export function scalarsOf(trace: AnyTrace): readonly NamedScalar[] {
  return variablesOf(trace).flatMap(({ name: variable, draws }) =>
    draws.scalars().map((scalar) => ({
      name: cellName(variable, scalar.labels),
      variable,
      labels: scalar.labels,
      get chains() {
        return scalar.chains;
      },
    })),
  );
}
