/** Weigh the exact posteriors of a million campaigns, with the copies of the columns that they keep. */
import { inColdProcess } from "../cold.mjs";

const program = `
  import { setFlagsFromString } from "node:v8";
  import { runInNewContext } from "node:vm";
  import { million } from "./million.mjs";
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc");
  const held = () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = held();
  const closed = million();
  console.log((held() - before) / 1e6, closed === null ? "none" : "");
`;

export default {
  name: "exact-million-memory",
  unit: "bytes each",
  subject: "exact",
  calls: 1,
  blocks: 3,
  setup: () => ({ exact: () => inColdProcess(program) }),
  read: (_, bytes) => bytes,
};
