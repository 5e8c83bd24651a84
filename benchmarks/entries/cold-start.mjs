/** Time how long a fresh process takes to import the toolkit, beside what Node itself takes to start. */
import { spawnSync } from "node:child_process";

const milliseconds = (program) => () => {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: import.meta.dirname,
  });
  if (status !== 0) throw new Error(`"${program}" failed: ${stderr}`);
  return performance.now() - start;
};

export default {
  name: "cold-start",
  unit: "ms",
  subject: "credence",
  baseline: "node",
  calls: 1,
  setup: () => ({ credence: milliseconds('import "credence"'), node: milliseconds("") }),
  read: (_, elapsed) => elapsed,
};
