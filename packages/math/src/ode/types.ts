/** State what an initial value problem is, and what is asked of its solution. */

/** dy/dt = f(t, y), with its derivatives. Functions write into arrays that are theirs to fill, and allocate nothing. */
export interface OdeSystem {
  /** How many elements y has. */
  readonly size: number;
  /** How many numbers sensitivities ∂y/∂θ are wanted in; 0 for none. */
  readonly parameters: number;
  rates(t: number, y: Float64Array, out: Float64Array): void;
  /** ∂f/∂y row by row, and ∂f/∂θ row by row: what stiff methods and sensitivities need. */
  slopes(t: number, y: Float64Array, byState: Float64Array, byParameter: Float64Array): void;
}

/** How to solve. */
export interface OdeOptions {
  /** Local error accepted in each element: `absolute` + `relative` · its size. Default 1e-7 and 1e-9. */
  readonly relative?: number;
  readonly absolute?: number;
  /** How many steps may be tried. Default 10 000. */
  readonly maxSteps?: number;
  /**
   * "explicit": Dormand–Prince 5(4). "stiff": an L-stable singly diagonally implicit Runge–Kutta method of order 4.
   * "auto" (the default) begins with the first, and goes on with the second where stability holds its steps short.
   */
  readonly method?: "auto" | "explicit" | "stiff";
}

/** What `solveOde` does unless told otherwise. */
export const odeDefaults: Required<OdeOptions> = { relative: 1e-7, absolute: 1e-9, maxSteps: 10_000, method: "auto" };

/** Where the solution is written: for each time the state, and ∂y/∂θ row by row. */
export interface OdeOutput {
  readonly states: Float64Array;
  readonly sensitivities: Float64Array;
}

/** How a solution went. */
export interface OdeOutcome {
  /** Undefined where all times were reached. */
  failure: "steps" | "step size" | undefined;
  /** The time that was reached. */
  reached: number;
  /** Steps tried. */
  steps: number;
  /** Whether the stiff method had a part in it. */
  stiff: boolean;
}

/** The point at which an integration stands, and where it writes. */
export interface OdeState {
  t: number;
  /** The step to try next. */
  h: number;
  /** The number of the next time to write. */
  next: number;
  readonly y: Float64Array;
  readonly sensitivity: Float64Array;
  readonly outcome: OdeOutcome;
}
