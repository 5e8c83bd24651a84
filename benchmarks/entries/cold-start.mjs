/** Time how long a fresh process takes to import the toolkit, beside what Node itself takes to start. */
import { coldMilliseconds, nodeStart } from "../cold.mjs";

export default {
  name: "cold-start",
  unit: "ms",
  subject: "credence",
  baseline: "node",
  calls: 1,
  setup: () => ({ credence: coldMilliseconds('await import("credence");'), node: nodeStart }),
  read: (_, milliseconds) => milliseconds,
};
