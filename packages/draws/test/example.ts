/** Make the small trace that the tests share: two chains of three draws, a nested name, a derived quantity, stats. */
import { type DIMS, dim, type Trace, trace } from "@credence/draws";

interface Over<D extends string> {
  readonly [DIMS]: D;
}

/** The record of the example's variables. */
export interface Example {
  readonly mu: Over<never>;
  readonly season: { readonly phase: Over<never>; readonly effect: Over<"week"> };
  readonly double: Over<never>;
}

export const week = dim("week", 2);

/** `first` is the value of `mu` in the first draw; the others follow by ones. `computed` is called when `double` is. */
export function example(first: number = 0, computed: () => void = () => {}): Trace<Example> {
  const mu = Float64Array.from({ length: 6 }, (_, i) => first + i);
  return trace<Example>(
    [
      { name: "mu", axes: [], values: mu },
      { name: "season.phase", axes: [], values: mu.map((m) => m / 8) },
      { name: "season.effect", axes: [week], values: Float64Array.from({ length: 12 }, (_, i) => 10 * first + i) },
      {
        name: "double",
        axes: [],
        derived: true,
        values: () => {
          computed();
          return mu.map((m) => 2 * m);
        },
      },
    ],
    {
      sampler: "nuts",
      seed: 7,
      elapsedMs: 12.5,
      chains: 2,
      draws: 3,
      tune: 5,
      stats: { energy: mu.map((m) => -m) },
      options: { targetAccept: 0.8, until: null },
      versions: { credence: "0.1.0" },
      messages: ["1 divergence"],
      observed: { y: { axes: [week], values: Float64Array.of(1, 2) } },
      modelHash: "abc",
      state: { stepSize: [0.5, -0] },
    },
  );
}
