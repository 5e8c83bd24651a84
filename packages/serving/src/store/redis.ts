/** Keep counts in Redis, so that several servers count together. */
import { Redis } from "ioredis";
import { type ArmCounts, defaultWindow, type Store } from "./types.js";

/**
 * Adds once: KEYS are the id's mark and the counts; ARGV the mark's life in milliseconds, then arm, impressions, total of
 * each arm. A script runs alone, so nobody sees the mark without the counts.
 */
const applyScript = `
if not redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[1]) then return 0 end
for i = 2, #ARGV, 3 do
  redis.call('HINCRBYFLOAT', KEYS[2], 'i:' .. ARGV[i], ARGV[i + 1])
  redis.call('HINCRBYFLOAT', KEYS[2], 't:' .. ARGV[i], ARGV[i + 2])
end
return 1`;

/** Longer than clocks of servers may differ. */
const slack = 3600 * 1000;

/** Settings of a Redis store. */
export interface RedisStoreOptions {
  /** How long ids are remembered, in milliseconds; a week if left out. */
  readonly window?: number;
  /** What keys begin with; "credence" if left out. */
  readonly prefix?: string;
  /** How long a command may take, in milliseconds; 2,000 if left out. */
  readonly timeout?: number;
  /** Now, in milliseconds since 1970. */
  readonly now?: () => number;
}

/**
 * A store in the Redis server at `url`, as in redis://127.0.0.1:6379/0. What it keeps is as safe as that server's settings
 * make it: with `appendonly yes` and `appendfsync always` no acknowledged reward is lost when the server is killed, with
 * `everysec` up to a second of them.
 */
export function redisStore(
  url: string,
  { window = defaultWindow, prefix = "credence", timeout = 2000, now = Date.now }: RedisStoreOptions = {},
): Store {
  const redis = new Redis(url, {
    commandTimeout: timeout,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    lazyConnect: true,
    retryStrategy: (attempt) => Math.min(50 * attempt, 1000),
  });
  redis.on("error", () => undefined); // each command says so by itself
  let connecting: Promise<void> | undefined;
  /** Connects at the first use; later the client does so by itself, and commands fail until it has. */
  const ready = async (): Promise<void> => {
    if (redis.status === "wait") connecting = redis.connect();
    await connecting?.catch(() => undefined);
  };
  const key = (experiment: string, ...rest: readonly string[]): string =>
    [prefix, experiment, ...rest].map(encodeURIComponent).join(":");
  return {
    name: "redis",
    async counts(experiment) {
      await ready();
      return countsOf(await redis.hgetall(key(experiment, "counts")));
    },
    async apply(experiment, { id, at, arms }) {
      const age = now() - at;
      if (age > window) return "expired";
      await ready();
      const fields = Object.entries(arms).flatMap(([arm, { impressions = 0, total = 0 }]) => [arm, impressions, total]);
      const life = Math.ceil(window - Math.min(age, 0) + slack);
      const keys = [key(experiment, "id", id), key(experiment, "counts")];
      return (await redis.eval(applyScript, 2, ...keys, life, ...fields)) === 1 ? "applied" : "duplicate";
    },
    async setActive(experiment, arm, active) {
      await ready();
      await redis.hset(key(experiment, "counts"), `a:${arm}`, active ? "1" : "0");
    },
    async signingKey(proposal) {
      await ready();
      await redis.set(key("", "key"), proposal, "NX");
      return (await redis.get(key("", "key"))) as string;
    },
    async close() {
      if (redis.status === "wait") return;
      await redis.quit().catch(() => redis.disconnect());
    },
  };
}

/** Fields are i:ARM, t:ARM and a:ARM; Redis keeps them in no order, so arms come sorted. */
function countsOf(fields: Readonly<Record<string, string>>): ReadonlyMap<string, ArmCounts> {
  const arms = [...new Set(Object.keys(fields).map((field) => field.slice(2)))].sort();
  return new Map(
    arms.map((arm) => [
      arm,
      {
        impressions: Number(fields[`i:${arm}`] ?? 0),
        total: Number(fields[`t:${arm}`] ?? 0),
        active: fields[`a:${arm}`] !== "0",
      },
    ]),
  );
}
