/** Run the command in a folder of its own, on files that a test writes. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { type ExitCode, main, type RunResult } from "../src/index.js";

/** What a command printed on standard output and standard error, and its exit code. */
export interface Outcome {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Writes files into a new folder that goes away with the test; gives the path of each name in it. */
export function folder(files: Readonly<Record<string, string>> = {}): (name: string) => string {
  const directory = mkdtempSync(join(tmpdir(), "credence-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(directory, name), text);
  return (name) => join(directory, name);
}

export async function credence(...argv: string[]): Promise<Outcome> {
  const printed: string[] = [];
  const complaints: string[] = [];
  const spy = vi.spyOn(process.stderr, "write").mockImplementation((text) => complaints.push(String(text)) > 0);
  try {
    const code = await main(argv, "9.9.9", (text) => printed.push(text));
    return { code, out: printed.join("\n"), err: complaints.join("") };
  } finally {
    spy.mockRestore();
  }
}

/** The figures that `credence run MODEL ARGV --json` prints. */
export async function figures(model: string, ...argv: string[]): Promise<RunResult> {
  const { out, err } = await credence("run", model, ...argv, "--json");
  if (out === "") throw new Error(err);
  return JSON.parse(out) as RunResult;
}

/** A model file with a beta prior and binomial data. */
export const betaBinomial = (alpha: number, beta: number, n: number, k: number): string => `
import { beta, binomial, model } from "credence";
const campaign = model(({ impressions }: { impressions: number }) => {
  const theta = beta(${alpha}, ${beta});
  const clicks = binomial(impressions, theta);
  return { theta, clicks };
});
export default campaign({ impressions: ${n} }).observe({ clicks: ${k} });
`;
