/** Run chains in a worker as the calling thread orders, and report each slice. */
import { loops } from "@credence/math";
import { advance, type ChainRecord, type ChainState, continueChain, stateOf } from "../chains.js";
import { nowAndThen } from "../checkpoint/now-and-then.js";
import { type Machine, machineFor } from "../machine.js";
import type { Sizes } from "../options.js";
import { pause } from "../pause.js";
import { runFromPlain } from "../plain-run.js";
import { partOf, type Room, roomFor } from "../room.js";
import { sliceMs } from "../slice-length.js";
import type { Order, Report } from "./messages.js";

/** A chain in this thread. */
interface Taken {
  readonly record: ChainRecord;
  /** Whether the calling thread sees the room. */
  readonly shared: boolean;
  /** Draws that were sent. */
  sent: number;
  readonly occasionally: ReturnType<typeof nowAndThen>;
}

/** One run's chains here. */
interface Job {
  readonly machine: Machine;
  readonly sizes: Sizes;
  readonly chains: Map<number, Taken>;
  goal: number;
}

/** What to do with each order; `report` is how answers are sent. */
export function worker(report: (answer: Report) => void): (order: Order) => void {
  const jobs = new Map<number, Job>();
  let busy = false;

  const behind = (): readonly (readonly [run: number, chain: number])[] =>
    [...jobs].flatMap(([run, { chains, goal }]) =>
      [...chains].flatMap(([c, { record }]) => (record.counts.done < goal ? [[run, c] as const] : [])),
    );

  /** Gives every chain a slice in turn, and takes in orders between them. */
  const work = async (): Promise<void> => {
    if (busy) return;
    busy = true;
    for (let turn = behind(); turn.length > 0; turn = behind()) {
      for (const [run, c] of turn) {
        const job = jobs.get(run);
        const taken = job?.chains.get(c);
        if (job === undefined || taken === undefined || taken.record.counts.done >= job.goal) continue;
        attempt(run, () => {
          advance(taken.record, job.machine, job.sizes, job.goal, performance.now() + sliceMs);
          tell(run, c, job, taken, taken.record.counts.done >= job.goal);
        });
        await pause();
      }
    }
    busy = false;
  };

  const tell = (run: number, chain: number, { machine }: Job, taken: Taken, withState: boolean): void => {
    const { record, shared, sent, occasionally } = taken;
    const { counts, kept, room } = record;
    const came = { run, kind: "came", chain, counts: { ...counts }, kept } as const;
    const part = shared || kept === sent ? {} : { part: copied(machine, room, sent, kept) };
    taken.sent = kept;
    let state: { state?: ChainState } = {};
    const read = (): void => {
      state = { state: stateOf(record) };
    };
    if (withState) read();
    else occasionally(read);
    report({ ...came, ...part, ...state });
  };

  const attempt = (run: number, what: () => void): void => {
    try {
      what();
    } catch (error) {
      const { name, message } = error as Error;
      jobs.delete(run);
      report({ run, kind: "failed", name, message });
    }
  };

  const build = ({ run, plain, host, sizes, hash }: Extract<Order, { kind: "build" }>): void => {
    try {
      loops.tell(host);
      const { posterior, options } = runFromPlain(plain);
      const machine = machineFor(posterior, options);
      if (machine.compiled.hash() !== hash) throw new Error("it compiles to another density there");
      jobs.set(run, { machine, sizes, chains: new Map(), goal: 0 });
      report({ run, kind: "built" });
    } catch (error) {
      report({ run, kind: "unable", reason: (error as Error).message });
    }
  };

  const take = ({ run, chain, state, kept, room }: Extract<Order, { kind: "take" }>, job: Job): void =>
    attempt(run, () => {
      const own = room ?? roomFor(job.machine, job.sizes.draws);
      const record = continueChain(job.machine, state, job.sizes, own, kept);
      job.chains.set(chain, { record, shared: room !== undefined, sent: kept, occasionally: nowAndThen() });
    });

  const obey = (order: Order): void => {
    const { run } = order;
    const job = jobs.get(run);
    if (order.kind === "build") build(order);
    else if (order.kind === "end") jobs.delete(run);
    else if (job === undefined) return;
    else if (order.kind === "take") take(order, job);
    else if (order.kind === "goal") job.goal = order.goal;
    else {
      job.goal = 0;
      for (const [c, taken] of job.chains) tell(run, c, job, taken, true);
      report({ run, kind: "stopped" });
    }
    void work();
  };

  /** What came while modules load waits until they are there. */
  let loading: Promise<void> | undefined;
  return (order) => {
    const modules = order.kind === "build" ? order.modules : [];
    if (modules.length === 0 && loading === undefined) return obey(order);
    const mine = (loading ?? Promise.resolve())
      .then(() => load(modules))
      .then(() => {
        if (loading === mine) loading = undefined;
        obey(order);
      });
    loading = mine;
  };
}

/** Loads modules; where one cannot be loaded, the name that it would have registered is missed later. */
const load = (modules: readonly string[]): Promise<unknown> =>
  Promise.allSettled(modules.map((module) => import(/* @vite-ignore */ /* webpackIgnore: true */ module)));

function copied({ compiled }: Machine, room: Room, from: number, to: number): Room {
  const { values, stats } = partOf(
    room,
    compiled.latents.map(({ size }) => size),
    from,
    to,
  );
  return {
    values: values.map((numbers) => numbers.slice()),
    stats: Object.fromEntries(Object.entries(stats).map(([name, numbers]) => [name, numbers.slice()])),
  };
}
