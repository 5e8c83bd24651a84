/** Hand the chains of a run over to workers once these are ready, and hear how they come on. */
import { loops } from "@credence/math";
import { modulesOf } from "@credence/model";
import { type ChainRecord, stateOf } from "../chains.js";
import type { Machine } from "../machine.js";
import type { Sizes } from "../options.js";
import type { PlainRun } from "../plain-run.js";
import { fill, isShared } from "../room.js";
import type { Report } from "./messages.js";
import { hire, idleCount, release, type Thread, threadCount } from "./thread.js";

/** What a crew works for. */
export interface Employer {
  readonly records: readonly ChainRecord[];
  readonly machine: Machine;
  readonly sizes: Sizes;
  /** Threads at most; as many as run side by side when undefined. */
  readonly workers: number | undefined;
  /** The run as plain data; undefined where it cannot be told so. */
  plain(): PlainRun | undefined;
  /** Says why chains could not be handed over. */
  complain(reason: string): void;
}

/** The workers of one run; nobody until it is worth it. */
export interface Crew {
  /** Hires if the chains that this thread runs have enough left to do. */
  consider(): void;
  goTo(goal: number): void;
  /** Chains that came on since the last call, in order. */
  news(): readonly number[];
  /** Waits for news. @throws what a chain threw */
  wait(): Promise<void>;
  /** Stops all chains where they are, and has them tell their states. */
  stop(): Promise<void>;
  dismiss(): void;
}

/** Work of less than so many milliseconds in this thread is done before workers have started, or were told of it. */
const worthStarting = 400;
const worthTelling = 100;

let runs = 0;

export function crewFor({ records, machine, sizes, workers, plain, complain }: Employer): Crew {
  const run = ++runs;
  const cells = machine.compiled.latents.map(({ size }) => size);
  const members: { readonly thread: Thread; readonly chains: readonly number[]; built: boolean }[] = [];
  const news: number[] = [];
  let considered = false;
  let goal = 0;
  let failure: Error | undefined;
  let stopping = 0;
  let wake = (): void => {};

  const hear = (member: (typeof members)[number]) => (report: Report) => {
    if (report.run !== run) return;
    if (report.kind === "built") handOver(member);
    else if (report.kind === "unable") complain(report.reason);
    else if (report.kind === "failed") failure ??= errorOf(report);
    else if (report.kind === "stopped") stopping -= 1;
    else {
      const record = records[report.chain] as ChainRecord;
      if (report.part !== undefined) fill(record.room, report.part, cells, record.kept);
      record.counts = report.counts;
      record.kept = report.kept;
      if (report.state !== undefined) record.told = report.state;
      news.push(report.chain);
    }
    wake();
  };

  /** From here on the worker runs its chains, from the very states that they have reached here. */
  const handOver = (member: (typeof members)[number]): void => {
    const { thread, chains } = member;
    member.built = true;
    for (const chain of chains) {
      const record = records[chain] as ChainRecord;
      if (record.counts.done >= sizes.tune + sizes.draws) continue;
      const state = stateOf(record);
      const shared = isShared(record.room) ? { room: record.room } : {};
      thread.send({ run, kind: "take", chain, state, kept: record.kept, ...shared });
      record.told = state;
      record.running = undefined;
    }
    thread.send({ run, kind: "goal", goal });
  };

  const lost = (member: (typeof members)[number]) => (reason: string) => {
    const had = member.chains.some((c) => records[c]?.running === undefined);
    members.splice(members.indexOf(member), 1);
    if (had) failure ??= new Error(`a worker thread was lost: ${reason}; run again with workers: 0`);
    wake();
  };

  const start = (count: number, told: PlainRun): void => {
    const hash = machine.compiled.hash();
    const modules = modulesOf(told.graph);
    for (let m = 0; m < count; m++) {
      const chains = records.flatMap((_, c) => (c % count === m ? [c] : []));
      const member = { thread: hire(), chains, built: false };
      members.push(member);
      member.thread.listen(hear(member), lost(member));
      member.thread.send({ run, kind: "build", plain: told, modules, host: loops.told(), sizes, hash });
    }
  };

  return {
    consider: () => {
      if (considered) return;
      const left = records.filter(({ counts }) => counts.done < goal);
      const count = Math.min(left.length, workers ?? threadCount(), threadCount());
      if (count < 2 && workers !== 1) return;
      const worth = workers !== undefined ? 0 : idleCount() >= count ? worthTelling : worthStarting;
      if (millisecondsLeft(records, sizes) < worth) return;
      considered = true;
      const told = plain();
      if (told !== undefined) start(count, told);
    },
    goTo: (next) => {
      goal = next;
      for (const { thread, built } of members) if (built) thread.send({ run, kind: "goal", goal });
    },
    news: () => news.splice(0),
    wait: async () => {
      if (news.length === 0 && failure === undefined)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      if (failure !== undefined) throw failure;
    },
    stop: async () => {
      const working = members.filter(({ built }) => built);
      stopping = working.length;
      for (const { thread } of working) thread.send({ run, kind: "stop" });
      while (stopping > 0 && failure === undefined)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    },
    dismiss: () => {
      for (const { thread } of members.splice(0)) {
        thread.send({ run, kind: "end" });
        release(thread);
      }
    },
  };
}

/** What is left to do in one thread, by the pace so far. */
function millisecondsLeft(records: readonly ChainRecord[], { tune, draws }: Sizes): number {
  const spent = records.reduce((sum, { counts }) => sum + counts.tuneMs + counts.drawMs, 0);
  const done = records.reduce((sum, { counts }) => sum + counts.done, 0);
  return done === 0 ? 0 : (spent / done) * (records.length * (tune + draws) - done);
}

const errorOf = ({ name, message }: { readonly name: string; readonly message: string }): Error =>
  name === "RangeError" ? new RangeError(message) : name === "TypeError" ? new TypeError(message) : new Error(message);
