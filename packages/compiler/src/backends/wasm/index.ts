/** Run array graphs as WebAssembly kernels that are emitted for them: fused vector loops over one shared memory. */
export { emitted } from "./density.js";
export { type SharedMemory, sharedMemory } from "./shared-memory.js";
