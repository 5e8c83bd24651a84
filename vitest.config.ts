/** Run the tests from sources, so that they need no build: `--mode slow` runs the long certifications instead. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const packages = readdirSync(new URL("./packages", import.meta.url));
const importedAs = (folder: string) => (folder === "credence" ? folder : `@credence/${folder}`);
const source = (folder: string) => fileURLToPath(new URL(`./packages/${folder}/src/index.ts`, import.meta.url));
const slow = "packages/*/test/**/*.slow.test.ts";

export default defineConfig(({ mode }) => ({
  resolve: { alias: Object.fromEntries(packages.map((folder) => [importedAs(folder), source(folder)])) },
  test: {
    ...(mode === "slow"
      ? { include: [slow], testTimeout: 3_600_000 }
      : {
          include: ["packages/*/test/**/*.test.ts", "benchmarks/test/**/*.test.mjs", ".ci/test/**/*.test.mjs"],
          exclude: [slow, "**/node_modules/**"],
          testTimeout: 60_000,
        }),
    pool: "threads",
    ...(process.env.CI ? { reporters: ["default", ["json", { outputFile: "out/tests.json" }]] } : {}),
    coverage: { provider: "v8", include: ["packages/*/src/**"] },
  },
}));
