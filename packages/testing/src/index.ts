/** Conformance suites and golden values (private). @packageDocumentation */
export {};
