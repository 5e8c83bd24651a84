/** Do these traces agree, with each other and with the closed form, and at what cost? @packageDocumentation */
export type { Agreement } from "./agreement/agreement.js";
export type { DistributionRow, EcdfDifference } from "./agreement/distributions.js";
export type { Family } from "./agreement/families.js";
export type { AgreementRow, Equivalence } from "./agreement/rows.js";
export type { Comparability } from "./comparable.js";
export { type CompareOptions, type Comparison, compare } from "./compare.js";
export type { ComparisonData, EstimateRow } from "./comparison.js";
export type { CostRow } from "./cost.js";
export { defaultFunctionals, type Functional } from "./functional.js";
export type { Health, HealthState, ScalarHealth } from "./health.js";
export { stripOf } from "./report/pictures.js";
export type { Reports } from "./report/reports.js";
export type { AnyExact, Source } from "./source.js";
export { type Thresholds, thresholds } from "./thresholds.js";
export type { FamilyVerdict, PairVerdict, Status, Verdict } from "./verdict.js";
