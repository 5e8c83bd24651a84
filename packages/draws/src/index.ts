/** Dims, labelled values, traces and the verbs that read them. @packageDocumentation */
export {};
