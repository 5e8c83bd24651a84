/** Show an error of a cell as its sentence: where inside the libraries it was thrown tells a notebook's reader nothing. */

/** What V8 tells of a place in the stack. */
interface Place {
  getFileName(): string | null | undefined;
  getFunctionName(): string | null;
}

type Prepare = (error: Error, places: readonly Place[]) => string;

/** The name of the file that tslab compiles cells under. */
const CELL = "evalmachine.<anonymous>";

/**
 * The sentence, then the functions of cells that were running. Their lines are left out, as they count those of the
 * JavaScript that a cell was compiled to; so are the files of libraries, which are places on one machine.
 */
export const shortStack: Prepare = (error, places) => {
  const functions = places
    .filter((place) => place.getFileName() === CELL)
    .flatMap((place) => place.getFunctionName() || []);
  return [String(error), ...functions.map((name) => `    at ${name}`)].join("\n");
};

/** Errors that are made from now on have short stacks; `Error.prepareStackTrace = undefined` brings long ones back. */
export function shortenErrors(): void {
  const prepareStackTrace: Prepare = (error, places) => {
    const stack = shortStack(error, places);
    // The module that runs cells would write the library's line of code before the stack; it cannot.
    Object.defineProperty(error, "stack", { get: () => stack, set: () => {}, configurable: true });
    return stack;
  };
  Object.assign(Error, { prepareStackTrace });
}
