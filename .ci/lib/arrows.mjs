/** Say which package may import which: the one list that the boundary check, the manifests and the map follow. */
const numbers = ["math"];
const data = [...numbers, "draws"];
const language = [...data, "model", "compiler"];
const engines = [...language, "samplers", "diagnostics", "conjugate"];
const toolkit = [...engines, "inference", "plots", "compare", "drift", "notebook"];

export const arrows = {
  math: [],
  draws: numbers,
  model: data,
  compiler: [...data, "model"],
  samplers: numbers,
  diagnostics: data,
  conjugate: language,
  inference: engines,
  plots: [...data, "diagnostics"],
  compare: [...engines, "inference", "plots"],
  notebook: [...data, "diagnostics", "inference", "plots", "compare"],
  drift: [...engines, "inference"],
  bandits: [...engines, "inference", "drift"],
  serving: [...numbers, "bandits"],
  credence: toolkit,
  cli: [...toolkit, "credence", "bandits", "serving"],
  testing: [...engines, "inference"],
};

/** Packages that run in Node only; the others must also load in a browser, so they never import `node:` statically. */
export const nodeOnly = ["cli", "serving", "testing"];

/** Packages whose arithmetic decides the draws, which must be the same bits in every engine. */
export const bitExact = ["math", "model", "compiler", "samplers", "drift"];
