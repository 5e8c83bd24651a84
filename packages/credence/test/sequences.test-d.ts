/** Refuse steps, starts and emissions of the wrong dims or kinds when the program is compiled, and know what paths are. */
import {
  ar,
  column,
  type Draws,
  dim,
  dirichlet,
  type Expr,
  halfNormal,
  hiddenMarkov,
  type LocationScale,
  model,
  normal,
  nuts,
  type Positive,
  pick,
  poisson,
  prime,
  type Real,
  randomWalk,
  sample,
  scan,
  type Variable,
} from "credence";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function check<T extends true>(): void;

export async function sequences(): Promise<void> {
  const day = dim("day", 3);
  const shop = dim("shop", 2);
  const state = dim("state", 2);
  const x = column(day, [1, 2, 3]);

  const walks = randomWalk(day, normal(0, 1), halfNormal(1).over(shop));
  check<Equal<typeof walks, LocationScale<"day" | "shop">>>();
  const listed = ar(day, [normal(0, 1), 0.2], 1, { mean: x });
  check<Equal<typeof listed, LocationScale<"day">>>();
  const along = ar(day, normal(0, 1).over(shop), 1, { lags: shop });
  check<Equal<typeof along, LocationScale<"day">>>();
  const positive = scan(day, halfNormal(1), (previous) => halfNormal(previous));
  check<Equal<typeof positive, Variable<"day", Positive>>>();
  const computed = scan(day, normal(0, 1).add(1), (previous, now) => previous.mul(x.at(now)));
  check<Equal<typeof computed, Expr<"day", Real>>>();
  // a state that starts from data or a number has the kind of its step
  const { level, scale } = scan(day, { level: x.at(pick(day, 1)), scale: 0.5 }, (previous) => ({
    level: previous.level.mul(0.5),
    scale: previous.level.pow(2),
  }));
  check<Equal<typeof level, Expr<"day", Real>>>();
  check<Equal<typeof scale, Expr<"day", Positive>>>();

  // @ts-expect-error forgot x.at(now)
  scan(day, normal(0, 1), (previous) => normal(previous.add(x), 1));
  // @ts-expect-error the same in a step that uses neither argument
  scan(day, normal(0, 1), () => normal(x, 1));
  // @ts-expect-error the start does not vary over shop
  scan(day, normal(0, 1), (previous) => normal(previous, halfNormal(1).over(shop)));
  // @ts-expect-error the same as the first, in a record of states
  scan(day, { level: normal(0, 1) }, (previous) => ({ level: normal(previous.level.add(x), 1) }));
  // @ts-expect-error a state that starts positive stays positive
  scan(day, halfNormal(1), (previous) => normal(previous, 1));
  // @ts-expect-error the step leaves out a state
  scan(day, { a: normal(0, 1), b: normal(0, 1) }, (previous) => ({ a: normal(previous.a, 1) }));

  const [start, moves] = [dirichlet(state, 1), dirichlet(prime(state), 1).over(state)];
  const seen = hiddenMarkov(day, start, moves, normal(normal(0, 1).over(state), 1).over(shop));
  check<Equal<typeof seen, Variable<"day" | "shop", Real>>>();
  hiddenMarkov(day, start, moves, poisson(halfNormal(1).over(state)));
  // @ts-expect-error the emission does not vary along state
  hiddenMarkov(day, start, moves, normal(0, 1));
  // @ts-expect-error transitions go to the primed state
  hiddenMarkov(day, start, dirichlet(state, 1), normal(normal(0, 1).over(state), 1));

  const joint = model(() => {
    const sd = halfNormal(1);
    return { sd, walk: randomWalk(day, 0, sd), y: ar(day, 0.5, sd) };
  })();
  const trace = await sample(joint.observe({ y: [1, 2, 3] }), { sampler: nuts() });
  check<Equal<typeof trace.walk, Draws<"day">>>();
  // @ts-expect-error y is observed
  trace.y;
}
