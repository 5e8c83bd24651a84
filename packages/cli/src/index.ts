/** The credence command. @packageDocumentation */
export {};
