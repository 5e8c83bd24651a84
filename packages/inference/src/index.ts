/** The user's verbs: sample, findMap, exact, explain. @packageDocumentation */
export {};
