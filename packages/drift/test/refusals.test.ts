/** Bad input gets one sentence that names the value, and leaves a filter as it was. */
import { rng } from "@credence/math";
import { expect, test } from "vitest";
import { fromEssay, jacobi } from "../src/index.js";

test.each([
  [{ rate: 0, alpha: 1, beta: 1 }, /rate is 0; it must be a positive/],
  [{ rate: Number.NaN, alpha: 1, beta: 1 }, /rate is NaN/],
  [{ rate: 1, alpha: -1, beta: 1 }, /alpha is -1/],
  [{ rate: 1, alpha: 1, beta: Infinity }, /beta is Infinity/],
  [{ rate: 1, mean: 1, concentration: 3 }, /mean is 1; it must lie strictly between 0 and 1/],
  [{ rate: 1, mean: 0.5, concentration: 0 }, /concentration is 0/],
  [{ halfLife: -1, mean: 0.5, sd: 0.1 }, /halfLife is -1/],
  [{ halfLife: 1, mean: 0.5, sd: 0.5 }, /sd is 0.5; with the mean 0.5 it must be below 0.5000/],
] as const)("%j", (input, sentence) => {
  expect(() => jacobi(input)).toThrow(sentence);
});

test("the essay's exponents must be above −1", () => {
  expect(() => fromEssay(1, -1, 2)).toThrow(/a is -1; it must be above −1/);
  expect(fromEssay(0.5, 3, 0)).toEqual({ rate: 0.5, alpha: 1, beta: 4 });
});

test("a filter refuses and stays as it was", () => {
  const filter = jacobi({ rate: 0.4, alpha: 4, beta: 16 }).filter();
  filter.predict(1).update(3, 10);
  const before = [filter.mean(), filter.variance(), filter.logEvidence()];
  for (const [act, sentence] of [
    [() => filter.predict(-1), /dt is -1; time must pass forwards/],
    [() => filter.predict(Number.NaN), /dt is NaN/],
    [() => filter.predict(Infinity), /dt is Infinity/],
    [() => filter.update(5, 4), /5 of 4 trials; there cannot be more successes than trials/],
    [() => filter.update(-1, 4), /successes is -1; it must be a whole number/],
    [() => filter.update(1.5, 4), /successes is 1.5/],
    [() => filter.update(1, 4.5), /trials is 4.5/],
    [() => filter.update(Number.NaN, 4), /successes is NaN/],
    [() => filter.quantile(1.5), /p is 1.5; it must lie in \[0, 1\]/],
    [() => filter.interval(-0.1), /mass is -0.1/],
  ] as const) {
    expect(act).toThrow(sentence);
    expect([filter.mean(), filter.variance(), filter.logEvidence()]).toEqual(before);
  }
});

test("a process is its own input", () => {
  const process = jacobi({ halfLife: 2, mean: 0.1, sd: 0.02 });
  expect(jacobi(process).alpha).toBe(process.alpha);
});

test("names that do not exist, times that run backwards, Euler–Maruyama at an end", () => {
  const process = jacobi({ rate: 0.4, alpha: 0.5, beta: 16 });
  expect(() => process.filter({ engine: "kalman" as "moran" })).toThrow(
    /no engine is named "kalman"; known are spectral, moran/,
  );
  expect(() => process.simulate({ times: [1, 0.5], rng: rng(1) })).toThrow(/the time before times\[1\] is -0.5/);
  expect(() => process.simulate({ times: [1], rng: rng(1), method: "euler" })).toThrow(
    /Euler–Maruyama is wrong; use the method "exact"/,
  );
  expect(() => process.transitionPdf(0.5, 0.5, 0)).toThrow(/t is 0/);
  expect(() => process.transitionPdf(0.5, 1.5, 1)).toThrow(/x0 is 1.5/);
});
