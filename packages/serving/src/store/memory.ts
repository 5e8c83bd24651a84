/** Keep counts in this process only: for trials, and for tests. */
import { ledger } from "./ledger.js";
import { defaultWindow, type Store } from "./types.js";

/** A store that is gone with the process. */
export function memoryStore({ window = defaultWindow }: { readonly window?: number } = {}): Store {
  const held = ledger(window);
  return {
    name: "memory",
    counts: async (experiment) => new Map(held.counts(experiment)),
    apply: async (experiment, addition) => held.take({ kind: "add", experiment, addition }),
    setActive: async (experiment, arm, active) => {
      held.take({ kind: "arm", experiment, arm, active });
    },
    signingKey: async (proposal) => {
      held.take({ kind: "key", key: proposal });
      return held.key() as string;
    },
    close: async () => undefined,
  };
}
