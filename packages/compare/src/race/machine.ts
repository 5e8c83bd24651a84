/** Say on what machine a race was run. */
import { type Engine, engineInUse } from "@credence/compiler";

/** Where seconds were measured; null where the host does not tell. */
export interface Machine {
  readonly cpu: string | null;
  /** Cores, or threads of these, that the process may use. */
  readonly cores: number | null;
  readonly system: string | null;
  /** What runs JavaScript, with its version. */
  readonly host: string;
  /** Who may compute densities: kernels where that pays ("auto"), or one of the two only. */
  readonly engine: Engine;
}

/** What a browser tells of itself. */
interface Navigating {
  readonly hardwareConcurrency?: number;
  readonly userAgent?: string;
}

export function thisMachine(): Machine {
  const engine = engineInUse();
  const { process, navigator } = globalThis as typeof globalThis & { readonly navigator?: Navigating };
  const os = process?.getBuiltinModule?.("node:os");
  const cores = os?.availableParallelism() ?? navigator?.hardwareConcurrency ?? null;
  if (os === undefined) return { cpu: null, cores, system: null, host: navigator?.userAgent ?? "unknown", engine };
  return {
    cpu: os.cpus()[0]?.model.trim() ?? null,
    cores,
    system: `${process.platform} ${process.arch}`,
    host: `Node ${process.versions.node}`,
    engine,
  };
}
