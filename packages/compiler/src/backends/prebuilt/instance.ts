/** Run the prebuilt interpreter over an arena: its module is compiled by the host, from a file, and handed over. */
import { loops } from "@credence/math";
import type { Arena } from "../wasm/arena.js";
import { hostFunctions } from "../wasm/emit/elementwise.js";

/** The interpreter over one memory, and what it calls by number. */
export interface Instance {
  /** Runs the instructions from one word of memory up to another. */
  interpret(from: number, to: number): void;
  /** Loops of the host's; more may be added. */
  readonly host: (() => void)[];
}

const instances = new WeakMap<loops.WasmMemory, Instance>();

/** The interpreter over an arena. @throws where no module was handed over, or the host lacks what it uses. */
export function instanceOver({ memory }: Arena): Instance {
  const known = instances.get(memory);
  if (known !== undefined) return known;
  const module = loops.providedModule("arrays");
  if (module === undefined) throw new Error("no module was provided under the name arrays");
  const host: (() => void)[] = [];
  const run = (k: number): number => {
    host[k]?.();
    return 0;
  };
  const { interpret } = loops.instantiate(module, memory, { ...hostFunctions, host: run });
  const instance: Instance = { interpret: interpret as Instance["interpret"], host };
  instances.set(memory, instance);
  return instance;
}
