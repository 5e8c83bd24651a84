/** Random streams, special functions, linear algebra, optimisation and statistics on plain numbers. @packageDocumentation */
export {};
