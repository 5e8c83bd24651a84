/** Read a TypeScript file without type information: its syntax tree, its imports and its first sentence. */
import ts from "typescript";

export const parse = (file, text) => ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);

/** Calls `visit(node)` on every node of a tree. */
export function walk(node, visit) {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

export const lineOf = (tree, node) => tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;

/** What a file imports or re-exports: `{ from, line, kind }`, where the kind is static, dynamic or (erased) type. */
export function importsOf(tree) {
  const found = [];
  walk(tree, (node) => {
    const add = (literal, kind) => {
      if (literal && ts.isStringLiteralLike(literal))
        found.push({ from: literal.text, line: lineOf(tree, node), kind });
    };
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly ? "type" : "static");
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly ? "type" : "static");
    else if (ts.isImportTypeNode(node)) add(node.argument.literal, "type");
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], "dynamic");
  });
  return found;
}

/** The sentence that opens a file, or undefined: a doc comment that starts, with text, on the first line. */
export function firstSentence(text) {
  const comment = /^(?:#!.*\n)?\/\*\* (\S[\s\S]*?)\*\//.exec(text)?.[1];
  const paragraph = comment?.split(/\n\s*\*?\s*(?:\n|@)|@packageDocumentation/)[0];
  const sentence = paragraph?.replace(/\n\s*\*?\s*/g, " ").trim();
  return sentence && /[.?!]$/.test(sentence) ? sentence : undefined;
}
