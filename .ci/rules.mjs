/** Check the habits that Biome does not know: opening sentences, exact arithmetic, no hidden randomness. */
import { bitExact } from "./lib/arrows.mjs";
import { finish } from "./lib/process.mjs";
import { exactArithmetic, noMathRandom, noTopLevelAwait, opensWithSentence } from "./lib/rules.mjs";
import { parse } from "./lib/source.mjs";
import { files, packages, read, sources } from "./lib/workspace.mjs";

const check = (file, rules) => {
  const tree = parse(file, read(file));
  return rules.flatMap((rule) => rule(tree).map(({ line, message }) => `${file}:${line}: ${message}`));
};

const problems = packages.flatMap((each) => {
  const rules = [opensWithSentence, noMathRandom, noTopLevelAwait];
  if (bitExact.includes(each.folder)) rules.push(exactArithmetic);
  return sources(each).flatMap((file) => check(file, rules));
});
const others = files(".", /\.(ts|mts|mjs|cjs)$/).filter((file) => !/^packages\/[^/]+\/src\//.test(file));
problems.push(...others.flatMap((file) => check(file, [noMathRandom])));
finish(problems, "sources keep the habits");
