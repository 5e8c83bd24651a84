/** Data-only plot specs drawn to SVG and to one-file HTML. @packageDocumentation */
export {};
