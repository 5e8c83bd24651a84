/** Type-check the tests, which vitest runs without looking at their types. */
import { compile, finish } from "./lib/process.mjs";

finish(compile(6, ["-p", "tsconfig.tests.json"]), "tests type-check");
