/** Let timers, messages and input have their turn between slices of work. */

/** The quickest way there is: timers wait 1 ms in Node and 4 ms in browsers. */
export const pause = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof globalThis.setImmediate === "function") globalThis.setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
