/** Bind a million rows of visitors in three arms from columns: what is timed and weighed is the work after the data are there. */
import { compilePosterior } from "@credence/compiler";
import { bernoulliRows, visitors } from "./models.mjs";

export const { arm, y } = visitors(1e6);
/** From the columns to a log density with its gradient at a first place. */
export function bind() {
  const kernel = compilePosterior(bernoulliRows({ arm, y }));
  kernel.logDensityGradient(kernel.allocate(6), 0, 3);
  return kernel;
}
