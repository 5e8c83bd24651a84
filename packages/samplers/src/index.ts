/** Markov kernels, the adaptation beside them, and starting points. @packageDocumentation */
export {};
