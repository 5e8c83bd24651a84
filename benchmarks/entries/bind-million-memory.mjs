/** Weigh what a log density of a million rows holds, with the posterior and its copies of the columns, beside these columns. */
import { heldBytes } from "../cold.mjs";

/** Of the columns as numbers: 8 bytes for a click, 4 for an arm. */
const dataBytes = 12e6;

export default {
  name: "bind-million-memory",
  unit: "times the data",
  subject: "bind",
  calls: 1,
  blocks: 3,
  setup: () => ({ bind: heldBytes("bind()", 'import { bind } from "./binding.mjs";') }),
  read: (_, bytes) => bytes / dataBytes,
};
