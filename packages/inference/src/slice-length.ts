/** State how long a chain works before others have their turn. */

/** Milliseconds. */
export const sliceMs = 40;
