/** The modelling language: expressions over named dims, distributions, transforms, models. @packageDocumentation */
export {};
