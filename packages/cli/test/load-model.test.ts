/** Test that model files load from anywhere, and that those which cannot say why. */
import { describe, expect, test } from "vitest";
import { loadPosterior } from "../src/index.js";
import { betaBinomial, folder } from "./workspace.js";

const coin = betaBinomial(1, 1, 10, 7);

describe("a model file", () => {
  test("is TypeScript with types, outside of any project", async () => {
    const at = folder({ "coin.ts": coin });
    const { data, quantities } = await loadPosterior(at("coin.ts"), undefined);
    expect(quantities.map(({ name }) => name)).toEqual(["theta", "clicks"]);
    expect(data.get("clicks")).toEqual(Float64Array.of(7));
  });

  test("is JavaScript too", async () => {
    const at = folder({ "coin.mjs": coin.replace(": { impressions: number }", "") });
    expect((await loadPosterior(at("coin.mjs"), undefined)).data.size).toBe(1);
  });

  test.each(["./prior", "./prior.js", "./prior.ts"])("imports its neighbours, as %s", async (specifier) => {
    const at = folder({
      "prior.ts": "export interface Shapes { a: number; b: number }\nexport const shapes: Shapes = { a: 2, b: 3 };\n",
      "coin.ts": `import { type Shapes, shapes } from "${specifier}";\n${coin.replace("beta(1, 1)", "beta(shapes.a, (shapes satisfies Shapes).b)")}`,
    });
    expect((await loadPosterior(at("coin.ts"), undefined)).data.size).toBe(1);
  });

  test("sees the same toolkit as the command, by the names of its packages too", async () => {
    const text = `import { model } from "@credence/model";\n${coin.replace("beta, binomial, model", "beta, binomial")}`;
    expect((await loadPosterior(folder({ "coin.ts": text })("coin.ts"), undefined)).data.size).toBe(1);
  });

  test("may be a function of the data, or await", async () => {
    const body = coin.replace(/export default .*/, "");
    const at = folder({
      "now.ts": `${body}export default (d: { n: number; k: number }[]) => campaign({ impressions: d[0]!.n }).observe({ clicks: d[0]!.k });`,
      "later.ts": `${body}export default async () => campaign({ impressions: 4 }).observe({ clicks: 3 });`,
      "awaits.ts": `${body}const n = await Promise.resolve(5);\nexport default campaign({ impressions: n }).observe({ clicks: 5 });`,
    });
    const clicks = async (name: string, data?: unknown) => (await loadPosterior(at(name), data)).data.get("clicks");
    expect(await clicks("now.ts", [{ n: 9, k: 2 }])).toEqual(Float64Array.of(2));
    expect(await clicks("later.ts")).toEqual(Float64Array.of(3));
    expect(await clicks("awaits.ts")).toEqual(Float64Array.of(5));
  });
});

describe("a file that is no model", () => {
  const joint = coin.replace(/\.observe\(.*\)/, "");
  test.each([
    ["export const theta = 1;", "has no default export: end it with `export default myModel(inputs).observe({ … })`"],
    [joint, "exports a joint distribution, of which nothing is observed yet: end it with"],
    ["export default 3;", "exports a number: end it with"],
    ["export default null;", "exports null: end it with"],
    ["export default {};", "exports an object: end it with"],
    ["export default [];", "exports an array: end it with"],
    ["export default () => {};", "exports a function that returns nothing: end it with"],
    ["export default (rows: unknown[]) => rows;", "exports a function of data: give it a CSV or JSON file with --data"],
    ["export default (;", "cannot be loaded: "],
    ['import { noSuchThing } from "./nowhere";\nexport default noSuchThing;', "cannot be loaded: "],
    ['throw new Error("the moon is full");', "cannot be loaded: the moon is full"],
  ])("%j says so", async (text, complaint) => {
    const at = folder({ "model.ts": text });
    const failure = loadPosterior(at("model.ts"), undefined);
    await expect(failure).rejects.toThrow(`${at("model.ts")} ${complaint}`);
    await expect(failure).rejects.not.toThrow("\n");
  });

  test("a file that is not there, and a folder", async () => {
    const at = folder();
    await expect(loadPosterior(at("none.ts"), undefined)).rejects.toThrow(`there is no model file ${at("none.ts")}`);
    await expect(loadPosterior(at("."), undefined)).rejects.toThrow("there is no model file");
  });
});
