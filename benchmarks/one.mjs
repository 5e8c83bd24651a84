/** Measure the benchmark that is named on the command line and print its result as JSON. */
import { measure } from "./measure.mjs";

const { default: benchmark } = await import(`./entries/${process.argv[2]}.mjs`);
console.log(JSON.stringify(await measure(benchmark)));
