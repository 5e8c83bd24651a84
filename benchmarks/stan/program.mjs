/** Let a Stan program evaluate, time or sample its log density, in a process of its own. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { executable, rstan, run } from "./compile.mjs";

const byColumn = (rows) => rows[0].flatMap((_, column) => rows.map((row) => row[column]));

/** Data as the driver reads them: matrices, which are arrays of rows here, by column. */
export function written(data) {
  const variable = ([name, value]) => {
    const dims = [];
    for (let part = value; part.length !== undefined; part = part[0]) dims.push(part.length);
    const values = [[value], value, dims.length === 2 && byColumn(value)][dims.length];
    const type = values.every(Number.isInteger) ? "int" : "real";
    return [name, type, dims.length, ...dims, ...values].join(" ");
  };
  return `${Object.entries(data).map(variable).join("\n")}\n`;
}

/**
 * A program of `packages/testing/fixtures/stan` with data; undefined, and said on standard error, where rstan is not installed.
 * Places are on the unconstrained scale, densities with the Jacobian and without constants.
 */
export function stanProgram(program, data) {
  if (rstan() === undefined) {
    console.error(`${program}: skipped: r-cran-rstan not installed`);
    return undefined;
  }
  const [path, folder] = [executable(program), mkdtempSync(join(tmpdir(), "credence-stan-"))];
  process.on("exit", () => rmSync(folder, { recursive: true }));
  const file = join(folder, "data");
  writeFileSync(file, written(data));
  return {
    /** The log density at a place, then its gradient. */
    evaluate: (place) => JSON.parse(run(path, [file, "evaluate"], [...place].join(" "))),

    /** CPU nanoseconds of a log density with its gradient. */
    nanoseconds: (place) => Number(run(path, [file, "time", "0.02"], [...place].join(" "))),

    /** Chains of NUTS with Stan's defaults: their CPU seconds, warmup included, and all that is declared, as arrays by chain. */
    sample({ seed, chains, tune, draws }) {
      const bytes = run(path, [file, "sample", seed, chains, tune, draws].map(String));
      const numbers = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
      const [seconds, values] = [numbers[0], numbers.subarray(1)];
      const width = values.length / (chains * draws);
      const scalar = (k) =>
        Array.from({ length: chains }, (_, c) =>
          Float64Array.from({ length: draws }, (_, i) => values[(c * draws + i) * width + k]),
        );
      return { seconds, scalars: Array.from({ length: width }, (_, k) => scalar(k)) };
    },
  };
}
