/** Write functions of the loop IR as JavaScript source: at build time, for hosts without WebAssembly. */
import type { Accumulation, Expr, LanesLoop, LoopFunction, LoopModule, LoopOperation, Statement } from "./types.js";
import { localsOf, reachable, visitStatements } from "./walk.js";

const INFIX: Readonly<Partial<Record<LoopOperation, string>>> = {
  ...{ add: "+", sub: "-", mul: "*", div: "/", lt: "<", le: "<=", gt: ">", ge: ">=", eq: "===", ne: "!==" },
  ...{ and: "&", or: "|", xor: "^", shl: "<<", shr: ">>" },
};
const LOGIC: Readonly<Partial<Record<LoopOperation, string>>> = { and: "&&", or: "||", xor: "!==" };
const MATH = new Set<LoopOperation>(["abs", "sqrt", "floor", "ceil", "trunc"]);

/** Names that the source takes from the object `operations` of `javascript-operations.ts`. */
const OPERATIONS = "min, max, nearest, copysign, powerOfTwo, centredExponent, centredMantissa, truncateLow";

const number = (x: number): string => (Object.is(x, -0) ? "-0" : x < 0 ? `(${x})` : String(x));

/** A value as an expression. */
export function source(value: Expr): string {
  const [a, b, c] = value.args.map(source) as [string, string, string];
  const { op, type } = value;
  switch (op) {
    case "const":
      return number(value.value as number);
    case "local":
      return value.name as string;
    case "load":
      return `${type === "f64" ? "m" : "w"}[${a}]`;
    case "call":
      return `${value.callee?.name}(${value.args.map(source).join(", ")})`;
    case "select":
      return `(${a} ? ${b} : ${c})`;
    case "neg":
      return `(-${a})`;
    case "not":
      return `!${a}`;
    case "ushr":
      return `(${a} >>> ${b} | 0)`;
    case "toF64":
      return a;
    case "toF64Unsigned":
      return `(${a} >>> 0)`;
    case "toI32":
      return `(${a} | 0)`;
  }
  if (type === "i32" && op === "mul") return `Math.imul(${a}, ${b})`;
  if (type === "bool" && LOGIC[op]) return `(${a} ${LOGIC[op]} ${b})`;
  if (INFIX[op])
    return type === "i32" && (op === "add" || op === "sub")
      ? `(${a} ${INFIX[op]} ${b} | 0)`
      : `(${a} ${INFIX[op]} ${b})`;
  return `${MATH.has(op) ? "Math." : ""}${op}(${value.args.map(source).join(", ")})`;
}

/** Statements as lines; in a vector loop, `lane` is the accumulators' suffix. */
function lines(statements: readonly Statement[], lane: string): string[] {
  return statements.flatMap((statement) => linesOf(statement, lane));
}

function linesOf(statement: Statement, lane: string): string[] {
  switch (statement.op) {
    case "set":
      return [`${statement.name} = ${source(statement.value)};`];
    case "store": {
      const place = `${statement.value.type === "f64" ? "m" : "w"}[${source(statement.at)}]`;
      return [`${place} ${statement.add ? "+=" : "="} ${source(statement.value)};`];
    }
    case "take":
      return take(`${statement.name}${lane}`, statement.how, source(statement.value));
    case "if": {
      const otherwise = statement.no.length > 0 ? ["} else {", ...lines(statement.no, lane)] : [];
      return [`if (${source(statement.condition)}) {`, ...lines(statement.yes, lane), ...otherwise, "}"];
    }
    case "while":
      return [`while (${source(statement.condition)}) {`, ...lines(statement.body, lane), "}"];
    case "loop": {
      const { index, from, to, step } = statement;
      const head = `for (${index} = ${source(from)}; ${index} < ${source(to)}; ${index} += ${step}) {`;
      return [head, ...lines(statement.body, lane), "}"];
    }
    case "lanes":
      return vectorLoop(statement);
    case "do":
      return [`${source(statement.call)};`];
    case "return":
      return [statement.value ? `return ${source(statement.value)};` : "return;"];
  }
}

const take = (name: string, how: Accumulation, value: string): string[] => {
  if (how === "sum") return [`${name} += ${value};`];
  return [`${name} = ${how === "largest" ? "max" : "min"}(${value}, ${name});`];
};

/** Without accumulators elements are alike; with them, each lane has its own, in the order of the vector registers. */
function vectorLoop({ index, from, to, width, whole, accumulators, body }: LanesLoop): string[] {
  const end = `${index}End`;
  const bounds = [`${end} = ${source(to)};`];
  if (accumulators.length === 0) {
    return [...bounds, `for (${index} = ${source(from)}; ${index} < ${end}; ${index}++) {`, ...lines(body, ""), "}"];
  }
  const start: Readonly<Record<Accumulation, string>> = { sum: "0", largest: "-Infinity", smallest: "Infinity" };
  const lanes = Array.from({ length: width }, (_, lane) => lane);
  const starts = accumulators.flatMap(({ name, how }) => lanes.map((lane) => `${name}_${lane} = ${start[how]};`));
  const element = (lane: number): string[] => [...lines(body, `_${lane}`), `${index}++;`];
  const rest = whole ? [] : lanes.slice(0, -1).flatMap((lane) => [`if (${index} < ${end}) {`, ...element(lane), "}"]);
  const join = (how: Accumulation, a: string, b: string): string =>
    how === "sum" ? `(${a} + ${b})` : `${how === "largest" ? "max" : "min"}(${b}, ${a})`;
  const results = accumulators.map(({ name, how }) => {
    const pair = (lane: number): string =>
      width === 2 ? `${name}_${lane}` : join(how, `${name}_${lane}`, `${name}_${lane + 2}`);
    return `${name} = ${join(how, pair(0), pair(1))};`;
  });
  return [
    ...[...bounds, ...starts, `${index} = ${source(from)};`],
    ...[`while (${index} + ${width - 1} < ${end}) {`, ...lanes.flatMap(element), "}"],
    ...[...rest, ...results],
  ];
}

/** Names that stand for something else where functions are. */
const RESERVED = new Set(["m", "w", "operations", "imports", ...OPERATIONS.split(", ")]);

function functionLines(fn: LoopFunction): string[] {
  const taken = fn.parameters.find(({ name }) => RESERVED.has(name));
  if (taken) throw new Error(`${fn.name}: no parameter can be called ${taken.name} in JavaScript, choose another name`);
  const names = [...localsOf(fn.body).keys()];
  visitStatements(fn.body, (statement) => {
    if (statement.op !== "lanes") return;
    names.push(`${statement.index}End`);
    for (const { name } of statement.accumulators) {
      for (let lane = 0; lane < statement.width; lane++) names.push(`${name}_${lane}`);
    }
  });
  const locals = names.length > 0 ? [`let ${names.map((name) => `${name} = 0`).join(", ")};`] : [];
  return [
    `function ${fn.name}(${fn.parameters.map(({ name }) => name).join(", ")}) {`,
    ...locals,
    ...lines(fn.body, ""),
    "}",
  ];
}

/**
 * A function expression `(m, w, operations, imports) => functions` as text: `m` and `w` are the memory as a
 * `Float64Array` and an `Int32Array`, `operations` what {@link javascriptOperations} holds, and `imports` the functions that
 * the module imports, by name.
 */
export function javascriptSource({ exports }: LoopModule): string {
  const { functions, imports } = reachable(exports);
  const taken = imports.length > 0 ? [`const { ${imports.map(({ name }) => name).join(", ")} } = imports;`] : [];
  return [
    "(m, w, operations, imports) => {",
    `const { ${OPERATIONS} } = operations;`,
    ...taken,
    ...functions.flatMap(functionLines),
    `return { ${exports.map(({ name }) => name).join(", ")} };`,
    "}",
  ].join("\n");
}
