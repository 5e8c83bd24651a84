import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const packages = ["math", "draws", "model", "compiler", "samplers", "diagnostics", "conjugate", "inference", "plots", "compare", "credence", "cli", "testing"];
const source = (name: string) => fileURLToPath(new URL(`./packages/${name}/src/index.ts`, import.meta.url));

// Tests run from sources, so that they need no build.
export default defineConfig({
  resolve: { alias: Object.fromEntries(packages.map((name) => [name === "credence" ? name : `@credence/${name}`, source(name)])) },
  test: { include: ["packages/*/test/**/*.test.ts"], pool: "threads", testTimeout: 60_000 },
});
