import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rules } from "../src/graph/simplify/index.js";
import {
  type ArrayGraph,
  type ArrayNode,
  compile,
  type GraphBuilder,
  graphBuilder,
  type NodeId,
  replay,
} from "../src/index.js";
import { naiveValues } from "./naive.js";
import { expectClose } from "./run.js";

/** A graph taken down as it is asked for, without any rule. */
function recorder(): {
  readonly nodes: ArrayNode[];
  readonly add: (op: string, args: NodeId[], more?: object) => NodeId;
} {
  const nodes: ArrayNode[] = [];
  const add = (op: string, args: NodeId[], more: object = {}): NodeId => {
    const length = Math.max(1, ...args.map((arg) => (nodes[arg] as ArrayNode).length));
    return nodes.push({ op, args, length, ...more } as unknown as ArrayNode) - 1;
  };
  return { nodes, add };
}

type Write = (
  add: (op: string, ...args: NodeId[]) => NodeId,
  constant: (value: number) => NodeId,
  x: NodeId,
  y: NodeId,
  s: NodeId,
) => NodeId;

const real = [-3, -0.75, 0.25, 2];
const positive = [0.125, 0.5, 1.75, 4];
const probability = [1e-9, 0.25, 0.5, 0.875];
const far = [-800, -40, 40, 800];

/** For each rule: the form it looks for, the operations (with lengths other than 4) it becomes, arguments x to compare at. */
const elementwiseCases: readonly { rule: string; form: Write; becomes: string; x?: readonly number[] }[] = [
  { rule: "x + 0 → x", becomes: "", form: (add, c, x) => add("add", c(0), x) },
  { rule: "x − 0 → x", becomes: "", form: (add, c, x) => add("sub", x, c(0)) },
  { rule: "0 − x → −x", becomes: "neg", form: (add, c, x) => add("sub", c(0), x) },
  { rule: "x · 1 → x", becomes: "", form: (add, c, x) => add("mul", c(1), x) },
  { rule: "x · −1 → −x", becomes: "neg", form: (add, c, x) => add("mul", x, c(-1)) },
  { rule: "x · x → x²", becomes: "square", form: (add, _, x) => add("mul", x, x) },
  { rule: "x / d → x · (1 / d), d known", becomes: "mul", form: (add, c, x) => add("div", x, c(3)) },
  {
    rule: "(x · c) · d → x · (c · d), constants",
    becomes: "mul",
    form: (add, c, x) => add("mul", c(3), add("mul", x, c(7))),
  },
  {
    rule: "(x · s) · t → x · (s · t), s and t shared by all elements",
    becomes: "exp:1 mul:1 mul",
    form: (add, _, x, __, s) => add("mul", add("mul", x, s), add("exp", s)),
  },
  {
    rule: "(x · s) · t → x · (s · t), s and t shared by all elements",
    becomes: "exp:1 mul:1 mul",
    form: (add, _, x, __, s) => add("mul", add("exp", s), add("mul", s, x)),
  },
  { rule: "−(−x) → x", becomes: "", form: (add, _, x) => add("neg", add("neg", x)) },
  { rule: "−(x − y) → y − x", becomes: "sub", form: (add, _, x, y) => add("neg", add("sub", x, y)) },
  { rule: "−(x · c) → x · −c", becomes: "mul", form: (add, c, x) => add("neg", add("mul", x, c(3))) },
  { rule: "−(x · c) → x · −c", becomes: "neg:1 mul", form: (add, _, x, __, s) => add("neg", add("mul", x, s)) },
  { rule: "x + −y → x − y", becomes: "sub", form: (add, _, x, y) => add("add", x, add("neg", y)) },
  { rule: "x + −y → x − y", becomes: "sub", form: (add, _, x, y) => add("add", add("neg", x), y) },
  { rule: "x − −y → x + y", becomes: "add", form: (add, _, x, y) => add("sub", x, add("neg", y)) },
  { rule: "−x · y → −(x · y)", becomes: "mul neg", form: (add, _, x, y) => add("mul", add("neg", x), y) },
  { rule: "−x · y → −(x · y)", becomes: "mul", form: (add, _, x, y) => add("mul", add("neg", y), add("neg", x)) },
  { rule: "−x / y → −(x / y)", becomes: "div", form: (add, _, x, y) => add("neg", add("div", add("neg", x), y)) },
  { rule: "(−x)² → x²", becomes: "square", form: (add, _, x) => add("square", add("neg", x)) },
  { rule: "(−x)² → x²", becomes: "square", form: (add, _, x) => add("square", add("abs", x)) },
  ...(
    [
      [0, "gather"],
      [1, ""],
      [2, "square"],
      [-1, "div"],
    ] as const
  ).map(([power, operation]) => ({
    rule: "x⁰ → 1, x¹ → x, x² → x · x, x⁻¹ → 1 / x",
    becomes: operation,
    form: ((add, c, x) => add("pow", x, c(power))) as Write,
  })),
  {
    rule: "a choice that is known → what is chosen",
    becomes: "",
    form: (add, c, x, y) => add("select", c(0), x, y),
  },
  {
    rule: "a choice that is known → what is chosen",
    becomes: "",
    form: (add, c, x, y) => add("select", c(2), x, y),
  },
  { rule: "a choice that is known → what is chosen", becomes: "", form: (add, _, x, y) => add("select", y, x, x) },
  { rule: "log(exp x) → x", becomes: "", form: (add, _, x) => add("log", add("exp", x)) },
  { rule: "exp(log x) → x", becomes: "", x: positive, form: (add, _, x) => add("exp", add("log", x)) },
  {
    rule: "log(invLogit y) → logInvLogit y",
    becomes: "logInvLogit",
    form: (add, _, x) => add("log", add("invLogit", x)),
  },
  {
    rule: "exp(logInvLogit y) → invLogit y",
    becomes: "invLogit",
    form: (add, _, x) => add("exp", add("logInvLogit", x)),
  },
  {
    rule: "1 − invLogit y → invLogit(−y)",
    becomes: "neg invLogit",
    form: (add, c, x) => add("sub", c(1), add("invLogit", x)),
  },
  {
    rule: "log1p(−invLogit y) → logInvLogit(−y)",
    becomes: "neg logInvLogit",
    form: (add, _, x) => add("log1p", add("neg", add("invLogit", x))),
  },
  { rule: "logit(invLogit y) → y", becomes: "", form: (add, _, x) => add("logit", add("invLogit", x)) },
  {
    rule: "invLogit(logit p) → p",
    becomes: "",
    x: probability,
    form: (add, _, x) => add("invLogit", add("logit", x)),
  },
  { rule: "log1p(exp x) → log1pExp x", becomes: "log1pExp", form: (add, _, x) => add("log1p", add("exp", x)) },
  {
    rule: "log(1 + exp x) → log1pExp x",
    becomes: "log1pExp",
    form: (add, c, x) => add("log", add("add", c(1), add("exp", x))),
  },
  {
    rule: "log1p(−exp x) → log1mExp x",
    becomes: "log1mExp",
    x: [-3, -1, -0.5, -0.25],
    form: (add, _, x) => add("log1p", add("neg", add("exp", x))),
  },
  {
    rule: "log(1 − exp x) → log1mExp x",
    becomes: "log1mExp",
    x: [-3, -1, -0.5, -0.25],
    form: (add, c, x) => add("log", add("sub", c(1), add("exp", x))),
  },
  { rule: "log(√x) → log x / 2", becomes: "log mul", x: positive, form: (add, _, x) => add("log", add("sqrt", x)) },
  { rule: "log(x²) → 2 log |x|", becomes: "abs log mul", form: (add, _, x) => add("log", add("square", x)) },
  { rule: "√(x²) → |x|", becomes: "abs", form: (add, _, x) => add("sqrt", add("square", x)) },
  { rule: "(√x)² → x", becomes: "", x: positive, form: (add, _, x) => add("square", add("sqrt", x)) },
  {
    rule: "xlogy(a, invLogit y) → a · logInvLogit y",
    becomes: "logInvLogit mul",
    form: (add, _, x, y) => add("xlogy", y, add("invLogit", x)),
  },
  { rule: "xlogy(a, exp x) → a · x", becomes: "mul", form: (add, _, x, y) => add("xlogy", y, add("exp", x)) },
  {
    rule: "xlog1py(a, −invLogit y) → a · logInvLogit(−y)",
    becomes: "neg logInvLogit mul",
    form: (add, _, x, y) => add("xlog1py", y, add("neg", add("invLogit", x))),
  },
  {
    rule: "xlog1py(a, exp x) → a · log1pExp x",
    becomes: "log1pExp mul",
    form: (add, _, x, y) => add("xlog1py", y, add("exp", x)),
  },
];

const lookup = (op: string, positions: number[], length: number) => ({
  op,
  more: { positions: Int32Array.from(positions), length },
});

/** The same for rules about lookups and sums. */
const structuralCases: readonly {
  rule: string;
  becomes: string;
  form: (add: ReturnType<typeof recorder>["add"], x: NodeId, y: NodeId, s: NodeId) => NodeId;
}[] = (() => {
  const gather = (positions: number[]) => lookup("gather", positions, positions.length).more;
  const scatter = (positions: number[], length: number) => lookup("scatterAdd", positions, length).more;
  const onto = [3, 0, 1, 2, 2, 0];
  const weights = (length: number) => ({ values: Float64Array.from({ length }, (_, i) => 1.5 - i), length });
  return [
    { rule: "x[0, 1, 2, …] → x", becomes: "", form: (add, x) => add("gather", [x], gather([0, 1, 2, 3])) },
    {
      rule: "x[p][q] → x[p[q]]",
      becomes: "gather:3",
      form: (add, x) => add("gather", [add("gather", [x], gather([3, 1]))], gather([1, 0, 1])),
    },
    {
      rule: "f(repeated s, x) → f(s, x)",
      becomes: "add",
      form: (add, x, _, s) => add("add", [x, add("gather", [s], gather([0, 0, 0, 0]))]),
    },
    {
      rule: "f(repeated s, x) → f(s, x)",
      becomes: "exp:1 gather",
      form: (add, _, __, s) => add("exp", [add("gather", [s], gather([0, 0, 0, 0]))]),
    },
    {
      rule: "f(x[p], y[p], s) → f(x, y, s)[p]",
      becomes: "mul add gather:6",
      form: (add, x, y, s) =>
        add("add", [add("mul", [add("gather", [x], gather(onto)), add("gather", [y], gather(onto))]), s]),
    },
    { rule: "Σ of one element → the element", becomes: "", form: (add, _, __, s) => add("sum", [s], { length: 1 }) },
    {
      rule: "scatterAdd to the same places → x",
      becomes: "",
      form: (add, x) => add("scatterAdd", [x], scatter([0, 1, 2, 3], 4)),
    },
    {
      rule: "scatterAdd to one place → Σ",
      becomes: "sum:1",
      form: (add, x) => add("scatterAdd", [x], scatter([0, 0, 0, 0], 1)),
    },
    {
      rule: "Σ of a repeated s → s · how often",
      becomes: "mul:1",
      form: (add, _, __, s) => add("sum", [add("gather", [s], gather([0, 0, 0]))], { length: 1 }),
    },
    {
      rule: "Σ of a repeated s → s · how often",
      becomes: "mul:3",
      form: (add, _, __, s) => add("scatterAdd", [add("gather", [s], gather([0, 0, 0]))], scatter([2, 0, 2], 3)),
    },
    { rule: "Σ −x → −Σ x", becomes: "sum:1 neg:1", form: (add, x) => add("sum", [add("neg", [x])], { length: 1 }) },
    {
      rule: "Σ −x → −Σ x",
      becomes: "scatterAdd:2 neg:2",
      form: (add, x) => add("scatterAdd", [add("neg", [x])], scatter([0, 1, 1, 0], 2)),
    },
    {
      rule: "Σ x · s → s · Σ x and Σ x / s → (Σ x) / s, s shared by all elements",
      becomes: "sum:1 mul:1",
      form: (add, x, _, s) => add("sum", [add("mul", [s, x])], { length: 1 }),
    },
    {
      rule: "Σ x · s → s · Σ x and Σ x / s → (Σ x) / s, s shared by all elements",
      becomes: "scatterAdd:2 div:2",
      form: (add, x, _, s) => add("scatterAdd", [add("div", [x, s])], scatter([0, 1, 1, 0], 2)),
    },
    {
      rule: "Σ x[p] · c → linear(x), c known",
      becomes: "linear:1",
      form: (add, x) => add("sum", [add("mul", [x, add("data", [], weights(4))])], { length: 1 }),
    },
    {
      rule: "Σ x[p] · c → linear(x), c known",
      becomes: "linear:3",
      form: (add, x) =>
        add(
          "scatterAdd",
          [add("mul", [add("data", [], weights(6)), add("gather", [x], gather(onto))])],
          scatter([2, 0, 0, 2, 2, 0], 3),
        ),
    },
    {
      rule: "linear that only reads → x[p]",
      becomes: "gather:3",
      form: (add, x) => {
        const ones = { values: Float64Array.of(1, 1, 1), length: 3 };
        const shape = { from: Int32Array.of(1, 1, 0), to: Int32Array.of(0, 1, 2), length: 3 };
        return add("linear", [x, add("data", [], ones)], shape);
      },
    },
    {
      rule: "linear(x[p]) → linear(x)",
      becomes: "linear:3",
      form: (add, x) => {
        const shape = { from: Int32Array.of(1, 1, 0), to: Int32Array.of(2, 0, 2), length: 3 };
        return add("linear", [add("gather", [x], gather([3, 1])), add("data", [], weights(3))], shape);
      },
    },
    {
      rule: "linear(repeated s) → s · Σ c",
      becomes: "mul:3",
      form: (add, _, __, s) => {
        const shape = { from: Int32Array.of(1, 1, 0), to: Int32Array.of(2, 0, 2), length: 3 };
        return add("linear", [add("gather", [s], gather([0, 0])), add("data", [], weights(3))], shape);
      },
    },
  ] as typeof structuralCases;
})();

/** Values of the last node by the builder's graph; the nodes it needs. */
function simplified(graph: ArrayGraph, given: readonly (readonly number[])[]): { values: number[]; graph: ArrayGraph } {
  const b: GraphBuilder = graphBuilder();
  const ids = replay(b, graph);
  const inputs = graph.nodes.flatMap((node, id) => (node.op === "input" ? [ids[id] as NodeId] : []));
  const output = ids.at(-1) as NodeId;
  const program = compile(b.graph, { inputs, outputs: [output] });
  program.inputs.forEach(({ offset }, k) => {
    program.memory.set(given[k] ?? [], offset);
  });
  program.run();
  const [{ offset, length }] = program.outputs as [{ offset: number; length: number }];
  return { values: [...program.memory.slice(offset, offset + length)], graph: neededBy(b.graph, output) };
}

function neededBy(graph: ArrayGraph, output: NodeId): ArrayGraph {
  const keep = new Set([output]);
  for (let id = output; id >= 0; id--) {
    const node = graph.nodes[id] as ArrayNode;
    if (keep.has(id) && "args" in node) for (const arg of node.args) keep.add(arg);
  }
  return { nodes: graph.nodes.filter((_, id) => keep.has(id)) };
}

/** Inputs x and y of four elements and s of one. */
function start(): ReturnType<typeof recorder> {
  const record = recorder();
  for (const length of [4, 4, 1]) record.nodes.push({ op: "input", length });
  return record;
}

function compare(
  graph: ArrayGraph,
  given: readonly (readonly number[])[],
  scale: (value: number) => number,
): ArrayGraph {
  const naive = naiveValues(graph, new Map(given.map((values, id) => [id, values])));
  const result = simplified(graph, given);
  const expected = naive.at(-1) as number[];
  expect(result.values.length).toBe(expected.length);
  expected.forEach((value, i) => {
    if (Number.isFinite(value)) expectClose(result.values[i] as number, value, 1e-14, scale(value), `element ${i}`);
  });
  return result.graph;
}

/** The operations of a graph in order, with their lengths where these are not 4. */
const operationsOf = (graph: ArrayGraph): string =>
  graph.nodes
    .filter((node) => "args" in node && node.args.length > 0)
    .map(({ op, length }) => (length === 4 ? op : `${op}:${length}`))
    .join(" ");

describe("each rule applies, and changes no value beyond rounding", () => {
  test.each(elementwiseCases)("$rule", ({ form, becomes, x = real }) => {
    const record = start();
    const constant = (value: number): NodeId => record.nodes.push({ op: "constant", value, length: 1 }) - 1;
    form((op, ...args) => record.add(op, args), constant, 0, 1, 2);
    const given = [x, [1.5, -0.5, 3, 0.25], [0.7]];
    // forms that cancel (1 − …, log(… + 1)) are themselves off by an ulp of 1
    const graph = compare({ nodes: record.nodes }, given, () => 4e-15);
    expect(operationsOf(graph)).toBe(becomes);
  });
  test.each(structuralCases)("$rule", ({ form, becomes }) => {
    const record = start();
    form(record.add, 0, 1, 2);
    const graph = compare({ nodes: record.nodes }, [real, [1.5, -0.5, 3, 0.25], [0.7]], () => 0);
    expect(operationsOf(graph)).toBe(becomes);
  });
  test("no rule is without a case, and no case without a rule", () => {
    const cases = [...elementwiseCases, ...structuralCases].map(({ rule }) => rule);
    expect(new Set(cases)).toEqual(new Set(rules.map(({ name }) => name)));
  });
});

describe("stable forms have values where the written ones have none", () => {
  const stable: readonly (readonly [string, Write, (x: number) => number])[] = [
    ["log(exp x)", (add, _, x) => add("log", add("exp", x)), (x) => x],
    ["log(invLogit x)", (add, _, x) => add("log", add("invLogit", x)), (x) => (x < 0 ? x : -Math.exp(-x))],
    [
      "log(1 − invLogit x)",
      (add, c, x) => add("log", add("sub", c(1), add("invLogit", x))),
      (x) => (x > 0 ? -x : -Math.exp(x)),
    ],
    ["log1p(exp x)", (add, _, x) => add("log1p", add("exp", x)), (x) => (x > 0 ? x : Math.exp(x))],
    ["log(x²)", (add, _, x) => add("log", add("square", add("exp", x))), (x) => 2 * x],
  ];
  test.each(stable)("%s", (name, form, expected) => {
    const record = start();
    const constant = (value: number): NodeId => record.nodes.push({ op: "constant", value, length: 1 }) - 1;
    form((op, ...args) => record.add(op, args), constant, 0, 1, 2);
    const x = name === "log(x²)" ? far.map((v) => v * 0.8) : far;
    const { values } = simplified({ nodes: record.nodes }, [x, x, [0]]);
    x.forEach((v, i) => {
      expectClose(values[i] as number, expected(v), 1e-14, 0, `at ${v}`);
    });
  });
  test("they are found behind lookups that leave elements out", () => {
    const b = graphBuilder();
    const y = b.input(5);
    const some = b.gather(b.ops.invLogit(y), Int32Array.of(4, 1));
    expect(b.node(b.ops.log(some)).op).toBe("logInvLogit");
    expect(b.node(b.ops.xlog1py(b.data(Float64Array.of(2, 3)), b.ops.neg(some))).op).toBe("mul");
    expect(b.node(b.ops.log(b.ops.sub(b.constant(1), some))).op).toBe("logInvLogit");
  });
});

describe("what is not simplified", () => {
  const b = graphBuilder();
  const x = b.input(3);
  test.each([
    ["x − x, NaN where x is infinite", () => b.ops.sub(x, x), "sub"],
    ["x / x", () => b.ops.div(x, x), "div"],
    ["0 · x", () => b.ops.mul(x, b.constant(0)), "mul"],
    ["x / 1e-320, whose inverse is infinite", () => b.ops.div(x, b.constant(1e-320)), "div"],
    ["(x · 1e200) · 1e200", () => b.ops.mul(b.ops.mul(x, b.constant(1e200)), b.constant(1e200)), "mul"],
    [
      "a function of a lookup that leaves elements out",
      () => b.ops.sqrt(b.gather(x, Int32Array.of(0, 2, 2, 0))),
      "sqrt",
    ],
  ])("%s", (_, make, op) => {
    expect(b.node(make()).op).toBe(op);
  });
});

/** Steps of a random graph: an operation, and numbers that choose arguments and positions. */
const operations = [
  "add",
  "sub",
  "mul",
  "div",
  "neg",
  "square",
  "abs",
  "exp",
  "log",
  "log1p",
  "sqrt",
  "tanh",
  "invLogit",
  "logInvLogit",
  "logit",
  "pow",
  "xlogy",
  "xlog1py",
  "max",
  "select",
  "gt",
  "gather",
  "scatterAdd",
  "linear",
  "sum",
  "cumulativeSum",
  "segmentMax",
  "take",
  "constant",
] as const;

const steps = fc.array(
  fc.record({ op: fc.constantFrom(...operations), picks: fc.array(fc.nat(1000), { minLength: 8, maxLength: 8 }) }),
  { minLength: 4, maxLength: 25 },
);

const lengthsOf: readonly number[] = [3, 6, 1, 3];
const constants = [0, 1, -1, 2, 0.5, 3, -1e3];

function randomGraph(recipe: typeof steps extends fc.Arbitrary<infer T> ? T : never): ArrayGraph {
  const { nodes, add } = recorder();
  for (const length of lengthsOf) nodes.push({ op: "input", length });
  nodes.push({ op: "data", values: Float64Array.of(0, 1, 2), length: 3 });
  const lengthOf = (id: NodeId): number => (nodes[id] as ArrayNode).length;
  for (const { op, picks } of recipe) {
    const pick = (k: number, wanted?: number): NodeId => {
      const choices = nodes.flatMap((node, id) =>
        wanted === undefined || node.length === 1 || node.length === wanted ? [id] : [],
      );
      return choices[(picks[k] as number) % choices.length] as NodeId;
    };
    const x = pick(0);
    const length = lengthOf(x);
    const places = (count: number, size: number) =>
      Int32Array.from({ length: count }, (_, i) => (picks[1 + (i % 7)] as number) % size);
    switch (op) {
      case "constant":
        nodes.push({ op, value: constants[(picks[0] as number) % constants.length] as number, length: 1 });
        break;
      case "gather": {
        const count = [1, 3, 6][(picks[1] as number) % 3] as number;
        add(op, [x], { positions: places(count, length), length: count });
        break;
      }
      case "scatterAdd":
      case "segmentMax":
        add(op, [x], { positions: places(length, 3), length: 3 });
        break;
      case "linear":
        nodes.push({ op: "data", values: Float64Array.from(picks.slice(0, 5), (pick) => (pick % 9) - 4), length: 5 });
        add(op, [x, nodes.length - 1], { from: places(5, length), to: places(5, 3), length: 3 });
        break;
      case "sum":
        add(op, [x], { length: 1 });
        break;
      case "take":
        add(op, [x, 4], { base: new Int32Array(3), stride: 1, size: Math.min(length, 2), length: 3 });
        break;
      case "cumulativeSum":
        add(op, [x], { outer: 1, size: length, inner: 1, reverse: (picks[1] as number) % 2 === 0 });
        break;
      case "select":
        add(op, [pick(1, length), x, pick(2, Math.max(length, lengthOf(pick(1, length))))]);
        break;
      default:
        add(
          op,
          ["add", "sub", "mul", "div", "pow", "xlogy", "xlog1py", "max", "gt"].includes(op)
            ? [x, pick(1, length)]
            : [x],
        );
    }
  }
  return { nodes };
}

/** Whether every operation on real numbers in a graph is well conditioned: no huge numbers, no near misses of kinks. */
const isTame = (values: readonly number[][]): boolean =>
  values.every((node) => node.every((value) => Number.isFinite(value) && Math.abs(value) < 1e4));

test("random graphs keep their values", () => {
  const element = fc.double({ min: -2, max: 2, noNaN: true }).map((x) => Math.round(x * 64) / 64);
  const inputs = fc.tuple(...lengthsOf.map((length) => fc.array(element, { minLength: length, maxLength: length })));
  let compared = 0;
  fc.assert(
    fc.property(steps, inputs, (recipe, given) => {
      const graph = randomGraph(recipe);
      const naive = naiveValues(graph, new Map(given.map((values, id) => [id, values])));
      fc.pre(isTame(naive));
      compared += 1;
      const b = graphBuilder();
      const ids = replay(b, graph);
      const program = compile(b.graph, { inputs: ids.slice(0, lengthsOf.length), outputs: ids });
      program.inputs.forEach(({ offset }, k) => {
        program.memory.set(given[k] as number[], offset);
      });
      program.run();
      program.outputs.forEach(({ offset, length }, id) => {
        expect(length).toBe((graph.nodes[id] as ArrayNode).length);
        if (isDiscontinuous(graph, id)) return;
        for (let i = 0; i < length; i++)
          expectClose(program.memory[offset + i] as number, naive[id]?.[i] as number, 1e-7, 1e-7, `node ${id}[${i}]`);
      });
    }),
    { seed: 20, numRuns: 1500, maxSkipsPerRun: 1000 },
  );
  expect(compared).toBe(1500);
});

/** Whether a rounding error may change a node's value by more than rounding: it compares computed numbers. */
function isDiscontinuous(graph: ArrayGraph, output: NodeId): boolean {
  return neededBy(graph, output).nodes.some(({ op }) => op === "gt" || op === "select" || op === "take");
}
