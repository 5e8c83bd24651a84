/** Refuse targets, positions and options that a sampler cannot work with, in sentences that say what to do. */
import type { Coordinate, Target } from "./types.js";

/** The target's coordinates, spelt out. */
export function coordinatesOf(target: Target): readonly Coordinate[] {
  return target.coordinates ?? Array.from({ length: target.dimension }, () => ({ kind: "continuous" }) as const);
}

/** @throws unless every coordinate is continuous */
export function requireContinuous(name: string, target: Target): void {
  const at = coordinatesOf(target).findIndex(({ kind }) => kind !== "continuous");
  if (at < 0) return;
  throw new Error(
    `${name}: coordinate ${at} is discrete (${coordinatesOf(target)[at]?.kind}), and ${name} moves continuous coordinates only: give it a step of its own, sum it out, or use metropolis().`,
  );
}

/** @throws unless integers are whole numbers and labels lie in 0 … size − 1 */
export function requireDiscrete(name: string, target: Target, position: ArrayLike<number>): void {
  for (const [i, coordinate] of coordinatesOf(target).entries()) {
    const value = position[i] as number;
    if (coordinate.kind !== "continuous" && !Number.isInteger(value)) {
      throw new Error(
        `${name}: coordinate ${i} is discrete, but the start puts it at ${value}; start from an integer.`,
      );
    }
    if (coordinate.kind === "label" && (value < 0 || value >= coordinate.size)) {
      throw new Error(
        `${name}: coordinate ${i} has the labels 0 to ${coordinate.size - 1}, but the start puts it at ${value}.`,
      );
    }
  }
}

/** Options over their defaults. @throws where an option is unknown */
export function resolveOptions<T extends object>(name: string, defaults: T, options: Partial<T>): T {
  const known = Object.keys(defaults);
  const unknown = Object.keys(options).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw new Error(`${name}: there is no option "${unknown}"; there are: ${known.join(", ")}.`);
  }
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(given) };
}

/** @throws unless `tune` is a count */
export function requireTune(name: string, tune: number): void {
  requireCount(name, "tune", tune, 0, 1e9);
}

/** @throws unless there is something to sample and the position fits it */
export function requirePosition(name: string, target: Target, position: ArrayLike<number>): void {
  if (target.dimension < 1) {
    throw new Error(`${name}: the target has ${target.dimension} coordinates; there is nothing to sample.`);
  }
  if (position.length !== target.dimension) {
    throw new Error(
      `${name}: the start has ${position.length} values, but the target has ${target.dimension} coordinates.`,
    );
  }
  for (let i = 0; i < position.length; i++) {
    if (!Number.isFinite(position[i])) {
      throw new Error(`${name}: coordinate ${i} of the start is ${position[i]}; start from finite values.`);
    }
  }
}

/** @throws unless the log density (and the gradient, where given) are finite */
export function requireFinite(name: string, logDensity: number, gradient: ArrayLike<number> = []): void {
  if (!Number.isFinite(logDensity)) {
    throw new Error(
      `${name}: the log density is ${logDensity} where the chain starts; start from a position inside the support.`,
    );
  }
  for (let i = 0; i < gradient.length; i++) {
    if (!Number.isFinite(gradient[i])) {
      throw new Error(
        `${name}: the gradient of coordinate ${i} is ${gradient[i]} where the chain starts, though the log density is ${logDensity}; start elsewhere.`,
      );
    }
  }
}

/** @throws unless the count is an integer in low … high */
export function requireCount(name: string, option: string, value: unknown, low: number, high: number): void {
  if (Number.isInteger(value) && (value as number) >= low && (value as number) <= high) return;
  throw new Error(`${name}: ${option} must be a whole number from ${low} to ${high}, but it is ${String(value)}.`);
}

/** @throws unless the value is one of the words */
export function requireOneOf(name: string, option: string, value: unknown, words: readonly string[]): void {
  if (words.includes(value as string)) return;
  const listed = words.map((word) => `"${word}"`);
  const last = listed.pop();
  throw new Error(`${name}: ${option} must be ${listed.join(", ")} or ${last}, but it is ${JSON.stringify(value)}.`);
}
