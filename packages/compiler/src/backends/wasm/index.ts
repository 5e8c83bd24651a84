/** Run array graphs as WebAssembly kernels that are emitted for them: fused vector loops over one shared memory. */
export { emitted } from "./density.js";
export { emittedPoints, type Points } from "./points.js";
export { type SharedMemory, sharedMemory } from "./shared-memory.js";
