#!/usr/bin/env node
/** Start the credence command. */
import { main } from "./program.js";

main(process.argv.slice(2), "0.1.0", (text) => process.stdout.write(`${text}\n`)).then((code) => {
  process.exitCode = code;
});
