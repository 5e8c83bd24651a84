/** State what a file format of traces is: a value with a name, extensions, and how to write and read. */
import type { AnyTrace } from "../trace.js";
import type { Head } from "./head.js";

/** Draws of one chain that follow one another: of what the head's `drawnOf` lists, and of its stats. */
export interface Block {
  /** The one of the head's `others` that this belongs to, whose own head says what its numbers are. */
  readonly other?: string;
  readonly chain: number;
  /** The position of the first of these draws in its chain. */
  readonly first: number;
  readonly draws: number;
  /** For each of `drawnOf` `draws * cells` numbers. */
  readonly values: readonly Float64Array[];
  /** For each stat `draws` numbers. */
  readonly stats: readonly Float64Array[];
}

/** Where blocks go; the draws of a chain come in order, the chains in any. */
export interface BlockSink {
  write(block: Block): Promise<void>;
  /** Completes the files; `head` has the facts as they are at the end. */
  finish(head: Head): Promise<void>;
  /** Lets go of the files. */
  close(): Promise<void>;
}

/** A file format. `paths` is one path, but for formats that keep each chain in a file of its own. */
export interface TraceFormat {
  readonly name: string;
  /** With the dot; the first is the usual one. */
  readonly extensions: readonly string[];
  /** Whether it keeps one row for each draw, and so no group with other draws than the posterior's. */
  readonly rowwise?: boolean;
  /** The files that hold a trace of so many chains. */
  parts?(path: string, chains: number): readonly string[];
  /** The files that are there for what a user calls `path`. */
  found?(path: string): Promise<readonly string[]>;
  /** The files that would be taken to belong to a trace at `path`, once it is in the files `parts`. */
  stale?(path: string, parts: readonly string[]): Promise<readonly string[]>;
  /** Opens files for blocks: new ones, or such that already hold the draws of `old`. */
  write(paths: readonly string[], head: Head, old?: Head): Promise<BlockSink>;
  read(paths: readonly string[]): Promise<AnyTrace>;
  /** The head of files that this package wrote, to append to them; left out where the format does not allow it. */
  head?(paths: readonly string[]): Promise<Head>;
}
