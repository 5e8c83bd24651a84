/** Cut the draws of single cells out of numbers that lie draw by draw. */

/** The chosen cells of every draw of `width` cells. */
export function cellsOfEach(values: Float64Array, width: number, cells: readonly number[]): Float64Array {
  const count = values.length / width;
  const chosen = new Float64Array(count * cells.length);
  let next = 0;
  for (let draw = 0; draw < count; draw++) {
    for (const cell of cells) chosen[next++] = values[draw * width + cell] as number;
  }
  return chosen;
}

/** One cell of every draw; a view when there is no other. */
export function cellOfEach(values: Float64Array, width: number, cell: number): Float64Array {
  if (width === 1) return values;
  const count = values.length / width;
  const chosen = new Float64Array(count);
  for (let draw = 0, i = cell; draw < count; draw++, i += width) chosen[draw] = values[i] as number;
  return chosen;
}

/** Doubles in a cache line: neighbouring cells that are cut out together, since memory hands them over together. */
const TILE = 8;

/** A function from a cell to its draws, fast when cells are asked for in turn. */
export function cellsInTurn(read: () => Float64Array, width: number): (cell: number) => Float64Array {
  let first = 0;
  let tile: readonly Float64Array[] = [];
  return (cell) => {
    if (width === 1) return read();
    if (cell < first || cell >= first + tile.length) {
      first = cell - (cell % TILE);
      tile = cutOut(read(), width, first, Math.min(TILE, width - first));
    }
    return tile[cell - first] as Float64Array;
  };
}

/** The draws of `count` cells from `first` on. */
function cutOut(values: Float64Array, width: number, first: number, count: number): Float64Array[] {
  const size = values.length / width;
  const columns = Array.from({ length: count }, () => new Float64Array(size));
  for (let draw = 0; draw < size; draw++) {
    const start = draw * width + first;
    for (let c = 0; c < count; c++) (columns[c] as Float64Array)[draw] = values[start + c] as number;
  }
  return columns;
}
