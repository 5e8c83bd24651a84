/** Serve experiments over HTTP: choose an arm, count a reward, tell what is believed. */
import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import { rng as namedStream } from "@credence/math";
import helmet from "@fastify/helmet";
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import type { Outcome, Store } from "../store/types.js";
import { defaultWindow } from "../store/types.js";
import { bearerCheck } from "./auth.js";
import { steadyClock } from "./clock.js";
import { type Impressions, impressions } from "./impression.js";
import { type ExperimentSetting, type Learning, learning } from "./learner.js";
import { metrics } from "./metrics.js";
import { page } from "./page.js";
import { reportOf } from "./report.js";

/** An experiment and who may speak of it. */
export interface ServedExperiment extends ExperimentSetting {
  /** What requests carry as `Authorization: Bearer …`; everyone may speak of an experiment without one. */
  readonly token?: string;
}

/** Settings of a service. */
export interface ServiceOptions {
  /** Milliseconds between two snapshots; 200 if left out. */
  readonly refresh?: number;
  /** How old an impression may be when its reward comes, in milliseconds; at most the store's window. A week if left out. */
  readonly window?: number;
  /** Names the streams of random numbers; chance if left out, so that two servers never choose in step. */
  readonly seed?: number | string;
  /** Now, in milliseconds since 1970. */
  readonly now?: () => number;
}

/** A request that is answered without a network. */
export interface InjectedRequest {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body: an object is sent as JSON. */
  readonly payload?: object | string;
}

/** What such a request is answered with. */
export interface InjectedAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, number | string | string[] | undefined>>;
  readonly body: string;
  /** The body read as JSON, which is taken to be a T. */
  json<T = unknown>(): T;
}

/** The HTTP side of a service. */
export interface ServiceApp {
  /** Begins to answer at an address; resolves with its URL. Port 0 is any that is free. */
  listen(at: { readonly port: number; readonly host?: string }): Promise<string>;
  inject(request: InjectedRequest): Promise<InjectedAnswer>;
  readonly server: Server;
}

/** A service that has not begun to listen. */
export interface Service {
  readonly app: ServiceApp;
  /** Takes no further request, finishes those under way, writes what is noted, and closes the store. */
  close(): Promise<void>;
}

interface Served {
  readonly learner: Learning;
  readonly names: Impressions;
  readonly allows: (header: string | undefined) => boolean;
}

/** Impressions may be named by a server whose clock is this much ahead. */
const ahead = 5 * 60 * 1000;

const text = { type: "string", minLength: 1, maxLength: 200 } as const;
/** The schema of a body; one without required properties may be left out. */
const bodyOf = (properties: object, required: readonly string[] = []): object => ({
  body: {
    type: required.length === 0 ? ["object", "null"] : "object",
    properties: { experiment: text, ...properties },
    required,
    additionalProperties: false,
  },
});

class Refusal extends Error {
  constructor(
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Builds the service of `experiments` over `store`. Choices read a snapshot in memory and never wait for the store; a
 * reward is acknowledged when the store has it. While the store is away, choices go on from the last snapshot, impressions
 * are kept as counts, and rewards are answered with 503, to be sent again.
 *
 * @throws when the store cannot be read at first
 */
export async function service(
  experiments: readonly ServedExperiment[],
  store: Store,
  options: ServiceOptions = {},
): Promise<Service> {
  const { refresh = 200, window = defaultWindow, now = steadyClock() } = options;
  const seed = options.seed ?? randomBytes(16).toString("hex");
  const key = await store.signingKey(randomBytes(32).toString("hex"));
  const served = new Map<string, Served>();
  for (const setting of experiments)
    served.set(setting.name, {
      learner: await learning(setting, store, namedStream(seed, "serve", setting.name), now),
      names: impressions(setting.name, key),
      allows: bearerCheck(setting.token),
    });
  const only = experiments.length === 1 ? experiments[0]?.name : undefined;
  const counted = metrics();
  let storeIsUp = true;

  const refreshAll = async (): Promise<void> => {
    const results = await Promise.allSettled([...served.values()].map(({ learner }) => learner.refresh()));
    storeIsUp = results.every(({ status }) => status === "fulfilled");
    if (!storeIsUp) counted.add("store_failures");
  };
  let closing = false;
  const loop = (async () => {
    while (!closing) {
      await new Promise((resolve) => setTimeout(resolve, refresh));
      await refreshAll();
    }
  })();

  /** The experiment that a request is about; an unknown one and a wrong token look the same. */
  const find = (request: FastifyRequest, name: string | undefined): [string, Served] => {
    const wanted = name ?? only;
    if (wanted === undefined) throw new Refusal(400, "several experiments are served: say which, as experiment");
    const found = served.get(wanted);
    const allowed = (found?.allows ?? bearerCheck(key))(request.headers.authorization);
    if (found === undefined || !allowed)
      throw new Refusal(401, "no such experiment, or not your token: send Authorization: Bearer TOKEN");
    return [wanted, found];
  };
  const storing = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch {
      storeIsUp = false;
      counted.add("store_failures");
      throw new Refusal(503, "the store cannot be reached or written; nothing was counted, send it again later");
    }
  };

  const app = Fastify({
    bodyLimit: 16 * 1024,
    requestTimeout: 10_000,
    connectionTimeout: 30_000,
    keepAliveTimeout: 10_000,
    routerOptions: { maxParamLength: 200 },
    forceCloseConnections: "idle",
    return503OnClosing: true,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  });
  app.addHook("onRequest", (_request, reply, done) => {
    reply.header("x-content-type-options", "nosniff");
    done();
  });
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status === 503) reply.header("retry-after", "1");
    return reply.status(status).send({ error: status < 500 || status === 503 ? error.message : "internal error" });
  });
  app.setNotFoundHandler((_request, reply) => reply.status(404).send({ error: "there is nothing here" }));

  interface ChooseBody {
    readonly experiment?: string;
  }
  app.post<{ Body: ChooseBody | null | undefined }>("/choose", { schema: bodyOf({}) }, (request, reply) => {
    const [experiment, { learner, names }] = find(request, request.body?.experiment);
    const { arm, propensity } = learner.choose();
    counted.add("choices");
    return reply.send({ experiment, arm, propensity, impression: names.name({ arm, at: now() }) });
  });

  interface RewardBody extends ChooseBody {
    readonly impression: string;
    readonly value?: 0 | 1;
  }
  const rewardSchema = bodyOf(
    { impression: { type: "string", minLength: 1, maxLength: 2048 }, value: { type: "integer", enum: [0, 1] } },
    ["impression"],
  );
  app.post<{ Body: RewardBody }>("/reward", { schema: rewardSchema }, async (request) => {
    const { impression, value = 1, experiment } = request.body;
    const [, { learner, names }] = find(request, experiment);
    const shown = names.read(impression);
    if (shown === undefined) throw new Refusal(400, "impression is no name that /choose of this experiment gave");
    const age = now() - shown.at;
    if (age < -ahead) throw new Refusal(400, "impression lies in the future: set the servers' clocks");
    const outcome: Outcome =
      age > window ? "expired" : await storing(learner.reward(impression, shown.arm, value, shown.at));
    counted.add("rewards", outcome);
    if (outcome === "expired") throw new Refusal(410, "the reward came too late to be told from a repeated one");
    return { arm: shown.arm, counted: outcome === "applied" };
  });

  const armsQuery = { querystring: { type: "object", properties: { experiment: text }, additionalProperties: false } };
  app.get<{ Querystring: ChooseBody }>("/arms", { schema: armsQuery }, (request, reply) => {
    const [name, { learner }] = find(request, request.query.experiment);
    return reply.send(reportOf(name, learner.snapshot()));
  });
  const changeArm =
    (active: boolean) =>
    async (request: FastifyRequest<{ Params: { arm: string }; Querystring: ChooseBody }>, reply: FastifyReply) => {
      const [name, { learner }] = find(request, request.query.experiment);
      const { arm } = request.params;
      const { arms } = learner.snapshot();
      if (!active && !arms.includes(arm)) throw new Refusal(404, "no such arm is shown");
      if (!active && arms.length === 1) throw new Refusal(409, "the last arm stays: add another first");
      await storing(store.setActive(name, arm, active));
      await storing(learner.refresh());
      return reply.send({ arms: learner.snapshot().arms });
    };
  const armSchema = { params: { type: "object", properties: { arm: text } }, ...armsQuery };
  app.put<{ Params: { arm: string }; Querystring: ChooseBody }>("/arms/:arm", { schema: armSchema }, changeArm(true));
  app.delete<{ Params: { arm: string }; Querystring: ChooseBody }>(
    "/arms/:arm",
    { schema: armSchema },
    changeArm(false),
  );

  app.get("/health", (_request, reply) =>
    reply.status(storeIsUp ? 200 : 503).send({ store: storeIsUp ? "up" : "down" }),
  );
  app.get("/metrics", (_request, reply) => {
    const all = [...served.values()].map(({ learner }) => learner);
    const gauges = {
      store_up: Number(storeIsUp),
      impressions_pending: all.reduce((sum, learner) => sum + learner.pending(), 0),
      snapshot_age_seconds: Math.max(...all.map((learner) => now() - learner.snapshot().at)) / 1000,
    };
    return reply.type("text/plain; version=0.0.4").send(counted.text(gauges));
  });
  await app.register(servePage);

  return {
    // no type of Fastify's, which older compilers cannot read
    app: {
      listen: (at) => app.listen({ host: "127.0.0.1", ...at }),
      inject: async (request) => app.inject(request as never) as Promise<InjectedAnswer>,
      server: app.server,
    },
    async close() {
      closing = true;
      await app.close();
      await loop;
      await refreshAll();
      await store.close();
      if (!storeIsUp)
        throw new Error("the store could not be reached at the end: impressions noted last are not in it");
    },
  };
}

/** The page for people, under a policy that lets it run and load nothing but its own; answers to programs need none. */
async function servePage(app: FastifyInstance): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: false, // the service speaks plain HTTP behind whatever ends TLS
  });
  for (const [path, { type, content }] of Object.entries(page))
    app.get(path, (_request, reply) => reply.type(type).send(content));
}
