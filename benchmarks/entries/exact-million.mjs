/** Time a new process from a million campaigns' columns to their exact posteriors. */
import { coldMilliseconds } from "../cold.mjs";

export default {
  name: "exact-million",
  unit: "s",
  subject: "exact",
  calls: 1,
  blocks: 5,
  setup: () => ({ exact: coldMilliseconds("million();", 'import { million } from "./million.mjs";') }),
  read: (_, milliseconds) => milliseconds / 1000,
};
