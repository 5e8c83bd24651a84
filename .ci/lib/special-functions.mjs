/** Write the special functions of plain code, in TypeScript, from their definitions in the loop IR. */
import { load } from "./load.mjs";
import { read } from "./workspace.mjs";

const definitions = "packages/math/src/loops/special";
const folder = "packages/math/src/special/generated";

/** What is generated of each file of definitions, and what the file is for. */
const contents = {
  exp: ["exp", ["exp"]],
  log: ["logarithms", ["log", "log1p", "log1pSquare"]],
  logistic: [
    "the functions of e^x that logistic models need",
    ["invLogit", "log1pExp", "logInvLogit", "log1mExp", "logit"],
  ],
  "reduced-angle": ["sine and cosine of angles of at most an eighth of a turn", ["sinReduced", "cosReduced"]],
  trigonometric: ["sine and cosine", ["sin", "cos"]],
  gamma: [
    "log Γ and ψ of positive numbers",
    ["lgammaOnePlus", "lgammaBelowEight", "lgammaOfPositive", "digammaOfPositive"],
  ],
  counts: ["what likelihoods of counts are made of", ["lbeta", "logRisingRatio", "risingRatioSlope"]],
};

/** Where generated files find what is written by hand. */
const byHand = {
  "../elementary/operations.js": [
    ...["min", "max", "nearest", "copysign", "powerOfTwo", "centredExponent", "centredMantissa", "truncateLow"],
  ],
  "../elementary/expm1.js": ["expm1"],
  "../elementary/large-angle.js": ["sinOfLarge", "cosOfLarge"],
  "../gamma/digamma.js": ["digamma"],
  "../gamma/lgamma.js": ["lgamma"],
  "../gamma/elsewhere.js": ["lbetaElsewhere", "logRisingRatioElsewhere", "risingRatioSlopeElsewhere"],
};

const places = new Map([
  ...Object.entries(byHand).flatMap(([file, names]) => names.map((name) => [name, file])),
  ...Object.entries(contents).flatMap(([file, [, names]]) => names.map((name) => [name, `./${file}.js`])),
]);

/** The comment that stands above a definition. */
function docOf(source, name) {
  const end = source.search(new RegExp(`\n(export )?const ${name}: LoopFunction`));
  const start = source.lastIndexOf("/**", end);
  if (end < 0 || start < 0) throw new Error(`${name} has no definition with a comment above it`);
  return source.slice(start, end);
}

/** The imports of a file that calls these. */
function importsOf(called, own) {
  const files = new Map();
  for (const name of [...called].sort()) {
    const file = places.get(name);
    if (file === undefined) throw new Error(`${own}: no file gives ${name}`);
    if (file !== `./${own}.js`) files.set(file, [...(files.get(file) ?? []), name]);
  }
  return [...files].sort().map(([file, names]) => `import { ${names.join(", ")} } from "${file}";`);
}

/** Each generated file with its text, not yet formatted. */
export async function specialFunctions() {
  const keyOf = (file) => file.replaceAll("-", "_");
  const files = Object.fromEntries(Object.keys(contents).map((file) => [keyOf(file), `${definitions}/${file}.ts`]));
  const loaded = await load("special-functions", { ...files, writing: "packages/math/src/loops/typescript.ts" });
  const { typescriptSource, calledBy } = loaded.writing;
  return Object.entries(contents).map(([file, [purpose, names]]) => {
    const source = read(`${definitions}/${file}.ts`);
    const functions = names.map((name) => loaded[keyOf(file)][name]);
    const called = new Set(functions.flatMap((fn) => [...calledBy(fn)]));
    const opening = `/** Compute ${purpose}: generated from \`loops/special/${file}.ts\` by \`.ci/loops.mjs\`. */`;
    const written = functions.map((fn) => `${docOf(source, fn.name)}\n${typescriptSource(fn)}`);
    return {
      file: `${folder}/${file}.ts`,
      text: [[opening, "// biome-ignore-all lint: generated", ...importsOf(called, file)].join("\n"), ...written].join(
        "\n\n",
      ),
    };
  });
}
