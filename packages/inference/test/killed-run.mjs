/** Run the built package to a checkpoint, or go on with one, and report every step on the standard output: to be killed. */
import { writeSync } from "node:fs";
import { dim, halfNormal, model, normal } from "@credence/model";
import { nuts } from "@credence/samplers";
import { resume, sample } from "../dist/index.js";

const [path, how, draws] = process.argv.slice(2);
const school = dim("school", 8);
const schools = model(() => {
  const mu = normal(0, 5);
  const tau = halfNormal(5);
  const theta = normal(mu, tau).over(school).nonCentered();
  const y = normal(theta, 12);
  return { mu, tau, theta, y };
});
const posterior = schools().observe({ y: [28, 8, -3, 7, -1, 1, 18, 12] });
const progress = ({ chain, done }) => writeSync(1, `${chain} ${done}\n`);
const options = { sampler: nuts(), draws: Number(draws), tune: 500, chains: 2, seed: 4, progress };
const trace =
  how === "resume"
    ? await resume(path, { progress })
    : await sample(posterior, { ...options, ...(how === "begin" && { checkpoint: path }) });
const sum = trace.$.variables.flatMap(({ draws: of }) => Array.from(of.values));
writeSync(
  1,
  `end ${trace.$.draws} ${JSON.stringify([sum.length, sum.reduce((a, b) => a + b, 0), ...sum.slice(-8)])}\n`,
);
