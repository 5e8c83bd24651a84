/** State what a conjugate pair is: closed formulas on plain numbers, and the edge of a model's graph that they answer. */

/** The law of one new observation, everything unknown integrated out. */
export interface PredictiveLaw<X = number> {
  /** Log density or mass at `x`; −Infinity outside the support. */
  logDensity(x: X): number;
}

/** Observations, one number each. */
export interface Sample {
  readonly x: ArrayLike<number>;
}

/**
 * A prior and a likelihood whose posterior is of the prior's family.
 * `Next` says what is known about a new observation, such as its number of trials.
 */
export interface Pair<Prior, Data, Next = never, X = number> {
  /** Prior, then likelihood: "beta-binomial". */
  readonly name: string;
  /** The posterior; itself a prior for further data. */
  update(prior: Prior, data: Data): Prior;
  /** Log density of the data with the unknown integrated out; data-only constants, such as binomial coefficients, included. */
  logEvidence(prior: Prior, data: Data): number;
  predictive(posterior: Prior, next?: Next): PredictiveLaw<X>;
}

/** Observations that read cells of a prior; all arrays but `known` run over the observed cells. */
export interface Observations {
  readonly values: Float64Array;
  /** The cell of the prior that each one reads. */
  readonly cells: Int32Array;
  /** The likelihood's other parameters, in their order. */
  readonly known: readonly Float64Array[];
  /** Known positive factor between the unknown and the parameter. */
  readonly exposure: Float64Array;
}

/** The same pair on arrays: the prior of family `prior` is the parameter `slot` of a likelihood of family `child`. */
export interface Edge {
  readonly pair: string;
  readonly prior: string;
  readonly child: string;
  readonly slot: string;
  /** Whether the parameter may be the unknown times a known positive exposure. */
  readonly scalable: boolean;
  /** What of the observations' known parameters the pair does not answer, in words after "`x`". */
  refuses?(seen: Observations): string | undefined;
  /**
   * Turns the prior's parameters (one array each, over its cells) into the posterior's, in place.
   * Returns the log evidence, by the chain rule over observations: each term is a log density, so nothing cancels.
   */
  absorb(parameters: readonly Float64Array[], seen: Observations): number;
  /**
   * What each observation adds to the prior's two parameters; left out where these do not add up. Sums that are kept
   * beside the prior give the same posterior to the last bit however observations are batched.
   */
  adds?(seen: Observations): readonly [first: Float64Array, second: Float64Array];
  /** Log density of a new observation under a prior with these parameters. */
  logPredictive(x: number, parameters: readonly number[], known: readonly number[], exposure: number): number;
}
