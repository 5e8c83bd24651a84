/** Name what decisions compare: quantities whose posteriors are known by their parameters. */

/** A rate with a beta posterior. */
export interface BetaArm {
  readonly alpha: number;
  readonly beta: number;
}
/** A positive quantity with a gamma posterior. */
export interface GammaArm {
  readonly shape: number;
  readonly rate: number;
}
/** A quantity with a normal posterior. */
export interface NormalArm {
  readonly mean: number;
  readonly sd: number;
}
/** One of the alternatives, by the parameters of its posterior; those compared are of one family and independent. */
export type Arm = BetaArm | GammaArm | NormalArm;

export type ArmFamily = "beta" | "gamma" | "normal";

const parametersOf: Readonly<Record<ArmFamily, readonly [string, string]>> = {
  beta: ["alpha", "beta"],
  gamma: ["shape", "rate"],
  normal: ["mean", "sd"],
};

/** The family that the fields of an arm name, and its parameters. @throws where one is no number, or out of range. */
export function checkedArm(verb: string, arm: Arm, where: string): { family: ArmFamily; parameters: [number, number] } {
  const given = (typeof arm === "object" && arm !== null ? arm : {}) as Readonly<Record<string, unknown>>;
  const entry = Object.entries(parametersOf).find(([, names]) => names.every((name) => name in given));
  if (entry === undefined)
    throw new TypeError(
      `${verb}: ${where} is ${shown(arm)}; give { alpha, beta } of a beta, { shape, rate } of a gamma or { mean, sd } of a normal posterior`,
    );
  const [family, names] = entry as [ArmFamily, readonly [string, string]];
  const parameters = names.map((name) => {
    const value = given[name];
    const anyReal = family === "normal" && name === "mean";
    if (typeof value === "number" && Number.isFinite(value) && (anyReal || value > 0)) return value;
    throw new RangeError(
      `${verb}: ${name} of ${where} is ${String(value)}; it must be a ${anyReal ? "finite" : "positive"} number`,
    );
  }) as [number, number];
  return { family, parameters };
}

const shown = (arm: unknown): string =>
  typeof arm === "object" && arm !== null ? `{ ${Object.keys(arm).join(", ")} }` : String(arm);
