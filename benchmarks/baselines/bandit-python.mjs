/** Let Python with scipy play the bandit of three buttons, frozen distributions drawn one by one, and say how much CPU time an impression takes. */
import { spawnSync } from "node:child_process";

const program = (impressions) => `
import time
import numpy as np
from scipy.stats import beta, uniform

rates = [0.02, 0.012, 0.03]

def play(impressions):
    beliefs = [beta(3, 97) for _ in rates]
    unit = uniform(0, 1)
    for _ in range(impressions):
        arm = np.hstack([belief.rvs(1) for belief in beliefs]).argmax()
        a, b = beliefs[arm].args
        click = unit.rvs(1) < rates[arm]
        beliefs[arm] = beta(a + 1, b) if click else beta(a, b + 1)

play(20)
start = time.process_time()
play(${impressions})
print((time.process_time() - start) / ${impressions})
`;

/** A function that measures Python once and returns seconds an impression, or undefined where it or scipy is missing. */
export function secondsInPython({ impressions }) {
  if (spawnSync("python3", ["-c", "import scipy"]).status !== 0) return undefined;
  return () => {
    const { status, stdout, stderr } = spawnSync("python3", ["-c", program(impressions)], { encoding: "utf8" });
    if (status !== 0) throw new Error(`Python failed: ${stderr}`);
    return Number(stdout);
  };
}
