/** Let R's posterior compute the figures of `summarize` in a process of its own, and say how much CPU time they took there. */
import { spawnSync } from "node:child_process";

const program = ({ chains, draws, scalars, measured }) => `
suppressPackageStartupMessages(library(posterior))
x <- as_draws_array(array(rnorm(${draws * chains * measured}), c(${draws}, ${chains}, ${measured})))
hdi <- function(x, mass = 0.94) {
  s <- sort(as.numeric(x))
  n <- length(s)
  gap <- max(1, min(n - 1, round(n * mass)))
  best <- which.min(s[(1 + gap):n] - s[1:(n - gap)])
  c(hdi_low = s[best], hdi_high = s[best + gap])
}
figures <- function() summarise_draws(
  x, mean, sd, hdi, mcse_mean, ~quantile2(.x, probs = c(0.05, 0.5, 0.95)), ess_bulk, ess_tail, rhat
)
invisible(figures())
time <- system.time(figures())
cat((time[["user.self"]] + time[["sys.self"]]) * ${scalars / measured})
`;

/** A function that measures R once and returns seconds of CPU time, or undefined where R or the package is missing. */
export function secondsInR(sizes) {
  const { status } = spawnSync("Rscript", ["-e", 'quit(status = !requireNamespace("posterior", quietly = TRUE))']);
  if (status !== 0) return undefined;
  return () => {
    const { status: code, stdout, stderr } = spawnSync("Rscript", ["-e", program(sizes)], { encoding: "utf8" });
    if (code !== 0) throw new Error(`R failed: ${stderr}`);
    return Number(stdout);
  };
}
