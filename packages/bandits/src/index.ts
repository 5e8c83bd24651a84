/** Arms, policies, and honest simulation of bandits. @packageDocumentation */

export { difference, expectedLoss, lift, probabilityBest, probabilityBetter } from "@credence/inference";
export { type BetaShapes, betaLaw } from "./beliefs/beta-law.js";
export { drawnBeliefs } from "./beliefs/drawn.js";
export { type DriftingLearner, driftingArms } from "./beliefs/drifting.js";
export { type GammaShapes, gammaLaw } from "./beliefs/gamma-law.js";
export { type ArmState, independentArms, independentBeliefs } from "./beliefs/independent.js";
export { type NormalMean, normalLaw } from "./beliefs/normal-law.js";
export type { ArmLaw, Beliefs, Learner } from "./beliefs/types.js";
export { type LinearPrior, linearArms } from "./contextual/linear.js";
export { logisticArms } from "./contextual/logistic.js";
export type { Contextual } from "./contextual/types.js";
export { type Estimate, evaluatePolicy, type Logged, type OffPolicy, type Target } from "./off-policy/evaluate.js";
export { bayesUcb } from "./policies/bayes-ucb.js";
export { epsilonGreedy } from "./policies/epsilon-greedy.js";
export { even } from "./policies/even.js";
export { type PolicyName, policies } from "./policies/index.js";
export { klUcb } from "./policies/kl-ucb.js";
export { thompson } from "./policies/thompson.js";
export { topTwo } from "./policies/top-two.js";
export type { Policy } from "./policies/types.js";
export { ucb1 } from "./policies/ucb1.js";
export { replicate } from "./simulate/replicate.js";
export type { Checkpoint, Rate, Replication, Setting, Spread } from "./simulate/types.js";
export { type Share, type StoppingErrors, type StoppingSetting, stoppingErrors } from "./stopping/errors.js";
export { decided, type StoppingRule } from "./stopping/rule.js";
export { type SampleSize, sampleSize } from "./stopping/sample-size.js";
export { type Standing, standing, valueRemaining } from "./stopping/standing.js";
