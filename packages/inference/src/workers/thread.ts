/** Start worker threads in Node and in browsers by one interface, and keep those that are idle for the next run. */
import type { Order, Report } from "./messages.js";

/** A worker as its crew sees it. */
export interface Thread {
  send(order: Order): void;
  /** Whom reports go to; nobody when undefined. `gone` is called when the thread could not start, or died. */
  listen(hear: ((report: Report) => void) | undefined, gone?: (reason: string) => void): void;
  /** Whether the process waits for it before it ends (Node). */
  hold(held: boolean): void;
}

/** A worker of browsers, as far as it is used. */
interface WebWorker {
  postMessage(order: Order): void;
  onmessage: ((event: { readonly data: Report }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
}
type WebWorkerClass = new (url: URL, options: { readonly type: "module" }) => WebWorker;

const idle: Thread[] = [];
/** Set once a thread could not start, as where a bundler left its module out: then chains run in the calling thread. */
let impossible = import.meta.url.endsWith(".ts");

const threads = () => globalThis.process?.getBuiltinModule?.("node:worker_threads");
const webWorker = (): WebWorkerClass | undefined => (globalThis as { Worker?: WebWorkerClass }).Worker;

/** Threads that may run side by side here; 0 where there can be none beside this one. */
export function threadCount(): number {
  if (impossible) return 0;
  if (threads() !== undefined) return globalThis.process.getBuiltinModule("node:os").availableParallelism();
  return webWorker() === undefined
    ? 0
    : ((globalThis as { navigator?: { hardwareConcurrency?: number } }).navigator?.hardwareConcurrency ?? 1);
}

/** How many threads wait for work. */
export const idleCount = (): number => idle.length;

/** An idle thread, or a new one. */
export function hire(): Thread {
  const thread = idle.pop() ?? (threads() === undefined ? inBrowser() : inNode());
  thread.hold(true);
  return thread;
}

/** Gives a thread back. */
export function release(thread: Thread): void {
  thread.listen(undefined);
  thread.hold(false);
  idle.push(thread);
}

/** The module of a thread lies beside the bundle that this file is part of. */
const moduleUrl = (): URL => new URL("./workers/worker.js", import.meta.url);

function inNode(): Thread {
  const { Worker } = threads() as typeof import("node:worker_threads");
  const worker = new Worker(moduleUrl(), { execArgv: [] });
  const ears = earsOf();
  worker.on("message", (report: Report) => ears.hear?.(report));
  worker.on("error", (error) => ears.lost(error.message));
  worker.on("exit", (code) => ears.lost(`it ended with code ${code}`));
  return {
    ...ears.thread,
    send: (order) => worker.postMessage(order),
    hold: (held) => (held ? worker.ref() : worker.unref()),
  };
}

function inBrowser(): Thread {
  const Worker = webWorker() as WebWorkerClass;
  const worker = new Worker(new URL("./workers/worker.js", import.meta.url), { type: "module" });
  const ears = earsOf();
  worker.onmessage = ({ data }) => ears.hear?.(data);
  worker.onerror = ({ message }) => ears.lost(message ?? "its module did not load");
  return { ...ears.thread, send: (order) => worker.postMessage(order), hold: () => {} };
}

/** Who listens to a thread; one that is lost is never used again, and one that never spoke means that none can start. */
function earsOf() {
  let gone: ((reason: string) => void) | undefined;
  let spoke = false;
  let hear: ((report: Report) => void) | undefined;
  const listen: Thread["listen"] = (next, lost) => {
    hear = next;
    gone = lost;
  };
  return {
    thread: { listen },
    hear: (report: Report) => {
      spoke = true;
      hear?.(report);
    },
    lost(reason: string) {
      impossible ||= !spoke;
      gone?.(reason);
      gone = undefined;
      idle.length = 0;
    },
  };
}
