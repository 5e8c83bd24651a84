/** Show how far a race has come: one line on the terminal, rewritten in place, or whatever a callback makes of it. */
import { printable } from "@credence/diagnostics";
import type { RaceProgress } from "./options.js";

/** Whom a race tells how far it has come. */
export interface RaceAudience {
  tell(progress: RaceProgress): void;
  end(): void;
}

export function audienceOf(progress: boolean | ((progress: RaceProgress) => void) | undefined): RaceAudience {
  if (typeof progress === "function") return { tell: progress, end: () => {} };
  const stream = progress === false ? undefined : globalThis.process?.stderr;
  if (stream?.isTTY !== true) return { tell: () => {}, end: () => {} };
  return {
    tell: (told) => void stream.write(`\r\u001b[2K${raceLine(told).slice(0, (stream.columns ?? 80) - 1)}`),
    end: () => void stream.write("\r\u001b[2K"),
  };
}

const WIDTH = 20;

/** `race ━━━━━━──────────────  4/12  repeat 2 of 5: slice, chain 3 at 40 %`. */
export function raceLine({ entrant, repeat, repeats, done, total, chain }: RaceProgress): string {
  const full = Math.round((WIDTH * done) / total);
  const which = repeat === 0 ? "a run to discard" : `repeat ${repeat} of ${repeats}`;
  const where =
    chain === undefined ? "" : `, chain ${chain.chain + 1} at ${Math.floor((100 * chain.done) / chain.total)} %`;
  return `race ${"━".repeat(full)}${"─".repeat(WIDTH - full)}  ${done}/${total}  ${which}: ${printable(entrant)}${where}`;
}
