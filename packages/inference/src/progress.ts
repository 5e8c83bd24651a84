/** Show the chains of a run on the terminal: one line each, rewritten in place, silent where there is no terminal. */
import type { Progress } from "./options.js";

/** What a run tells its audience. */
export interface Audience {
  tell(progress: Progress): void;
  end(): void;
}

const silent: Audience = { tell: () => {}, end: () => {} };

/** The audience that the option asks for; `true` or nothing means the terminal, if there is one. */
export function audienceOf(progress: boolean | ((progress: Progress) => void) | undefined): Audience {
  if (typeof progress === "function") return { tell: progress, end: () => {} };
  const stream = typeof process === "undefined" ? undefined : process.stderr;
  return progress === false || stream?.isTTY !== true
    ? silent
    : terminal(
        (text) => stream.write(text),
        () => stream.columns ?? 80,
      );
}

/** Renders one line a chain through `write`; the cursor goes back up before each update. */
export function terminal(write: (text: string) => void, columns: () => number): Audience {
  const lines: string[] = [];
  let drawn = 0;
  return {
    tell(progress) {
      lines[progress.chain] = line(progress).slice(0, columns() - 1);
      const up = drawn > 0 ? `\u001b[${drawn}A` : "";
      const body = Array.from(lines, (text) => `\r\u001b[2K${text ?? ""}\n`).join("");
      write(up + body);
      drawn = lines.length;
    },
    end: () => {
      drawn = 0;
      lines.length = 0;
    },
  };
}

const barWidth = 20;
/** `chain 1 ━━━━━━━━━━──────────  50 % draw  2,310/s  step 0.91  divergences 0  0.4 s left` */
export function line({
  chain,
  phase,
  done,
  total,
  divergences,
  stepSize,
  drawsPerSecond,
  secondsLeft,
}: Progress): string {
  const full = Math.round((barWidth * done) / total);
  const parts = [
    `chain ${chain + 1} ${"━".repeat(full)}${"─".repeat(barWidth - full)} ${String(Math.floor((100 * done) / total)).padStart(3)} % ${phase}`,
    `${Math.round(drawsPerSecond).toLocaleString("en")}/s`,
    ...(stepSize > 0 ? [`step ${stepSize.toPrecision(2)}`] : []),
    `divergences ${divergences}`,
    done < total ? `${secondsLeft.toFixed(1)} s left` : "done",
  ];
  return parts.join("  ");
}
