#!/usr/bin/env node
/** Start the credence command: results go to standard output, whatever else is said to standard error. */
import { Console } from "node:console";
import { main } from "./program.js";

// A model file may print; standard output carries results only, so that they can be piped.
globalThis.console = new Console(process.stderr);
main(process.argv.slice(2), "0.1.0", (text) => process.stdout.write(`${text}\n`)).then((code) => {
  process.exitCode = code;
});
