/** Do these traces agree, with each other and with the closed form, and at what cost? @packageDocumentation */
export {};
