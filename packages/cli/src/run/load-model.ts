/** Load a model file: TypeScript without a build step, from anywhere, with `credence` resolving to this installation. */
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { AnyPosterior } from "@credence/inference";
import { createJiti } from "jiti";

/**
 * The posterior that a file exports by default, or makes of the data.
 * @throws with a sentence when there is no such file, it cannot be loaded, it has no default export, that is neither a
 * posterior nor a function that returns one, or it is a function of data and there are none.
 */
export async function loadPosterior(path: string, data: unknown): Promise<AnyPosterior> {
  const file = resolve(path);
  if (!(await stat(file).catch(() => undefined))?.isFile()) throw new Error(`there is no model file ${path}`);
  const exported = await importDefault(path, file);
  if (exported === undefined) throw new TypeError(`${path} has no default export${advice}`);
  const posterior = await (typeof exported === "function" ? called(path, exported as Build, data) : exported);
  if (isPosterior(posterior)) return posterior;
  const verb = typeof exported === "function" ? "exports a function that returns" : "exports";
  throw new TypeError(`${path} ${verb} ${describe(posterior)}${advice}`);
}

const advice =
  ": end it with `export default myModel(inputs).observe({ … })`, or a function of the data that returns that";

type Build = (data: unknown) => unknown;

function called(path: string, build: Build, data: unknown): unknown {
  if (data === undefined && build.length > 0) {
    throw new TypeError(`${path} exports a function of data: give it a CSV or JSON file with --data`);
  }
  return build(data);
}

async function importDefault(path: string, file: string): Promise<unknown> {
  const virtualModules = {
    credence: await import("credence"),
    "@credence/model": await import("@credence/model"),
    "@credence/inference": await import("@credence/inference"),
    "@credence/draws": await import("@credence/draws"),
  };
  const jiti = createJiti(file, { virtualModules, fsCache: false, interopDefault: false });
  const module = await jiti.import<{ readonly default?: unknown }>(file).catch((error: unknown) => {
    throw new Error(`${path} cannot be loaded: ${firstLine(error)}`, { cause: error });
  });
  return module.default;
}

/** What went wrong, without the picture of the code or the list of importers that may follow. */
const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n", 1)[0]?.trim() ?? "";

const isPosterior = (x: unknown): x is AnyPosterior =>
  typeof x === "object" && x !== null && "quantities" in x && (x as { data?: unknown }).data instanceof Map;

function describe(x: unknown): string {
  if (typeof x === "object" && x !== null && "quantities" in x)
    return "a joint distribution, of which nothing is observed yet";
  if (x === undefined) return "nothing";
  return x === null ? "null" : Array.isArray(x) ? "an array" : typeof x === "object" ? "an object" : `a ${typeof x}`;
}
