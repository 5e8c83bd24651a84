/** State how the axes of a box and of its map lie in memory, for the loops that draw from them. */

/** What a row says of an axis: the box, then the map to positions, whose row of the root comes last. */
export const axisColumns = ["low", "length", "stride", "a", "b", "c", "center", "root"] as const;
/** Numbers in a row, of as many axes as there may be. */
export const axisWidth: number = axisColumns.length + 2;
