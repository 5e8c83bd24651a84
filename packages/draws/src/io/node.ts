/** Reach Node's modules when they are needed, so that bundlers for browsers find nothing to resolve. */

interface Builtins {
  readonly "node:fs": typeof import("node:fs");
  readonly "node:fs/promises": typeof import("node:fs/promises");
  readonly "node:path": typeof import("node:path");
  readonly "node:zlib": typeof import("node:zlib");
}

/** A module of Node's own. Throws outside Node. */
export function builtin<N extends keyof Builtins>(name: N): Builtins[N] {
  const found = globalThis.process?.getBuiltinModule?.(name) as Builtins[N] | undefined;
  if (found === undefined) throw new Error("there are no files here: use traceToJson and traceFromJson outside Node");
  return found;
}

/** Node's file system. */
export const files = (): Builtins["node:fs/promises"] => builtin("node:fs/promises");
