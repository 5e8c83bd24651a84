/** Check what sequences are as expressions and as plain data, and the sentences that refuse what is none. */
import { describe, expect, it } from "vitest";
import {
  ar,
  bernoulli,
  beta,
  column,
  dim,
  dirichlet,
  type Expr,
  graphOf,
  halfNormal,
  hiddenMarkov,
  model,
  nodeOf,
  normal,
  ordered,
  pick,
  posteriorFrom,
  prime,
  randomWalk,
  scan,
  supportOf,
  truncated,
  where,
} from "../src/index.js";

const week = dim("week", 4);
const shop = dim("shop", ["a", "b"]);
const state = dim("state", 2);
const x = column(week, [1, 2, 3, 4]);
const axesOf = (node: unknown): string[] => nodeOf(node as Expr).axes.map(({ name }) => name);
/** What users might write whose types refuse it. */
const untyped = scan as unknown as (time: unknown, start: unknown, step: (...args: never[]) => unknown) => Expr;

describe("paths", () => {
  it("have the dims of their start, then time", () => {
    expect(axesOf(randomWalk(week, normal(0, 1), 1))).toEqual(["week"]);
    expect(axesOf(randomWalk(week, 0, column(shop, [1, 2])))).toEqual(["shop", "week"]);
    expect(axesOf(randomWalk(week, 0, 1).over(shop))).toEqual(["shop", "week"]);
    expect(axesOf(ar(week, column(shop, [0.1, 0.2]), 1, { mean: x }))).toEqual(["shop", "week"]);
    const { seen, sum } = scan(week, { seen: normal(0, 1).over(shop), sum: 0 }, (previous) => ({
      seen: normal(previous.seen, 1),
      sum: previous.sum.add(1),
    }));
    expect([axesOf(seen), axesOf(sum)]).toEqual([["shop", "week"], ["week"]]);
  });
  it("lie where start and steps both may", () => {
    const supports = [
      randomWalk(week, normal(0, 1), 1),
      scan(week, halfNormal(1), (previous) => halfNormal(previous)),
      scan(week, bernoulli(0.5), (previous) => bernoulli(where(previous, 0.7, 0.2))),
      scan(week, truncated(normal(0, 1), { lower: 0, upper: 2 }), (previous) =>
        truncated(normal(previous, 1), { lower: 0, upper: 1 }),
      ),
    ].map((path) => supportOf(nodeOf(path)));
    expect(supports).toEqual([
      { kind: "real" },
      { kind: "interval", lower: 0, closed: true },
      { kind: "integer", lower: 0, upper: 1 },
      { kind: "interval", lower: 0, upper: 2, closed: true },
    ]);
  });
  it("know which values computed states keep to", () => {
    const { share, loose } = scan(week, { share: beta(1, 1), loose: 0.5 }, (previous) => ({
      share: previous.share.mul(previous.share),
      loose: previous.loose.sub(previous.share),
    }));
    expect(nodeOf(share).range).toMatchObject({ lower: 0, upper: 1 });
    expect(nodeOf(loose).range).toMatchObject({ lower: -Infinity });
  });
  it("are plain data with their graph, and the same again", () => {
    const joint = model(() => {
      const start = dirichlet(state, 1);
      const turns = dirichlet(prime(state), 1).over(state);
      const walk = randomWalk(week, normal(0, 1), halfNormal(1).over(shop)).nonCentered();
      return { start, turns, walk };
    });
    expect(() => joint()).toThrow("unnamed variable halfNormal(1)");
    const whole = model(() => {
      const start = dirichlet(state, 1);
      const turns = dirichlet(prime(state), 1).over(state);
      const sd = halfNormal(1).over(shop);
      const walk = randomWalk(week, normal(0, 1), sd).nonCentered();
      const y = hiddenMarkov(week, start, turns, normal(normal(0, 1).over(state), 1));
      const level = scan(week, x.at(pick(week, 1)), (previous, now) => previous.mul(0.5).add(x.at(now)));
      return { start, turns, sd, walk, level, y };
    });
    expect(() => whole()).toThrow("unnamed variable normal(0, 1)");
    const named = model(() => {
      const start = dirichlet(state, 1);
      const turns = dirichlet(prime(state), 1).over(state);
      const sd = halfNormal(1).over(shop);
      const centre = normal(0, 1).over(state);
      const walk = randomWalk(week, normal(0, 1), sd).nonCentered();
      const y = hiddenMarkov(week, start, turns, normal(centre, 1));
      const level = scan(week, x.at(pick(week, 1)), (previous, now) => previous.mul(0.5).add(x.at(now)));
      return { start, turns, sd, centre, walk, level, y };
    })().observe({ y: [1, 2, 3, 4] });
    const graph = graphOf(named);
    const sent = structuredClone(graph);
    expect(graphOf(posteriorFrom(sent))).toEqual(graph);
  });
});

describe("sentences", () => {
  it("about time", () => {
    expect(() => untyped(52, normal(0, 1), () => normal(0, 1))).toThrow(
      'scan wants the dim of time first, as in dim("week", 52), and got 52',
    );
    expect(() => randomWalk(dim("year", [2001, 2003, 2002]), 0, 1)).toThrow(
      'randomWalk goes along "year" label by label, and 2002 comes after 2003: put the labels, and the data with them, in order',
    );
    expect(() => ar(dim("day", ["2026-01-02", "2026-01-01"]), 0.5, 1)).toThrow("2026-01-01 comes after 2026-01-02");
    randomWalk(dim("weekday", ["Mon", "Fri"]), 0, 1);
  });
  it("about starts", () => {
    expect(() => untyped(week, "a", () => 1)).toThrow(
      "scan starts from a distribution, as in normal(0, 1), or from a record of states, and got a",
    );
    expect(() => untyped(week, {}, () => ({}))).toThrow("an empty record");
    expect(() => untyped(week, x, (previous: never) => previous)).toThrow(
      'scan: the state starts from values over "week", along which it goes: it starts from those at one label, as in x.at(pick(week, 1))',
    );
    expect(() => untyped(week, { y: column(shop, [1, 2]) }, () => ({ y: normal(0, 1) }))).toThrow(
      "scan: `y` is drawn at each step and starts from an expression: start it from a distribution",
    );
    expect(() => scan(week, normal(0, 1).nonCentered(), (previous) => normal(previous, 1))).toThrow(
      "scan cannot take normal: it is non-centred",
    );
    expect(() => scan(week, ordered(normal(0, 1).over(shop), shop), (previous) => normal(previous, 1))).toThrow(
      "it is ordered",
    );
    expect(() => ar(week, [], 1)).toThrow("ar: the list of coefficients is empty");
    expect(() => ar(week, 0.5, x)).toThrow('ar: an sd that varies over "week" has no stationary start');
    expect(() => randomWalk(week, Number.NaN, 1)).toThrow("NaN");
    expect(() => randomWalk(week, 0, -1)).toThrow("the sigma of normal is -1; it must lie in (0, ∞)");
  });
  it("about steps", () => {
    expect(() => untyped(week, normal(0, 1), () => undefined)).toThrow(
      "scan: the step returned nothing; it returns the next state",
    );
    expect(() => untyped(week, normal(0, 1), () => [1])).toThrow("scan: the step returned an array");
    expect(() => untyped(week, { a: 0 }, () => ({ b: 1 }))).toThrow(
      "scan: start has the states a and the step returned b: both name the same states",
    );
    expect(() => untyped(week, { a: 0 }, () => normal(0, 1))).toThrow("the step returned no record");
    expect(() => untyped(week, normal(0, 1), () => normal(x, 1))).toThrow(
      'scan: the step varies over "week", along which it goes: read a column at the present time, as in x.at(now)',
    );
    expect(() => untyped(week, normal(0, 1), () => normal(column(shop, [1, 2]), 1))).toThrow(
      'scan: the step of the state varies over shop (2) and its start over a single value: let the start vary over "shop" too, as in normal(0, 1).over(shop)',
    );
    expect(() => untyped(week, normal(0, 1), ((previous: Expr) => previous.add(normal(previous, 1))) as never)).toThrow(
      "scan: the step makes normal(…) from its states and does not return it",
    );
    expect(() =>
      scan(week, { a: normal(0, 1), b: normal(0, 1) }, (previous) => ({
        a: normal(previous.b, 1),
        b: normal(previous.a, 1),
      })),
    ).toThrow("scan: the random states `a` and `b` depend on each other's past: make them one state over a dim");
    expect(() =>
      untyped(week, normal(0, 1), ((previous: Expr) =>
        normal(scan(shop, previous, (p) => p.mul(2)).at(pick(shop, "a")), 1)) as never),
    ).toThrow("scan: the step holds another scan of its states");
    const same = normal(0, 1);
    expect(() => scan(week, same, () => same)).toThrow("the same normal is consumed by scan and by scan");
  });
  it("about what is used outside, or twice", () => {
    let leaked: Expr | undefined;
    const step = (previous: Expr) => {
      leaked = previous;
      return normal(previous, 1);
    };
    expect(() => model(() => ({ y: scan(week, normal(0, 1), step), leaked: (leaked as Expr).add(1) }))()).toThrow(
      "a quantity is made of what scan gives to its step: previous and now mean nothing outside it",
    );
    const start = normal(0, 1);
    expect(() => model(() => ({ start, y: randomWalk(week, start, 1) }))()).toThrow(
      "is consumed by randomWalk and used as a variable too",
    );
  });
  it("about hidden Markov models", () => {
    const start = dirichlet(state, 1);
    const moves = dirichlet(prime(state), 1).over(state);
    const centre = normal(0, 1).over(state);
    expect(() => hiddenMarkov(week, start, dirichlet(state, 1) as never, normal(centre, 1))).toThrow(
      `hiddenMarkov: the transition has state (2) and not "state'": it holds a row of probabilities along "state'" for each label of "state"`,
    );
    expect(() => hiddenMarkov(week, start, dirichlet(state, 1).over(prime(state)) as never, normal(centre, 1))).toThrow(
      `hiddenMarkov: the transition sums to one along "state"; its rows sum to one along "state'"`,
    );
    expect(() => hiddenMarkov(week, start, moves, normal(0, 1) as never)).toThrow(
      'hiddenMarkov: the emission does not vary along "state", the hidden state',
    );
  });
});
