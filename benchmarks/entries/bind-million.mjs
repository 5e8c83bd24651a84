/** Time a new process from a million rows' columns to the first gradient of their log density. */
import { coldMilliseconds } from "../cold.mjs";

export default {
  name: "bind-million",
  unit: "s",
  subject: "bind",
  calls: 1,
  blocks: 5,
  setup: () => ({ bind: coldMilliseconds("bind();", 'import { bind } from "./binding.mjs";') }),
  read: (_, milliseconds) => milliseconds / 1000,
};
