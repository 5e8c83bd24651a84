/** Find out where in a trace each row of a table belongs: tables may have their rows in any order. */

/** The shape of the trace, and the draw (counted through all chains) that a row is. */
export interface Places {
  readonly chains: number;
  readonly draws: number;
  placeOf(row: number): number;
}

/** @throws If the chains have different lengths, or one draw comes twice. */
export function placesOf(chainOf: Float64Array, drawOf: Float64Array): Places {
  const rowsOf = new Map<number, number>();
  for (const chain of chainOf) rowsOf.set(chain, (rowsOf.get(chain) ?? 0) + 1);
  const chains = [...rowsOf.keys()].sort((a, b) => a - b);
  const draws = rowsOf.get(chains[0] as number) ?? 0;
  for (const [chain, rows] of rowsOf) {
    if (rows !== draws)
      throw new Error(
        `chain ${chain} has ${rows} rows and chain ${chains[0]} has ${draws}: chains are to be of one length`,
      );
  }
  const starts = new Map(chains.map((chain, c) => [chain, c * draws]));
  const order = inOrder(chainOf, drawOf) ? undefined : sorted(chainOf, drawOf);
  const next = new Map(starts);
  const places = new Float64Array(chainOf.length);
  for (let i = 0; i < places.length; i++) {
    const row = order?.[i] ?? i;
    const chain = chainOf[row] as number;
    places[row] = next.get(chain) as number;
    next.set(chain, (next.get(chain) as number) + 1);
  }
  return { chains: Math.max(1, chains.length), draws, placeOf: (row) => places[row] as number };
}

/** Whether the draws of each chain come in order. */
function inOrder(chainOf: Float64Array, drawOf: Float64Array): boolean {
  const last = new Map<number, number>();
  for (let row = 0; row < chainOf.length; row++) {
    const [chain, draw] = [chainOf[row] as number, drawOf[row] as number];
    if (!(draw > (last.get(chain) ?? Number.NEGATIVE_INFINITY))) return false;
    last.set(chain, draw);
  }
  return true;
}

/** The rows by chain and draw. */
function sorted(chainOf: Float64Array, drawOf: Float64Array): Uint32Array {
  const rows = Uint32Array.from({ length: chainOf.length }, (_, row) => row);
  const chain = (row: number): number => chainOf[row] as number;
  const draw = (row: number): number => drawOf[row] as number;
  rows.sort((a, b) => chain(a) - chain(b) || draw(a) - draw(b));
  for (let i = 1; i < rows.length; i++) {
    const [a, b] = [rows[i - 1] as number, rows[i] as number];
    if (chain(a) === chain(b) && draw(a) === draw(b))
      throw new Error(`draw ${draw(a)} of chain ${chain(a)} comes twice`);
  }
  return rows;
}
