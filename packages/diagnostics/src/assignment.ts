/** Pair rows with columns so that the paired costs sum to the least. */

/**
 * The column of each row in the cheapest pairing of a square matrix of finite costs: the Hungarian method by shortest
 * augmenting paths (Jonker and Volgenant 1987, Computing 38), cubic in the size.
 */
export function cheapestPairing(cost: readonly (readonly number[])[]): number[] {
  const size = cost.length;
  // Row and column 0 are artificial: each path starts there.
  const rowPrice = new Array<number>(size + 1).fill(0);
  const columnPrice = new Array<number>(size + 1).fill(0);
  const rowOf = new Array<number>(size + 1).fill(0);
  for (let row = 1; row <= size; row++) {
    const distance = new Array<number>(size + 1).fill(Infinity);
    const before = new Array<number>(size + 1).fill(0);
    const reached = new Array<boolean>(size + 1).fill(false);
    let column = 0;
    rowOf[0] = row;
    do {
      reached[column] = true;
      const from = rowOf[column] as number;
      let step = Infinity;
      let next = 0;
      for (let j = 1; j <= size; j++) {
        if (reached[j]) continue;
        const reduced = (cost[from - 1]?.[j - 1] as number) - (rowPrice[from] as number) - (columnPrice[j] as number);
        if (reduced < (distance[j] as number)) {
          distance[j] = reduced;
          before[j] = column;
        }
        if ((distance[j] as number) < step) {
          step = distance[j] as number;
          next = j;
        }
      }
      for (let j = 0; j <= size; j++) {
        if (reached[j]) {
          const paired = rowOf[j] as number;
          rowPrice[paired] = (rowPrice[paired] as number) + step;
          columnPrice[j] = (columnPrice[j] as number) - step;
        } else distance[j] = (distance[j] as number) - step;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const previous = before[column] as number;
      rowOf[column] = rowOf[previous] as number;
      column = previous;
    }
  }
  const columns = new Array<number>(size);
  for (let j = 1; j <= size; j++) columns[(rowOf[j] as number) - 1] = j - 1;
  return columns;
}
