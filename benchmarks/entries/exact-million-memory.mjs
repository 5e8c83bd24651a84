/** Weigh the exact posteriors of a million campaigns, with the copies of the columns that they keep. */
import { heldBytes } from "../cold.mjs";

export default {
  name: "exact-million-memory",
  unit: "bytes each",
  subject: "exact",
  calls: 1,
  blocks: 3,
  setup: () => ({ exact: heldBytes("million()", 'import { million } from "./million.mjs";') }),
  read: (_, bytes) => bytes / 1e6,
};
