/** R-hat, effective sample size, Monte Carlo standard errors, summaries and warnings. @packageDocumentation */
export {};
