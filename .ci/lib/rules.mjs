/** Hold one source file to the habits that a syntax tree can show; each rule gives `{ line, message }`s. */
import ts from "typescript";
import { firstSentence, lineOf, walk } from "./source.mjs";

/** Members of `Math` that are exact, so that every engine returns the same bits (ECMA-262 leaves the others approximate). */
const exact = new Set(
  "abs ceil clz32 floor fround imul max min round sign sqrt trunc E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2".split(" "),
);

/** Every source file opens with a sentence. */
export const opensWithSentence = (tree) =>
  firstSentence(tree.text)
    ? []
    : [{ line: 1, message: "the first line must be a /** sentence that says what and why. */" }];

/** Randomness is an argument. */
export const noMathRandom = (tree) =>
  collect(
    tree,
    (node) => isMathMember(node) && node.name.text === "random" && "Math.random: take an Rng as an argument",
  );

/** Engines differ in the last place of `Math.exp` and its kin, and in `**` beyond integer powers. */
export const exactArithmetic = (tree) =>
  collect(tree, (node) => {
    if (ts.isIdentifier(node) && node.text === "Math" && !isPropertyName(node)) {
      const member = isMathMember(node.parent) && node.parent.expression === node ? node.parent.name.text : undefined;
      if (member === "random") return undefined;
      if (member === undefined) return "Math may only be used as Math.member";
      return exact.has(member) ? undefined : `Math.${member} differs between engines: use @credence/math's ${member}`;
    }
    const power = ts.isBinaryExpression(node) && /^\*\*=?$/.test(node.operatorToken.getText(tree));
    return power && !isInteger(node.right)
      ? "** with an exponent that is not an integer literal: use @credence/math's pow"
      : undefined;
  });

/** A notebook `require`s the packages, which top-level await forbids. */
export const noTopLevelAwait = (tree) =>
  collect(tree, (node) => {
    const waits = ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined);
    return waits && !ts.findAncestor(node, ts.isFunctionLike) && "top-level await: wait inside a function";
  });

function collect(tree, judge) {
  const found = [];
  walk(tree, (node) => {
    const message = judge(node);
    if (message) found.push({ line: lineOf(tree, node), message });
  });
  return found;
}

const isMathMember = (node) =>
  ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === "Math";

const isPropertyName = (node) =>
  (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) ||
  (ts.isPropertyAssignment(node.parent) && node.parent.name === node);

function isInteger(node) {
  const bare = ts.isPrefixUnaryExpression(node) ? node.operand : node;
  return (ts.isNumericLiteral(bare) && Number.isInteger(Number(bare.text))) || ts.isBigIntLiteral(bare);
}
