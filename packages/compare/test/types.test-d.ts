/** Check that the names of the traces are the legal names everywhere else. */
import { type Comparison, compare, type Verdict } from "@credence/compare";
import type { AnyTrace, Trace } from "@credence/draws";
import type { Exact } from "@credence/inference";
import type { RandomNode, Real } from "@credence/model";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
declare function check<T extends true>(): void;

declare const byNuts: Trace<{ theta: RandomNode<never, Real> }>;
declare const bySlice: AnyTrace;
declare const closed: Exact<{ theta: RandomNode<never, Real> }>;

const c = compare({ closed, byNuts, bySlice }, { reference: "closed", functionals: ["mean", "sd", 0.05] });
check<Equal<typeof c, Comparison<"closed" | "byNuts" | "bySlice">>>();
check<Equal<typeof c.verdict.bySlice, Verdict<"closed" | "byNuts" | "bySlice">>>();
check<Equal<ReturnType<typeof c.report>, Promise<void>>>();

// @ts-expect-error no trace is named `exact`
compare({ closed, byNuts }, { reference: "exact" });
// @ts-expect-error no trace is named `slice`
c.verdict.slice;
// @ts-expect-error a closed form may be null
compare({ byNuts, closed: closed as typeof closed | null });
// @ts-expect-error no such functional
compare({ closed, byNuts }, { functionals: ["median"] });

const many: Record<string, AnyTrace> = {};
compare(many, { reference: "anything" }).verdict.anything?.status;
