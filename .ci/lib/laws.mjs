/** Read what a distribution is from the expression that makes it: its density, its parameters and what is known of it. */
import path from "node:path";
import { root } from "./workspace.mjs";

const load = (name) => import(path.join(root, "packages", name, "dist/index.js"));
const credence = await load("credence");
const {
  broadcast,
  constant,
  dataNode,
  describeSupport,
  evaluate,
  firstOutside,
  isDiscrete,
  nodeOf,
  sumAll,
  unionAxes,
} = await load("model");
const { exp } = await load("math");
const { assume, column, dim, prime } = credence;

/** What an expression may use besides the constructors: dims, places from 0 to 6, and matrices over the dim `pair`. */
const part = dim("part", ["a", "b", "c"]);
const pair = dim("pair", ["a", "b"]);
const places = Array.from({ length: 61 }, (_, i) => i / 10);
const matrix = (rows) => column([pair, prime(pair)], rows.flat());
const scope = {
  ...credence,
  part,
  pair,
  cut: dim("cut", 3),
  places: column(dim("place", places), places),
  shares: (along, p) => assume.simplex(column(along, p), along),
  matrix: (rows) => assume.covariance(matrix(rows), pair),
  lower: matrix,
};

/** The law that an expression such as "gamma(2, 1)" makes, with the expression as its label. */
export function lawOf(text, label = text) {
  const made = new Function(...Object.keys(scope), `return ${text};`)(...Object.values(scope));
  const { operation, args } = nodeOf(made);
  const { family, event } = operation;
  const support = family.support(args, event);
  return {
    label,
    family,
    discrete: isDiscrete(support),
    support: described(family, support),
    /** 0 outside the support. */
    density: (x) => {
      const values = Float64Array.from([x].flat(2));
      if (firstOutside(support, values, event) >= 0) return 0;
      const at = event.length === 0 ? constant(x) : dataNode(event, values);
      return exp(evaluate(sumAll(family.logDensity(at, ...args)))[0]);
    },
    draw: (rng) => family.random(rng, ...args.map((each) => numbers(each, event))),
    known: (name, ...before) => family[name]?.(...before, ...args.map((each) => numbers(each, event))),
  };
}

/** A parameter as companions want it: a number, or an array along the dims of one draw and its own. */
function numbers(node, event) {
  const values = evaluate(node);
  if (event.length === 0 && node.axes.length === 0) return values[0];
  return broadcast(values, node.axes, unionAxes(event, node.axes));
}

const described = ({ parameters }, support) => ({
  values: describeSupport(support),
  parameters: parameters.map(({ name, support: of }) => [name, describeSupport(of)]),
});
