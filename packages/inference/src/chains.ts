/** Run Markov chains in slices, so that a caller can watch, stop and store them without changing a draw. */
import { type Rng, type RngState, restoreRng, rng } from "@credence/math";
import type { Adaptation, Chain, Sampler, Stats, Tuning } from "@credence/samplers";
import type { Machine } from "./machine.js";
import type { Progress, Sizes } from "./options.js";
import type { Room } from "./room.js";

/** How far a chain has come, and at what cost: plain data. */
export interface Counts {
  /** Iterations, warmup included. */
  done: number;
  drawn: number;
  divergences: number;
  /** Where the first of them were, as positions; no more than a stored state can bear. */
  diverged: readonly DivergedAt[];
  /** The smallest of the last transition; 0 for samplers that have none. */
  stepSize: number;
  /** CPU-bound time spent in warmup and in kept draws. */
  tuneMs: number;
  drawMs: number;
  /** Evaluations of the log density or its gradient in warmup and in kept draws. */
  tuneEvaluations: number;
  drawEvaluations: number;
}

/** A divergence: the draw that its transition made, and the positions between which it happened. */
export interface DivergedAt {
  readonly draw: number;
  readonly start: readonly number[];
  readonly end: readonly number[];
}

/** Divergences of a chain that are kept, and numbers that they may take in all: every stored state carries them. */
const mostDiverged = 25;
const mostNumbers = 10_000;

/** All that the further draws of a chain depend on, as plain data. */
export interface ChainState {
  readonly position: readonly number[];
  readonly stream: RngState;
  readonly tuning: Tuning;
  /** Left out once warmup is over. */
  readonly adaptation?: Adaptation;
  readonly counts: Readonly<Counts>;
}

/** A chain at work. */
export interface Running {
  readonly chain: Chain;
  readonly stream: Rng;
}

/** What is known of one chain, whoever runs it. */
export interface ChainRecord {
  /** Where it is run by this thread. */
  running?: Running | undefined;
  /** What it last told of itself where another thread runs it. */
  told?: ChainState;
  counts: Counts;
  readonly room: Room;
  /** Draws in the room; more than `drawn` when a stored chain repeats what it did after its state was stored. */
  kept: number;
}

/** The stream of one chain: it depends on the seed and the chain's number only. */
export const chainStream = (seed: number, chain: number): Rng => rng(seed, "chain", chain);

/** Starts a chain at a position; `tuning` is that of an earlier run. */
export function startChain(
  { target, sampler }: Machine,
  position: Float64Array,
  chainStream: Rng,
  { tune }: Sizes,
  room: Room,
  tuning?: Tuning,
): ChainRecord {
  const stream = chainStream.split("transitions");
  const chain = sampler.start(target, position, stream, tune, tuning);
  const counts = { done: 0, drawn: 0, divergences: 0, diverged: [], stepSize: 0 };
  const costs = { tuneMs: 0, drawMs: 0, tuneEvaluations: 0, drawEvaluations: 0 };
  return { running: { chain, stream }, counts: { ...counts, ...costs }, room, kept: 0 };
}

/** Goes on where a state was taken, bit for bit. */
export function continueChain(
  { target, sampler }: Machine,
  state: ChainState,
  { tune }: Sizes,
  room: Room,
  kept: number,
): ChainRecord {
  const { position, tuning, adaptation, counts } = state;
  const stream = restoreRng(state.stream);
  const chain = sampler.start(target, position, stream, adaptation === undefined ? 0 : tune, tuning, adaptation);
  return { running: { chain, stream }, counts: { ...counts }, room, kept };
}

/** The state of a chain; where another thread runs it, as it was last told. */
export function stateOf({ running, told, counts }: ChainRecord): ChainState {
  if (running === undefined) return told as ChainState;
  const { chain, stream } = running;
  const adaptation = chain.adaptation();
  return {
    position: Array.from(chain.position),
    stream: stream.state(),
    tuning: chain.tuning(),
    ...(adaptation === undefined ? {} : { adaptation }),
    counts: { ...counts },
  };
}

/** Makes transitions until `goal` of them are done, or until `deadline` (of `performance.now`); some at least. */
export function advance(record: ChainRecord, machine: Machine, { tune }: Sizes, goal: number, deadline: number): void {
  const { counts } = record;
  while (counts.done < goal) {
    const inTune = counts.done < tune;
    const before = performance.now();
    const evaluated = machine.target.evaluations();
    const end = Math.min(inTune ? Math.min(tune, goal) : goal, counts.done + 16);
    let stats: Stats = {};
    while (counts.done < end) stats = transition(record, machine, inTune);
    counts.stepSize = smallestStep(machine.sampler, stats);
    const after = performance.now();
    counts[inTune ? "tuneMs" : "drawMs"] += after - before;
    counts[inTune ? "tuneEvaluations" : "drawEvaluations"] += machine.target.evaluations() - evaluated;
    if (after >= deadline) return;
  }
}

function transition(record: ChainRecord, { compiled, sampler }: Machine, inTune: boolean): Stats {
  const { chain } = record.running as Running;
  const stats = chain.step();
  record.counts.done++;
  if (!inTune) keep(record, compiled.constrain(chain.position), stats, namesOf(sampler));
  return stats;
}

/** Puts a draw into the room, number by number: arrays of one number to copy from would cost more than the draw. */
function keep(record: ChainRecord, draw: readonly Float64Array[], stats: Stats, names: Names): void {
  const { counts, room, running } = record;
  for (const name of names.diverging) counts.divergences += stats[name] as number;
  keepDivergence(counts, (running as Running).chain);
  const at = counts.drawn++;
  const write = at < record.kept ? requireSame : put;
  for (let v = 0; v < draw.length; v++) {
    const [values, to] = [draw[v] as Float64Array, room.values[v] as Float64Array];
    for (let i = 0, place = at * values.length; i < values.length; i++, place++) write(to, place, values[i] as number);
  }
  for (const name in room.stats) write(room.stats[name] as Float64Array, at, stats[name] ?? Number.NaN);
  record.kept = Math.max(record.kept, counts.drawn);
}

function keepDivergence(counts: Counts, chain: Chain): void {
  const found = chain.divergence?.();
  if (found === undefined) return;
  const most = Math.min(mostDiverged, Math.floor(mostNumbers / found.start.length));
  if (counts.diverged.length >= most) return;
  const [start, end] = [Array.from(found.start), Array.from(found.end)];
  counts.diverged = [...counts.diverged, { draw: counts.drawn, start, end }];
}

function put(room: Float64Array, at: number, value: number): void {
  room[at] = value;
}

/** @throws unless a repeated draw is as it was */
function requireSame(room: Float64Array, at: number, value: number): void {
  if (Object.is(room[at], value)) return;
  throw new Error(
    `a stored draw was ${room[at]}, and its chain now draws ${value}: the run was made by another version or with other code; start it anew`,
  );
}

/** What the blocks of a sampler call the stats that progress is told by: a compound one puts their names before. */
interface Names {
  readonly stepSize: readonly string[];
  readonly diverging: readonly string[];
}
const known = new WeakMap<Sampler, Names>();

function namesOf(sampler: Sampler): Names {
  const found = known.get(sampler);
  if (found !== undefined) return found;
  const of = (stat: string): readonly string[] =>
    sampler.stats.filter((name) => name === stat || name.endsWith(`.${stat}`));
  const names = { stepSize: of("stepSize"), diverging: of("diverging") };
  known.set(sampler, names);
  return names;
}

function smallestStep(sampler: Sampler, stats: Readonly<Record<string, number>>): number {
  let smallest = Infinity;
  for (const name of namesOf(sampler).stepSize) smallest = Math.min(smallest, stats[name] as number);
  return smallest < Infinity ? smallest : 0;
}

/** What a chain has to say of itself. */
export function progressOf({ counts }: ChainRecord, chain: number, { chains, draws, tune }: Sizes): Progress {
  const { done, divergences, stepSize, tuneMs, drawMs } = counts;
  const total = tune + draws;
  const seconds = (tuneMs + drawMs) / 1000;
  const pace = seconds > 0 ? done / seconds : 0;
  return {
    chain,
    chains,
    phase: done < tune ? "tune" : "draw",
    done,
    total,
    divergences,
    stepSize,
    drawsPerSecond: pace,
    secondsLeft: pace > 0 ? (total - done) / pace : 0,
  };
}
