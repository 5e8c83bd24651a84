/** Probabilistic programming in TypeScript: write a model as a function, get its posterior. @packageDocumentation */
export {};
