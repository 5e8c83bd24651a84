/** Tell the time so that it neither jumps nor runs backwards while a server lives, whatever is done to the machine's clock. */

/** Milliseconds since 1970 by the machine's clock when it was made, counted on by the monotonic one. */
export function steadyClock(): () => number {
  const start = Date.now() - performance.now();
  return () => Math.floor(start + performance.now());
}
