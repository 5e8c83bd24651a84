/** Check the law by which differences are judged against published tables, and Holm's adjustment by hand. */
import { describe, expect, test } from "vitest";
import { holm } from "../src/agreement/holm.js";
import { criticalT, jointDegrees, twoSidedP } from "../src/student.js";

describe("Student's t", () => {
  // Two-sided critical values: NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.6.7.2.
  test.each([
    [0.05, 1, 12.706],
    [0.05, 10, 2.228],
    [0.01, 4, 4.604],
    [0.002, 30, 3.385],
    [0.05, Infinity, 1.96],
  ])("leaves %f beyond its critical value with %f degrees", (p, degrees, t) => {
    expect(criticalT(p, degrees)).toBeCloseTo(t, 3);
    expect(twoSidedP(criticalT(p, degrees), degrees)).toBeCloseTo(p, 12);
    expect(twoSidedP(-criticalT(p, degrees), degrees)).toBeCloseTo(p, 12);
  });

  test("passes into the normal without a step", () => {
    expect(twoSidedP(3, 1e6) / twoSidedP(3, 1.0001e6)).toBeCloseTo(1, 4);
    expect(criticalT(0.001, 1e6)).toBeCloseTo(criticalT(0.001, Infinity), 4);
  });

  test("pools degrees as Welch and Satterthwaite do", () => {
    expect(jointDegrees({ mcse: 1, degrees: 10 }, { mcse: 1, degrees: 10 })).toBeCloseTo(20, 12);
    expect(jointDegrees({ mcse: 0, degrees: Infinity }, { mcse: 2, degrees: 7 })).toBeCloseTo(7, 12);
    // (1 + 4)² / (1/5 + 16/8)
    expect(jointDegrees({ mcse: 1, degrees: 5 }, { mcse: 2, degrees: 8 })).toBeCloseTo(25 / 2.2, 12);
  });
});

describe("holm", () => {
  test("multiplies by what is left, and never falls", () => {
    expect(holm([0.03, 0.01, 0.04, 0.005])).toEqual([0.06, 0.03, 0.06, 0.02]);
  });

  test("stays below 1 and takes nothing", () => {
    expect(holm([0.6, 0.9])).toEqual([1, 1]);
    expect(holm([])).toEqual([]);
  });
});
