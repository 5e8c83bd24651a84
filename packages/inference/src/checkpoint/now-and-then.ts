/** Store the state of a chain seldom enough to cost little, and often enough to lose little when a process is killed. */

/** Milliseconds between two states at least. */
const interval = 100;
/** Storing takes at most this share of the time; and a killed run repeats at most about as much of what it has run. */
const share = 0.01;

/** Does what it is given when 100 ms, 100 times what that took the last time, and 1 % of all time have passed since. */
export function nowAndThen(): (store: () => void) => void {
  const startedAt = performance.now();
  let last = startedAt;
  let cost = 0;
  return (store) => {
    const before = performance.now();
    if (before - last < Math.max(interval, cost / share, share * (before - startedAt))) return;
    store();
    last = performance.now();
    cost = last - before;
  };
}
