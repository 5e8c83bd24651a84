/** Serve an experiment over HTTP until asked to stop. */
import { readFile } from "node:fs/promises";
import { type PolicyName, policies } from "@credence/bandits";
import { fileStore, memoryStore, redisStore, type Store, service } from "@credence/serving";
import type { OutputOptions } from "../options.js";

/** What `credence serve` understands. */
export interface ServeOptions extends OutputOptions {
  readonly arms: readonly string[];
  readonly experiment: string;
  readonly store: string;
  readonly policy: PolicyName;
  /** Successes and failures, as if seen before. */
  readonly prior: readonly [number, number];
  readonly host: string;
  readonly port: number;
  readonly tokenFile?: string;
}

const loopback = new Set(["127.0.0.1", "::1", "localhost"]);

/**
 * Prints where it listens, and resolves once it was asked to stop (SIGINT or SIGTERM) and has written everything.
 *
 * @throws when the address is not of this machine only and there is no token, or the store cannot be opened
 */
export async function serveCommand(options: ServeOptions, print: (text: string) => void): Promise<0> {
  const { arms, experiment, policy, prior, host, port, json } = options;
  const [alpha, beta] = prior;
  const token = await tokenOf(options);
  if (token === undefined && !loopback.has(host))
    throw new Error(
      `host ${host} can be reached from elsewhere: set a token in CREDENCE_TOKEN or --token-file, or leave --host out`,
    );
  const store = await storeAt(options.store);
  const setting = { name: experiment, arms, prior: { alpha, beta }, policy: policies[policy]() };
  const { app, close } = await service([token === undefined ? setting : { ...setting, token }], store).catch(
    async (error) => {
      await store.close().catch(() => undefined);
      throw new Error(`the store ${store.name} cannot be read: ${(error as Error).message}`);
    },
  );
  const url = await app.listen({ host, port }).catch(async (error: Error) => {
    await close();
    throw new Error(`cannot listen at ${host}, port ${port}: ${error.message}`);
  });
  print(json ? JSON.stringify({ url, experiment, arms, store: store.name }) : `serving ${experiment} at ${url}`);
  await new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
  });
  await close();
  return 0;
}

async function tokenOf({ tokenFile }: ServeOptions): Promise<string | undefined> {
  const token = tokenFile === undefined ? process.env.CREDENCE_TOKEN : (await readFile(tokenFile, "utf8")).trim();
  if (token !== undefined && token.length < 16)
    throw new Error("the token has fewer than 16 characters; make one with: openssl rand -hex 32");
  return token;
}

async function storeAt(where: string): Promise<Store> {
  if (where === "memory") return memoryStore();
  return /^rediss?:\/\//.test(where) ? redisStore(where) : fileStore(where);
}
