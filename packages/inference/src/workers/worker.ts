/** Start a thread that runs chains: the module that a worker loads, in Node and in browsers. */
import { worker } from "./job.js";
import type { Order, Report } from "./messages.js";

/** What browsers give a worker, as far as it is used. */
interface Scope {
  onmessage: ((event: { readonly data: Order }) => void) | null;
  postMessage(report: Report): void;
}

const { parentPort } = globalThis.process?.getBuiltinModule?.("node:worker_threads") ?? {};
if (parentPort)
  parentPort.on(
    "message",
    worker((report) => parentPort.postMessage(report)),
  );
else {
  const scope = globalThis as unknown as Scope;
  const obey = worker((report) => scope.postMessage(report));
  scope.onmessage = ({ data }) => obey(data);
}
