/** Type-check the tests, which vitest runs without looking at their types, and the examples of the documentation. */
import { compile, finish } from "./lib/process.mjs";

finish(compile(6, ["-p", "tsconfig.tests.json"]), "tests and examples type-check");
