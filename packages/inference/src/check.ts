/** Check what a verb is given, naming what is wrong. */
import { suggest } from "@credence/draws";
import type { AnyPosterior } from "./given.js";

/** @throws TypeError for a model or joint distribution, of which nothing is observed yet, and for anything else. */
export function checkedPosterior(verb: string, x: unknown): AnyPosterior {
  const { quantities, data } = (x ?? {}) as Partial<AnyPosterior>;
  if (Array.isArray(quantities) && data instanceof Map) return x as AnyPosterior;
  const given =
    typeof x === "function"
      ? "a model: call it with its inputs, then observe"
      : Array.isArray(quantities)
        ? "a joint distribution, of which nothing is observed yet: observe"
        : `${x === null ? "null" : typeof x}: observe`;
  throw new TypeError(
    `${verb} wants a posterior and got ${given}, as in ${verb}(coin({ n: 20 }).observe({ heads: 14 }))`,
  );
}

/** @throws TypeError when there is no option of a given name. */
export function checkOptionNames(verb: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new TypeError(`${verb}: unknown option "${unknown}"${suggest(unknown, known, "options")}`);
}

/** An option that is on unless it is false. @throws TypeError for anything but true, false and undefined. */
export function checkedSwitch(option: string, value: unknown): boolean {
  if (value !== undefined && typeof value !== "boolean")
    throw new TypeError(`option ${option} is ${JSON.stringify(value)}; it must be true or false`);
  return value ?? true;
}

/** @throws RangeError unless `value` is a whole number from `least` on. */
export function wholeNumber(option: string, value: number, least: number): number {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(
      `option ${option} is ${String(value)}; it must be a whole number${least > Number.MIN_SAFE_INTEGER ? ` of at least ${least}` : ""}`,
    );
  }
  return value;
}
