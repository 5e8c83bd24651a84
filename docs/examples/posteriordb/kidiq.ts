/** Test scores of children by their mothers' schooling, IQ and work: five linear regressions. */
import { type Column, column, type Dim, dim, eq, halfCauchy, mean, sqrt, sub, sum } from "credence";
import { linearModel } from "./linear.js";

/** Children: their score; whether the mother finished high school, her IQ. */
export interface Children {
  readonly N: number;
  readonly kid_score: readonly number[];
  readonly mom_hs: readonly number[];
  readonly mom_iq: readonly number[];
}
/** And how much she worked, in four classes. */
export interface ChildrenOfWorkers extends Children {
  readonly mom_work: readonly number[];
}

const columns = ({ N, mom_hs, mom_iq }: Children) => {
  const child = dim("child", N);
  return { child, school: column(child, mom_hs), iq: column(child, mom_iq) };
};
const weak = () => halfCauchy(2.5);

export const kidscoreMomhs = (data: Children) => {
  const { school } = columns(data);
  return linearModel([1, school], data.kid_score, weak);
};

export const kidscoreMomhsiq = (data: Children) => {
  const { school, iq } = columns(data);
  return linearModel([1, school, iq], data.kid_score, weak);
};

const centred = (x: Column<"child">, child: Dim<"child">) => sub(x, mean(x, child));

/** Predictors less their means. */
export const kidscoreInteractionC = (data: Children) => {
  const { child, school, iq } = columns(data);
  const [h, q] = [centred(school, child), centred(iq, child)];
  return linearModel([1, h, q, h.mul(q)], data.kid_score);
};

/** Predictors in two standard deviations from their means, so that slopes compare with those of a 0/1 predictor. */
export const kidscoreInteractionZ = (data: Children) => {
  const { child, school, iq } = columns(data);
  const scaled = (x: Column<"child">) => {
    const away = centred(x, child);
    return away.div(sqrt(sum(away.pow(2), child).div(data.N - 1)).mul(2));
  };
  const [h, q] = [scaled(school), scaled(iq)];
  return linearModel([1, h, q, h.mul(q)], data.kid_score);
};

/** A mean for each class of work, as differences from the first. */
export const kidscoreMomWork = (data: ChildrenOfWorkers) => {
  const { child } = columns(data);
  const work = column(child, data.mom_work);
  return linearModel([1, eq(work, 2), eq(work, 3), eq(work, 4)], data.kid_score);
};
