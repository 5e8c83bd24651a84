/** Bandits behind HTTP: stores that lose no click, choices that never wait for learning. @packageDocumentation */
export type { Choice, ExperimentSetting } from "./service/learner.js";
export type { ArmReport, Report } from "./service/report.js";
export {
  type InjectedAnswer,
  type InjectedRequest,
  type ServedExperiment,
  type Service,
  type ServiceApp,
  type ServiceOptions,
  service,
} from "./service/service.js";
export { type FileStoreOptions, fileStore } from "./store/file.js";
export { memoryStore } from "./store/memory.js";
export { type RedisStoreOptions, redisStore } from "./store/redis.js";
export { type Addition, type ArmCounts, defaultWindow, type Outcome, type Store } from "./store/types.js";
