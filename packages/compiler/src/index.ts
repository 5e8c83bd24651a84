/** From a model's graph to a log density and its gradient. @packageDocumentation */
export {};
