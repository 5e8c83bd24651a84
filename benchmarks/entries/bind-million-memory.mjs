/** Weigh what a log density of a million rows holds, with the posterior and its copies of the columns, beside these columns. */
import { inColdProcess } from "../cold.mjs";

const program = `
  import { setFlagsFromString } from "node:v8";
  import { runInNewContext } from "node:vm";
  import { bind, dataBytes } from "./binding.mjs";
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  const held = () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = held();
  const kernel = bind();
  console.log((held() - before) / dataBytes, kernel.dimension === 3 ? "" : "none");
`;

export default {
  name: "bind-million-memory",
  unit: "times the data",
  subject: "bind",
  calls: 1,
  blocks: 3,
  setup: () => ({ bind: () => inColdProcess(program) }),
  read: (_, times) => times,
};
