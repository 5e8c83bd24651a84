/** Say which distributions can be truncated and censored, when one is asked for that cannot. */
import type { Family } from "../../expr/records.js";
import { isDiscrete } from "../../support.js";
import { allFamilies } from "../registry.js";

/** A sentence for a family whose cdf the language has no function for. */
export function withTails(verb: string, { constructorName }: Family): string {
  const isCount = ({ event, support }: Family): boolean => event === "scalar" && isDiscrete(support([], []));
  const able = allFamilies().filter((family) => family.tails !== undefined && !isCount(family));
  const counts = allFamilies().filter(isCount);
  const names = (families: readonly Family[]): string => families.map((family) => family.constructorName).join(", ");
  return `${verb} cannot take ${constructorName}, for whose cdf the language has no function; it can take ${names(able)}, mixtures of these, and the counts ${names(counts)}`;
}
