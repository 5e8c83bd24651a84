/** State what the calling thread and its workers tell each other; everything is plain data and numbers. */
import type { loops } from "@credence/math";
import type { ChainState, Counts } from "../chains.js";
import type { Sizes } from "../options.js";
import type { PlainRun } from "../plain-run.js";
import type { Room } from "../room.js";

/** To a worker; `run` tells runs apart. */
export type Order = {
  readonly run: number;
} /**
 * `modules` are the addresses of those that register what the model names beside the language, `host` is what was said of
 * WebAssembly in the calling thread.
 */ & (
  | {
      readonly kind: "build";
      readonly plain: PlainRun;
      readonly modules: readonly string[];
      readonly host: loops.Told;
      readonly sizes: Sizes;
      readonly hash: string;
    }
  /** Go on with a chain; the room is shared memory, or left out where there is none. */
  | {
      readonly kind: "take";
      readonly chain: number;
      readonly state: ChainState;
      readonly kept: number;
      readonly room?: Room;
    }
  /** So many iterations shall be done. */
  | { readonly kind: "goal"; readonly goal: number }
  /** Tell the states of all chains. */
  | { readonly kind: "stop" }
  | { readonly kind: "end" }
);

/** From a worker. */
export type Report = { readonly run: number } & (
  | { readonly kind: "built" }
  /** The model cannot be made again in a worker. */
  | { readonly kind: "unable"; readonly reason: string }
  /** A chain came on; `part` are its new draws where memory is not shared, `state` is told now and then and at a goal. */
  | {
      readonly kind: "came";
      readonly chain: number;
      readonly counts: Counts;
      readonly kept: number;
      readonly part?: Room;
      readonly state?: ChainState;
    }
  | { readonly kind: "stopped" }
  | { readonly kind: "failed"; readonly name: string; readonly message: string }
);
