/** Exact posteriors of recognised conjugate models. @packageDocumentation */
export {};
