/** Name the version that traces record. */
export const version: string = "0.1.0";
