/** Name the posterior that a verb works on, whatever its variables. */
import type { Posterior } from "@credence/model";

/** A posterior of whatever variables. */
export type AnyPosterior = Posterior<unknown, unknown>;
