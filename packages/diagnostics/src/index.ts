/** R-hat, effective sample size, Monte Carlo standard errors, summaries and warnings. @packageDocumentation */

export { ebfmi } from "./bfmi.js";
export type { EcdfBand } from "./calibration/ecdf-band.js";
export { orderStatisticsTest } from "./calibration/order-statistics.js";
export { type RankBandOptions, rankBarBand, rankEcdfBand } from "./calibration/rank-bands.js";
export { uniformEcdfBand, uniformEcdfTest } from "./calibration/uniform-ecdf.js";
export { MAX_RHAT, MIN_ESS, MIN_ESS_PER_CHAIN } from "./check-draws.js";
export { MIN_EBFMI } from "./check-run.js";
export { type Diagnosis, diagnose } from "./diagnose.js";
export { type Displaced, type DivergencePoint, displacedScalars, divergencePoints } from "./divergence-places.js";
export { essBasic, essBulk, essMean, essQuantile, essSd, essTail } from "./ess.js";
export { counted, type Finding, type FindingKind, listed } from "./findings.js";
export { hdi } from "./hdi.js";
export { type Compared, type ComparedModel, compareModels, type ModelComparison } from "./loo/compare-models.js";
export { type Loo, type LooOptions, type LooPointwise, looFromLogLikelihood } from "./loo/loo.js";
export { type LooPit, looPitOfTrace } from "./loo/loo-pit.js";
export { looOfTrace, type ModelLoo } from "./loo/model-loo.js";
export { type PsisOptions, psis, type SmoothedWeights } from "./loo/psis.js";
export { relativeEfficiency } from "./loo/relative-efficiency.js";
export { mcseMean, mcseQuantile, mcseSd } from "./mcse.js";
export { alignColumns, printable, terminalWidth } from "./printable.js";
export { type Probability, probability } from "./probability.js";
export { rhat, rhatBasic } from "./rhat.js";
export { rhatNested } from "./rhat-nested.js";
export type { ScalarSummary } from "./scalar-summary.js";
export { cumulativeJensenShannon } from "./sensitivity/cumulative-jensen-shannon.js";
export { POWERS, type PowerScaled, powerScaled, powerScalingSensitivity } from "./sensitivity/power-scaling.js";
export type { Chains } from "./sequences.js";
export {
  type Replicates,
  STAN_LOG_LIKELIHOOD,
  type StoredGroup,
  storedAlongside,
  storedGroup,
  storedReplicates,
} from "./stored-groups.js";
export {
  type SummarizeOptions,
  type SummaryFigures,
  type SummaryRow,
  type SummaryTable,
  summarize,
} from "./summarize.js";
export { type Grid, type Layout, layoutText, type Readable, withText } from "./with-text.js";
